/** `<llm-probability-bars>`: one bar per outcome, and a hatched one for everything else. @module */
import { type ProbabilityBars, restOf, sayBar } from "../probability-bars.ts";
import { percent, visible } from "../words.ts";
import { create, tokenText } from "./create.ts";
import { FigureElement } from "./figure-element.ts";

export class ProbabilityBarsElement extends FigureElement<ProbabilityBars> {
  protected rules(): string {
    return `
      ol { display: grid; gap: 0.25rem; font: 0.875rem/1.4 var(--mono); }
      li { display: grid; grid-template-columns: clamp(4rem, calc(var(--longest) + 0.25rem), 9rem) 1fr 4.25rem; gap: 0.625rem; align-items: center; border-radius: 3px; }
      .label { text-align: end; overflow: hidden; text-overflow: ellipsis; white-space: pre; }
      .track { height: 1.125rem; background: var(--raised); border-radius: 3px; overflow: hidden; }
      .bar { height: 100%; min-width: 1px; width: calc(var(--share) * 100%); background: var(--series-1); border-radius: 3px;
        transition: width 200ms ease-out; }
      .chosen .bar { background: var(--series-2); }
      .chosen .label, .chosen .value { font-weight: 700; }
      .rest .bar { background: repeating-linear-gradient(135deg, var(--muted) 0 2px, transparent 2px 6px); }
      .rest .label { font-family: var(--font); color: var(--muted); white-space: normal; }
      .value { font: 0.8125rem/1.4 var(--mono); font-variant-numeric: tabular-nums; }
      @media (max-width: 30rem) { li { grid-template-columns: clamp(4rem, calc(var(--longest) + 0.25rem), 6.5rem) 1fr 4rem; gap: 0.375rem; } }
      @media (prefers-reduced-motion: reduce) { .bar { transition: none; } }
    `;
  }

  protected draw(figure: ProbabilityBars): Node[] {
    const items = figure.bars.map((bar, i) => {
      const kind = i === figure.chosen ? "chosen" : "";
      return row(kind, tokenText(bar.label), bar.probability, `${i},0`, sayBar(figure, i));
    });
    const rest = restOf(figure);
    if (rest > 0) {
      const label = figure.restLabel ?? "Everything else";
      items.push(
        row("rest", [document.createTextNode(label)], rest, `${items.length},0`, `${label}: ${percent(rest)}`),
      );
    }
    const longest = Math.max(...figure.bars.map(({ label }) => [...visible(label)].length)); // what is left is the bars'
    const attributes = { "aria-label": figure.title ?? "Probabilities", style: `--longest: ${longest}ch` };
    return [create("ol", attributes, ...items)];
  }
}

function row(kind: string, label: Node[], probability: number, place: string, say: string): HTMLElement {
  const bar = create("div", { class: "bar" });
  bar.style.setProperty("--share", String(Math.min(1, probability)));
  return create(
    "li",
    { class: kind || undefined, "data-cell": place, "data-say": say },
    create("span", { class: "label" }, ...label),
    create("div", { class: "track", "aria-hidden": "true" }, bar),
    create("span", { class: "value" }, percent(probability).replace("less than ", "<").replace("more than ", ">")),
  );
}
