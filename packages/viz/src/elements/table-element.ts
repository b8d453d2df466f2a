/** `<llm-table>`: an HTML table that scrolls by itself on a narrow page. @module */
import { sayTableValue, type Table } from "../table.ts";
import { create } from "./create.ts";
import { FigureElement } from "./figure-element.ts";

export class TableElement extends FigureElement<Table> {
  protected rules(): string {
    return `
      table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
      th, td { padding: 0.3125rem 0.75rem; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
      th { font-weight: 600; border-block-end: 2px solid var(--muted); white-space: nowrap; }
      .number { text-align: end; white-space: nowrap; }
      td { white-space: pre-wrap; }
      .readout { display: none; }
    `;
  }

  protected draw(figure: Table): Node[] {
    const numeric = figure.columns.map((_, c) => figure.rows.every((row) => typeof row[c] === "number"));
    const kind = (c: number) => (numeric[c] ? "number" : undefined);
    const head = figure.columns.map((column, c) => create("th", { scope: "col", class: kind(c) }, column));
    const rows = figure.rows.map((row, r) =>
      create(
        "tr",
        {},
        ...row.map((value, c) => {
          const said = value === null ? "–" : typeof value === "string" ? value : sayTableValue(value);
          return create(
            "td",
            { class: kind(c), "data-cell": `${r},${c}`, "data-say": `${figure.columns[c]}: ${said}` },
            said,
          );
        }),
      ),
    );
    const body = create(
      "table",
      { "aria-label": figure.title ?? "Table" },
      create("thead", {}, create("tr", {}, ...head)),
      create("tbody", {}, ...rows),
    );
    return [create("div", { class: "scroll" }, body)];
  }
}
