/** Where the site and its sources are on the web. @module */

/** Errors of the packages lead to pages below it. */
export const siteAddress = "https://llm-anatomy.github.io";

export const repository = "https://github.com/llm-anatomy/llm-anatomy";

/** A file of the repository, and optionally its lines, as a page. */
export function sourceAddress(path: string, lines?: { first: number; last: number }): string {
  return `${repository}/blob/main/${path}${lines ? `#L${lines.first}-L${lines.last}` : ""}`;
}
