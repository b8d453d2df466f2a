/** The code that draws figures, fetched when the first figure is shown. @module */

interface Elements {
  renderFigure(figure: unknown): HTMLElement;
}

let loading: Promise<Elements> | undefined;

/** @param packages address of the folder with the packages' bundles */
export function loadFigures(packages: string): Promise<Elements> {
  loading ??= import(/* webpackIgnore: true */ new URL("viz-elements.js", packages).href);
  return loading;
}
