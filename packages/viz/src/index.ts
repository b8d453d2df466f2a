/** Figures of what a language model does, as plain data. No DOM here: drawing is in `@llm-anatomy/viz/elements`. @module */

export { type AttentionMatrix, type AttentionMatrixInput, attentionMatrix } from "./attention-matrix.ts";
export type { Axis } from "./axis.ts";
export { type DisplayOptions, display, setDisplay } from "./display.ts";
export { type Figure, isFigure, parseFigure, toText } from "./figure.ts";
export { type KvCacheMap, type KvCacheMapInput, kvCacheMap, type Slot, type SlotState } from "./kv-cache-map.ts";
export { type LineChart, type LineChartInput, lineChart } from "./line-chart.ts";
export { type ProbabilityBars, type ProbabilityBarsInput, probabilityBars } from "./probability-bars.ts";
export { type ScatterPlot, type ScatterPlotInput, type ScatterPoint, scatterPlot } from "./scatter-plot.ts";
export { type Table, type TableInput, type TableValue, table } from "./table.ts";
export { type TokenStrip, type TokenStripInput, tokenStrip } from "./token-strip.ts";
