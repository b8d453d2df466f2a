/** TypeDoc's pages, made shorter. @module */

/** Takes out what only says again what the signature says, and keeps "Shape:" and "Units:" on lines of their own. */
export function withoutRepetition(page: string): string {
  return page
    .replace(/^#+ Parameters\n\n\| Parameter \| Type \|\n(?:\|.*\n)+\n/gm, "")
    .replace(/^#+ Returns\n\n[^\n]*\n\n(?=#|\*\*\*|<a )/gm, "")
    .replaceAll("__namedParameters", "options")
    .replace(/(?<=\S)\n(?=(?:Shapes?|Units?|Masked|Limits?|Errors?): )/g, "  \n");
}
