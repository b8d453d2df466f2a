/**
 * A table: rows of texts and numbers under named columns.
 * @module
 */
import { checkKeys, describe, optionalText, plainArray, sameLength, strings, withoutAbsent } from "./checks.ts";
import { number, plural } from "./words.ts";

export type TableValue = string | number | boolean | null;

export interface TableInput {
  /** Default: the keys of the rows, in order of appearance. */
  columns?: readonly string[];
  /** Lists in the order of the columns, or objects with a value per column. */
  rows: readonly (readonly TableValue[] | Readonly<Record<string, TableValue>>)[];
  title?: string;
}

export interface Table {
  kind: "table";
  title?: string;
  columns: string[];
  rows: TableValue[][];
}

const where = "table";

/**
 * The figure of a table.
 *
 * @throws TypeError | RangeError for unknown keys or columns, and for rows that are not as long as the columns
 * @example table({ rows: [{ model: "tiny-llama", parameters: 1_000_000 }] })
 */
export function table(input: TableInput): Table {
  checkKeys(where, input, ["rows", "columns", "title"]);
  const given = plainArray(where, "rows", input.rows);
  const isList = (row: unknown) => Array.isArray(row) || ArrayBuffer.isView(row);
  const columns = input.columns
    ? strings(where, "columns", input.columns)
    : [...new Set(given.flatMap((row) => (isList(row) ? [] : Object.keys(row as object))))];
  if (columns.length === 0)
    throw new RangeError(`${where}: there are no columns. Pass columns, or rows that are objects.`);
  const rows = given.map((row, r) => {
    if (isList(row)) {
      const values = plainArray(where, `rows[${r}]`, row).map((value, c) => cell(value, `rows[${r}][${c}]`));
      sameLength(where, `rows[${r}]`, values.length, "columns", columns.length);
      return values;
    }
    checkKeys(`${where}: rows[${r}]`, row, columns);
    return columns.map((column) => cell(row[column] ?? null, `rows[${r}].${column}`));
  });
  return withoutAbsent({ kind: "table" as const, title: optionalText(where, "title", input.title), columns, rows });
}

function cell(value: unknown, at: string): TableValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "number")
    throw new TypeError(`${where}: ${at} is ${describe(value)} but has to be a text or a number.`);
  return Number.isFinite(value) ? value : String(value); // JSON has no NaN or Infinity
}

/** The table with aligned columns. */
export function tableText(figure: Table): string {
  const said = [figure.columns, ...figure.rows.map((row) => row.map(sayTableValue))];
  const numeric = figure.columns.map((_, c) => figure.rows.every((row) => typeof row[c] === "number"));
  const widths = figure.columns.map((_, c) => Math.max(...said.map((row) => [...row[c]].length)));
  const pad = (value: string, c: number) => {
    const gap = " ".repeat(widths[c] - [...value].length);
    return numeric[c] ? gap + value : value + gap;
  };
  const lines = said.map((row) => `  ${row.map(pad).join("   ").trimEnd()}`);
  return [`${figure.title ?? "Table"}: ${plural(figure.rows.length, "row")}`, ...lines].join("\n");
}

/** A value as it is shown: numbers with four significant digits, null as a dash. */
export function sayTableValue(value: TableValue): string {
  if (value === null) return "–";
  if (typeof value === "number") return number(value);
  return typeof value === "boolean" ? (value ? "yes" : "no") : value.replace(/\s+/g, " ");
}
