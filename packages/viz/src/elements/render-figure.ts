/** From a figure to the element that draws it. @module */
import { type Figure, parseFigure } from "../figure.ts";
import { AttentionMatrixElement } from "./attention-matrix-element.ts";
import { LineChartElement, ScatterPlotElement } from "./chart-element.ts";
import type { FigureElement } from "./figure-element.ts";
import { KvCacheMapElement } from "./kv-cache-map-element.ts";
import { ProbabilityBarsElement } from "./probability-bars-element.ts";
import { TableElement } from "./table-element.ts";
import { TokenStripElement } from "./token-strip-element.ts";

const elements = {
  "token-strip": TokenStripElement,
  "attention-matrix": AttentionMatrixElement,
  "probability-bars": ProbabilityBarsElement,
  "kv-cache-map": KvCacheMapElement,
  "line-chart": LineChartElement,
  "scatter-plot": ScatterPlotElement,
  table: TableElement,
} satisfies Record<Figure["kind"], unknown>;

/** Registers every element as `llm-` and the figure's kind (`<llm-token-strip>`); a second call changes nothing. */
export function defineElements(): void {
  for (const [kind, element] of Object.entries(elements)) {
    const name = `llm-${kind}`;
    if (!customElements.get(name)) customElements.define(name, element as unknown as CustomElementConstructor);
  }
}

/**
 * A new element that shows `figure`; put it anywhere in the page, and set its `figure` to show another of the same kind.
 *
 * @throws TypeError | RangeError for an unknown kind, or what the figure's builder refuses
 */
export function renderFigure<F extends Figure>(figure: F): FigureElement<F> {
  const checked = parseFigure(figure);
  defineElements();
  const element = document.createElement(`llm-${checked.kind}`) as unknown as FigureElement<F>;
  element.figure = checked;
  return element;
}
