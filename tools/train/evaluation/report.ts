/**
 * Tables of an evaluation, in Markdown, for the model card and the terminal alike.
 * @module
 */

export type Cell = string | number;

/** One table with a sentence before it that says how it was measured. */
export interface Section {
  title: string;
  how: string;
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** `0.9123` as `91.2 %`. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export function markdown(sections: readonly Section[]): string {
  return sections
    .map(({ title, how, head, rows }) => {
      const line = (cells: readonly Cell[]) => `| ${cells.join(" | ")} |`;
      const rule = line(head.map((_, i) => (i === 0 ? "---" : "---:")));
      return [`### ${title}`, "", how, "", line(head), rule, ...rows.map(line)].join("\n");
    })
    .join("\n\n");
}
