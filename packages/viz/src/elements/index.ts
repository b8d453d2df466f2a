/** Custom elements that draw the figures of `@llm-anatomy/viz`. Importing is safe on a server; nothing is defined before `defineElements()`. @module */

export { AttentionMatrixElement } from "./attention-matrix-element.ts";
export { LineChartElement, ScatterPlotElement } from "./chart-element.ts";
export type { FigureElement } from "./figure-element.ts";
export { KvCacheMapElement } from "./kv-cache-map-element.ts";
export { ProbabilityBarsElement } from "./probability-bars-element.ts";
export { defineElements, renderFigure } from "./render-figure.ts";
export { TableElement } from "./table-element.ts";
export { themeProperties } from "./theme.ts";
export { TokenStripElement } from "./token-strip-element.ts";
