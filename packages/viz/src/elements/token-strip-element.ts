/** `<llm-token-strip>`: the tokens as tinted pieces of a line that wraps. @module */
import { sayToken, type TokenStrip } from "../token-strip.ts";
import { create, tokenText } from "./create.ts";
import { FigureElement } from "./figure-element.ts";
import { seriesColor } from "./theme.ts";

export class TokenStripElement extends FigureElement<TokenStrip> {
  protected rules(): string {
    return `
      ul { display: flex; flex-wrap: wrap; gap: 0.25rem 0.1875rem; }
      li { display: grid; justify-items: center; padding: 0.125rem 0.25rem; min-width: 1.5rem; border-radius: 0.25rem;
        background: color-mix(in srgb, var(--tint) var(--depth), var(--surface)); border-block-end: 2px solid var(--tint); }
      li.special { background: none; border: 1px dashed var(--muted); color: var(--muted); }
      .token { font: 0.9375rem/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
      .id { font: 0.6875rem/1.3 var(--mono); color: var(--ink); }
    `;
  }

  protected draw(figure: TokenStrip): Node[] {
    const values = figure.values ?? [];
    const top = Math.max(...values, 1e-12);
    const items = figure.tokens.map((token, i) => {
      const special = figure.specialTokensMask?.[i] === 1;
      // With values colour means depth, else it tells neighbours apart: by word where words are known, by token if not.
      const group = figure.values ? 0 : (figure.wordIds?.[i] ?? i);
      const depth = figure.values ? 4 + 36 * Math.max(0, values[i] / top) : 16;
      const item = create("li", {
        "data-cell": `0,${i}`,
        "data-say": `${i + 1} of ${figure.tokens.length}: ${sayToken(figure, i)}`,
        class: special ? "special" : undefined,
      });
      item.style.setProperty("--tint", seriesColor(group));
      item.style.setProperty("--depth", `${depth}%`);
      item.append(create("span", { class: "token" }, ...tokenText(token)));
      if (figure.ids) item.append(create("span", { class: "id" }, String(figure.ids[i])));
      return item;
    });
    return [create("ul", { "aria-label": figure.title ?? "Tokens" }, ...items)];
  }
}
