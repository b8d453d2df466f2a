/** console.log and its kin, turned into outputs with the same text that Node prints. @module */
import { formatWithOptions } from "node-inspect-extracted";
import type { CellOutput } from "./outputs.ts";

// A loop that prints forever has to be stoppable: what comes after these is dropped, and said to be.
const mostOutputs = 2_000;
const mostCharacters = 400_000;

type Console = Pick<typeof console, "log" | "info" | "debug" | "warn" | "error" | "table">;

/** Replaces the methods of `target`; `show` hears of every output, within limits. */
export function captureConsole(target: Console, show: (output: CellOutput) => void): (output: CellOutput) => void {
  let outputs = 0;
  let characters = 0;
  const limited = (output: CellOutput) => {
    if (outputs > mostOutputs || characters > mostCharacters) return;
    outputs++;
    if (output.kind === "text") characters += output.text.length;
    if (outputs > mostOutputs || characters > mostCharacters) {
      return show({ kind: "text", level: "warn", text: `… more than ${mostOutputs} outputs: the rest is left out.` });
    }
    show(output);
  };
  const text =
    (level: "log" | "warn" | "error") =>
    (...values: unknown[]) =>
      limited({ kind: "text", level, text: formatWithOptions({ colors: false, breakLength: 80 }, ...values) });
  target.log = target.info = target.debug = text("log");
  target.warn = text("warn");
  target.error = text("error");
  target.table = (data: unknown) => {
    const table = tableOf(data);
    if (table) limited({ kind: "table", ...table });
    else target.log(data);
  };
  return limited;
}

/** Rows and columns as console.table has them, or null for what is no table. */
export function tableOf(data: unknown): { columns: string[]; rows: string[][] } | null {
  if (typeof data !== "object" || data === null) return null;
  const entries = data instanceof Map ? [...data] : Object.entries(data);
  const isRow = (value: unknown): value is object => typeof value === "object" && value !== null;
  const keys = [...new Set(entries.flatMap(([, value]) => (isRow(value) ? Object.keys(value) : [])))];
  const plain = entries.some(([, value]) => !isRow(value));
  const cell = (value: unknown) =>
    typeof value === "string" ? value : formatWithOptions({ colors: false }, "%o", value);
  return {
    columns: ["", ...keys, ...(plain ? ["value"] : [])],
    rows: entries.map(([name, value]) => [
      String(name),
      ...keys.map((key) => (isRow(value) && key in value ? cell((value as Record<string, unknown>)[key]) : "")),
      ...(plain ? [isRow(value) ? "" : cell(value)] : []),
    ]),
  };
}
