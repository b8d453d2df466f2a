/** Where the sources are read on the web. @module */

export const repository = "https://github.com/llm-anatomy/llm-anatomy";

/** A file of the repository, and optionally its lines, as a page. */
export function sourceAddress(path: string, lines?: { first: number; last: number }): string {
  return `${repository}/blob/main/${path}${lines ? `#L${lines.first}-L${lines.last}` : ""}`;
}
