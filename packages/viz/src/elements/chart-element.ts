/**
 * `<llm-line-chart>` and `<llm-scatter-plot>`. Their scales come with d3, which is loaded when the first chart is drawn.
 * @module
 */
import type { Figure } from "../figure.ts";
import type { LineChart } from "../line-chart.ts";
import type { ScatterPlot } from "../scatter-plot.ts";
import { FigureElement } from "./figure-element.ts";

/** A chart is drawn to the width it has, so that its letters keep their size on a phone. */
abstract class ChartElement<F extends Figure> extends FigureElement<F> {
  #width = 0;
  #observer: ResizeObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver(() => {
      if (Math.abs(this.clientWidth - this.#width) > 1) this.redraw();
    });
    this.#observer.observe(this);
  }
  disconnectedCallback(): void {
    this.#observer?.disconnect();
  }

  protected abstract drawWith(drawing: typeof import("./chart-drawing.ts"), figure: F, width: number): Node[];

  protected async draw(figure: F): Promise<Node[]> {
    const drawing = await import("./chart-drawing.ts");
    this.#width = this.clientWidth;
    const padding = 34; // of the host, both sides, and its borders
    return this.drawWith(drawing, figure, Math.max(240, this.#width - padding));
  }

  protected rules(): string {
    return `
      svg { display: block; max-width: 100%; overflow: visible; }
      text { fill: var(--muted); font: 12px/1 var(--font); }
      text.name { fill: var(--ink); }
      .grid { stroke: var(--line); stroke-width: 1; }
      .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
      .mark { stroke: var(--surface); stroke-width: 1; }
      .line-mark { opacity: 0; }
      .line-mark:focus, .line-mark:hover { opacity: 1; }
      .legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin-block-end: 0.5rem; font-size: 0.8125rem; }
      .legend li { display: flex; align-items: center; gap: 0.375rem; }
    `;
  }
}

export class LineChartElement extends ChartElement<LineChart> {
  protected drawWith(drawing: typeof import("./chart-drawing.ts"), figure: LineChart, width: number): Node[] {
    return drawing.drawLineChart(figure, width);
  }
}

export class ScatterPlotElement extends ChartElement<ScatterPlot> {
  protected drawWith(drawing: typeof import("./chart-drawing.ts"), figure: ScatterPlot, width: number): Node[] {
    return drawing.drawScatterPlot(figure, width);
  }
}
