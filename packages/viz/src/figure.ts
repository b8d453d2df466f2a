/**
 * A figure is plain data with a `kind`: it can be printed as text, drawn in a page, sent from a worker, kept in a file.
 * @module
 */
import { type AttentionMatrix, attentionMatrix, attentionMatrixText } from "./attention-matrix.ts";
import { type KvCacheMap, kvCacheMap, kvCacheMapText } from "./kv-cache-map.ts";
import { type LineChart, lineChart, lineChartText } from "./line-chart.ts";
import { type ProbabilityBars, probabilityBars, probabilityBarsText } from "./probability-bars.ts";
import { type ScatterPlot, scatterPlot, scatterPlotText } from "./scatter-plot.ts";
import { type Table, table, tableText } from "./table.ts";
import { type TokenStrip, tokenStrip, tokenStripText } from "./token-strip.ts";

export type Figure = TokenStrip | AttentionMatrix | ProbabilityBars | KvCacheMap | LineChart | ScatterPlot | Table;

type Kind = Figure["kind"];
type OfKind<K extends Kind> = Extract<Figure, { kind: K }>;

const kinds: { [K in Kind]: { build(figure: OfKind<K>): OfKind<K>; toText(figure: OfKind<K>): string } } = {
  "token-strip": { build: tokenStrip, toText: tokenStripText },
  "attention-matrix": { build: attentionMatrix, toText: attentionMatrixText },
  "probability-bars": { build: probabilityBars, toText: probabilityBarsText },
  "kv-cache-map": { build: kvCacheMap, toText: kvCacheMapText },
  "line-chart": { build: lineChart, toText: lineChartText },
  "scatter-plot": { build: scatterPlot, toText: scatterPlotText },
  table: { build: table, toText: tableText },
};

/** Whether `value` says that it is a figure; `parseFigure` also looks at its fields. */
export function isFigure(value: unknown): value is Figure {
  return typeof value === "object" && value !== null && Object.hasOwn(kinds, (value as { kind?: string }).kind ?? "");
}

/**
 * A figure that came from elsewhere (JSON, a worker), checked again by its builder.
 *
 * @throws TypeError | RangeError for an unknown kind, or what its builder refuses
 */
export function parseFigure<F extends Figure>(value: F): F {
  if (!isFigure(value)) {
    const kind = JSON.stringify((value as { kind?: unknown } | null | undefined)?.kind);
    throw new TypeError(`figure: kind is ${kind} but has to be one of ${Object.keys(kinds).join(", ")}.`);
  }
  return (kinds[value.kind] as { build(figure: Figure): Figure }).build(value) as F;
}

/** The text twin: what somebody who sees the figure reads off it. @throws as `parseFigure` */
export function toText(figure: Figure): string {
  const checked = parseFigure(figure);
  return (kinds[checked.kind] as { toText(figure: Figure): string }).toText(checked);
}
