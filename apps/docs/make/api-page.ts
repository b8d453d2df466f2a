/** TypeDoc's pages, made shorter. @module */

/** Takes out what only says again what the signature says, makes little of where it is defined, and keeps "Shape:" and "Units:" on lines of their own. */
export function withoutRepetition(page: string): string {
  return page
    .replace(/^#+ Parameters\n\n\| Parameter \| Type \|\n(?:\|.*\n)+\n/gm, "")
    .replace(/^#+ Returns\n\n[^\n]*\n\n(?=#|\*\*\*|<a )/gm, "")
    .replace(/^Defined in: (\[.*\]\(.*\))$/gm, "<small>$1</small>")
    .replaceAll("__namedParameters", "options")
    .replace(/(?<=\S)\n(?=(?:Shapes?|Units?|Masked|Limits?|Errors?): )/g, "  \n");
}

/** What the module's own comment says of it: the first paragraph of its page, if it has one before the first heading. */
export function moduleSummary(page: string): string {
  const [, first = ""] = /^---\n[\s\S]*?\n---\n+([^#<\n][^\n]*(?:\n[^\n]+)*)/.exec(page) ?? [];
  return first.replaceAll("\n", " ");
}
