/** `<llm-table>`: an HTML table that scrolls by itself on a narrow page. @module */
import { sayTableValue, type Table, type TableValue } from "../table.ts";
import { create } from "./create.ts";
import { FigureElement } from "./figure-element.ts";

/** In characters. A column of short texts keeps each on its line: the table scrolls before `block 5` becomes two lines. */
const longestLine = 32;

export class TableElement extends FigureElement<Table> {
  protected rules(): string {
    return `
      table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
      th, td { padding: 0.3125rem 0.75rem; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
      th { font-weight: 600; border-block-end: 2px solid var(--muted); vertical-align: bottom; }
      .number { text-align: end; }
      td { white-space: pre; }
      td.long { white-space: pre-wrap; min-width: 13rem; }
      .readout { display: none; }
    `;
  }

  protected draw(figure: Table): Node[] {
    const every = (c: number, holds: (value: TableValue) => boolean) => figure.rows.every((row) => holds(row[c]));
    const kinds = figure.columns.map((_, c) => {
      if (every(c, (value) => typeof value === "number")) return "number";
      return every(c, (value) => typeof value !== "string" || value.length <= longestLine) ? undefined : "long";
    });
    const kind = (c: number) => kinds[c];
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
