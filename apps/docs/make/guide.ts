/**
 * A guide is a package's README as a page of the site: nothing is written twice, so nothing can drift.
 * @module
 */

export interface GuideSource {
  /** The package's folder: `tokenizer`. */
  name: string;
  readme: string;
  /** Address that relative links are below: the package's folder in the repository's web view. */
  sources: string;
  /** Place in the sidebar. */
  position: number;
}

/**
 * Markdown with front matter, relative links made absolute, and braces and angle brackets outside code escaped, which
 * MDX would take for code.
 *
 * @throws Error when the README does not begin with a title and one line that says what the package is
 */
export function guidePage({ name, readme, sources, position }: GuideSource): string {
  const [, title, summary] = /^# (.+)\n+([^\n#`].+)\n/.exec(readme) ?? [];
  if (!title)
    throw new Error(`packages/${name}/README.md: has to begin with "# title" and one line that says what it is.`);
  const front = [
    "---",
    `title: ${JSON.stringify(title)}`,
    `description: ${JSON.stringify(summary)}`,
    `sidebar_label: ${name}`,
    `sidebar_position: ${position}`,
    "---",
  ];
  const body = readme.slice(readme.indexOf("\n") + 1).trimStart();
  return `${front.join("\n")}\n\n${outsideCode(body, (text) => escapeMdx(absoluteLinks(text, sources)))}`;
}

/** Applies `change` to the text between code blocks and spans. */
function outsideCode(markdown: string, change: (text: string) => string): string {
  return markdown
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, i) => (i % 2 === 1 ? part : change(part)))
    .join("");
}

function absoluteLinks(text: string, sources: string): string {
  return text.replace(
    /\]\((?!https?:|#|mailto:)([^)\s]+)\)/g,
    (_, path: string) => `](${new URL(path, `${sources.replace(/\/?$/, "/")}`)})`,
  );
}

function escapeMdx(text: string): string {
  return text.replace(/[{}]|<(?!https?:)/g, (character) => `\\${character}`);
}
