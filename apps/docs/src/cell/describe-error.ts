/** What went wrong, and on which line of the cell, from what each browser writes into a stack. @module */
import type { CellError } from "./outputs.ts";

/** `url` is the address under which the cell ran; the topmost frame that names it is the line to point at. */
export function describeError(error: unknown, url: string): CellError {
  if (!(error instanceof Error)) return { message: `Thrown: ${String(error)}` };
  const message = `${error.name}: ${error.message}${causes(error.cause)}`;
  const start = url === "" ? -1 : (error.stack ?? "").indexOf(`${url}:`);
  if (start < 0) return { message };
  const [line, column] = error.stack!.slice(start + url.length + 1).split(/\D/);
  return { message, line: Number(line), column: Number(column) };
}

function causes(cause: unknown): string {
  return cause instanceof Error ? `\n  because ${cause.name}: ${cause.message}${causes(cause.cause)}` : "";
}
