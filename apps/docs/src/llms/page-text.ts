/**
 * A page as plain Markdown: cells with their code, no imports, no components.
 * @module
 */

/** Reads the text of a cell: `self-attention/softmax`. */
export type ReadCell = (name: string) => string;

/** Title, text and code of a page's source; what only a browser can show is left out. */
export function pageText(source: string, readCell: ReadCell): string {
  const [, front = "", body = source] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
  const [, title] = /^title: "?(.+?)"?$/m.exec(front) ?? [];
  const text = outsideCode(body, (part) =>
    part
      .replace(/^import .*\n/gm, "")
      .replace(/<Exercise\b[^>]*?\bcell="([^"]+)"[^>]*?\/?>/g, (_, name) => `Exercise:\n\n${code(readCell(name))}`)
      .replace(/<Runnable\b[^>]*?\bcell="([^"]+)"[^>]*?\/>/g, (_, name) => code(readCell(name)))
      .replace(/<Predict\b([\s\S]*?)>\n/g, (_, attributes) => prediction(attributes))
      .replace(/^\s*<\/?[A-Z][^>]*>\n?/gm, "")
      .replace(/<a id="[^"]*"><\/a>\n*/g, "")
      .replace(/\\([{}<])/g, "$1"),
  );
  const heading = title && !/^# /m.test(body) ? `# ${title}\n\n` : "";
  return `${heading}${text.trim().replace(/\n{3,}/g, "\n\n")}\n`;
}

function code(text: string): string {
  return `\`\`\`ts\n${text.trimEnd()}\n\`\`\``;
}

function prediction(attributes: string): string {
  const value = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1];
  return `${value("question") ?? ""}\n\n${value("why") ?? ""}\n\n`;
}

/** Applies `change` to what is outside of fenced code. */
function outsideCode(markdown: string, change: (text: string) => string): string {
  return markdown
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part, i) => (i % 2 === 1 ? part : change(part)))
    .join("");
}
