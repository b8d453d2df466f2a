/** `<llm-kv-cache-map>`: one square per slot. State is told by form as well as by colour. @module */
import { type KvCacheMap, saySlot, sayTotal } from "../kv-cache-map.ts";
import { create } from "./create.ts";
import { FigureElement } from "./figure-element.ts";

const meaning = { kept: "kept", new: "new in this step", shared: "shared", evicted: "thrown out", free: "free" };

export class KvCacheMapElement extends FigureElement<KvCacheMap> {
  protected rules(): string {
    return `
      .rows { display: grid; gap: 0.375rem; min-width: fit-content; font-size: 0.8125rem; }
      .row { display: grid; grid-template-columns: minmax(4rem, min(var(--longest), 9rem)) 1fr; gap: 0.625rem; align-items: center; }
      .name { color: var(--muted); text-align: end; position: sticky; inset-inline-start: 0; background: var(--surface); }
      .slots { display: flex; gap: 2px; flex-wrap: wrap; }
      i { display: block; width: 1.125rem; height: 1.125rem; border-radius: 3px; border: 1px solid var(--muted); }
      .kept { background: var(--series-1); border-color: var(--series-1); }
      .new { background: var(--series-2); border-color: var(--series-2); border-radius: 50%; }
      .shared { background: repeating-linear-gradient(90deg, var(--series-3) 0 3px, var(--surface) 3px 5px); border-color: var(--series-3); }
      .evicted { background: linear-gradient(45deg, transparent 45%, var(--series-6) 45% 55%, transparent 55%); border-color: var(--series-6); }
      @media (max-width: 30rem) { .row { grid-template-columns: minmax(4rem, min(var(--longest), 5.5rem)) 1fr; } }
      .legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin-block-start: 0.625rem; font-size: 0.8125rem; color: var(--muted); }
      .legend li { display: flex; align-items: center; gap: 0.375rem; }
    `;
  }

  protected override hint(figure: KvCacheMap): string {
    return `${sayTotal(figure)}.`;
  }

  protected draw(figure: KvCacheMap): Node[] {
    const rows = figure.rows.map(({ label, slots }, r) =>
      create(
        "div",
        { class: "row", role: "group", "aria-label": label },
        create("span", { class: "name" }, label),
        create(
          "div",
          { class: "slots" },
          ...slots.map(({ state }, s) => {
            const say = saySlot(figure, r, s);
            return create("i", {
              role: "img",
              class: state,
              "aria-label": say,
              "data-cell": `${r},${s}`,
              "data-say": say,
            });
          }),
        ),
      ),
    );
    const used = new Set(figure.rows.flatMap(({ slots }) => slots.map(({ state }) => state)));
    const legend = Object.entries(meaning)
      .filter(([state]) => used.has(state as keyof typeof meaning))
      .map(([state, words]) => create("li", {}, create("i", { class: state, "aria-hidden": "true" }), words));
    const longest = Math.max(...figure.rows.map(({ label }) => label.length)); // names of one width, so that slots stand below slots
    return [
      create("div", { class: "scroll" }, create("div", { class: "rows", style: `--longest: ${longest}ch` }, ...rows)),
      create("ul", { class: "legend", "aria-label": "Legend" }, ...legend),
    ];
  }
}
