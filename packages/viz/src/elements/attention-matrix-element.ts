/** `<llm-attention-matrix>`: a grid of queries by keys, one head at a time. @module */
import { type AttentionMatrix, sayCell, sayRow } from "../attention-matrix.ts";
import { create, tokenText } from "./create.ts";
import { FigureElement } from "./figure-element.ts";

const numbersUpTo = 9; // columns; with more, a number no longer fits into its cell

// Up to this share of the accent, black (light) or white (dark) text keeps a contrast of 4.5 on a cell; above, the other does.
const lightTurns = 0.7;
const darkTurns = 0.6;

export class AttentionMatrixElement extends FigureElement<AttentionMatrix> {
  #head = 0;

  /** Which head is shown. */
  get head(): number {
    return this.#head;
  }
  set head(head: number) {
    const last = (this.figure?.headNames.length ?? 1) - 1;
    if (!Number.isInteger(head) || head < 0 || head > last) {
      throw new RangeError(`llm-attention-matrix: head is ${head} but has to be in [0, ${last}].`);
    }
    this.#head = head;
    if (this.isConnected) this.redraw();
  }

  protected rules(): string {
    return `
      table { border-collapse: separate; border-spacing: 2px; font: 0.8125rem/1.2 var(--mono); }
      th { font-weight: 400; color: var(--ink); white-space: nowrap; }
      thead th { vertical-align: bottom; padding: 0 0 0.25rem; }
      thead th span.upright { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 8rem; overflow: hidden; }
      tbody th { position: sticky; inset-inline-start: 0; background: var(--surface); text-align: end; padding-inline-end: 0.5rem; z-index: 1;
        max-width: 8rem; overflow: hidden; text-overflow: ellipsis; }
      td { position: relative; width: 2.5rem; min-width: 2.25rem; height: 1.75rem; padding: 0; text-align: center; border-radius: 3px;
        background: color-mix(in srgb, var(--accent) var(--share), var(--surface)); box-shadow: inset 0 0 0 1px var(--line); }
      td.low { color: light-dark(#000, #fff); } td.middle { color: #000; } td.high { color: light-dark(#fff, #000); }
      td.below { background: color-mix(in srgb, var(--series-2) var(--share), var(--surface)); color: light-dark(#000, #fff); }
      td.masked { background: repeating-linear-gradient(135deg, var(--line) 0 1px, transparent 1px 5px); box-shadow: none; }
      tr:focus-within th, tr:hover th { font-weight: 700; }
      .heads { display: flex; flex-wrap: wrap; gap: 0.25rem; margin-block-end: 0.625rem; }
      button { font: 0.8125rem/1.5 var(--font); color: var(--ink); background: var(--raised); border: 1px solid var(--line);
        border-radius: 0.375rem; padding: 0.125rem 0.5rem; min-height: 1.5rem; cursor: pointer; }
      button[aria-pressed="true"] { background: var(--accent); color: var(--surface); border-color: var(--accent); }
      table.dense td { width: 1.25rem; min-width: 1.25rem; height: 1.25rem; }
      table.dense { border-spacing: 1px; }
      td.corner { background: none; box-shadow: none; }
    `;
  }

  protected override hint(figure: AttentionMatrix): string {
    const last = figure.queryTokens.length - 1;
    return `Rows ask, columns answer. ${sayRow(figure, Math.min(this.#head, figure.headNames.length - 1), last)}.`;
  }

  protected draw(figure: AttentionMatrix): Node[] {
    const head = (this.#head = Math.min(this.#head, figure.headNames.length - 1));
    const numbers = figure.keyTokens.length <= numbersUpTo;
    const present = figure.weights[head].flat().filter((value) => value !== null);
    const scale = figure.unit === "weights" ? 1 : Math.max(...present.map(Math.abs), 1e-12);
    const corner = create("td", { class: "corner" });
    const columns = figure.keyTokens.map((token) =>
      create(
        "th",
        { scope: "col" },
        create("span", numbers && token.length <= 4 ? {} : { class: "upright" }, ...tokenText(token)),
      ),
    );
    const rows = figure.queryTokens.map((token, q) =>
      create(
        "tr",
        {},
        create("th", { scope: "row" }, ...tokenText(token)),
        ...figure.weights[head][q].map((value, k) => {
          const cell = create("td", { "data-cell": `${q},${k}`, "data-say": sayCell(figure, head, q, k) });
          if (value === null) {
            cell.className = "masked";
            cell.append(create("span", { class: "visually-hidden" }, "masked"));
            return cell;
          }
          const share = Math.abs(value) / scale;
          const negative = value < 0;
          cell.style.setProperty("--share", `${(100 * share * (negative ? 0.6 : 1)).toFixed(1)}%`);
          cell.className = negative ? "below" : share <= darkTurns ? "low" : share <= lightTurns ? "middle" : "high";
          const said = figure.unit === "weights" ? value.toFixed(2).replace(/^0/, "") : value.toFixed(1);
          cell.append(numbers ? said : create("span", { class: "visually-hidden" }, said));
          return cell;
        }),
      ),
    );
    const label = `${figure.title ?? "Attention"}, ${figure.headNames[head]}`;
    const grid = create(
      "div",
      { class: "scroll" },
      create(
        "table",
        { "aria-label": label, class: numbers ? undefined : "dense" },
        create("thead", {}, create("tr", {}, corner, ...columns)),
        create("tbody", {}, ...rows),
      ),
    );
    return figure.headNames.length > 1 ? [this.#headButtons(figure), grid] : [grid];
  }

  #headButtons(figure: AttentionMatrix): HTMLElement {
    const buttons = figure.headNames.map((name, head) => {
      const button = create("button", { type: "button", "aria-pressed": String(head === this.#head) }, name);
      button.addEventListener("click", () => {
        this.head = head;
        this.shadowRoot!.querySelectorAll<HTMLElement>(".heads button")[head].focus();
      });
      return button;
    });
    return create("div", { class: "heads", role: "group", "aria-label": "Heads" }, ...buttons);
  }
}
