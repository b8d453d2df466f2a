/** What a cell shows while it runs, and what the page and the worker say to each other. @module */

/** Something the cell showed. Checks of exercises get them in order. */
export type CellOutput =
  | { kind: "text"; level: "log" | "warn" | "error"; text: string }
  | { kind: "table"; columns: string[]; rows: string[][] }
  /** A figure of `@llm-anatomy/viz`, and what it says in words. */
  | {
      kind: "figure";
      figure: unknown;
      text: string;
      /** Takes the place of the figure shown before under this id. */
      id?: string;
    };

export interface CellError {
  /** `RangeError: attention: k has 96 elements …` */
  message: string;
  /** Where in the cell, counted from 1, if that is known. */
  line?: number;
  column?: number;
}

/** What an exercise's check answers. */
export interface Verdict {
  passed: boolean;
  message: string;
}

export interface RunRequest {
  code: string;
  /** Source of the exercise's check, if there is one. */
  check?: string;
}

/** From the worker. After `end` nothing more comes. */
export type RunMessage =
  | { type: "running" }
  | { type: "output"; output: CellOutput }
  | { type: "end"; error?: CellError; verdict?: Verdict };

/** Adds an output at the end, or where a figure of the same id is. */
export function addOutput(outputs: CellOutput[], output: CellOutput): void {
  const isBefore = (other: CellOutput) => other.kind === "figure" && other.id === (output as typeof other).id;
  const at = output.kind === "figure" && output.id !== undefined ? outputs.findIndex(isBefore) : -1;
  if (at < 0) outputs.push(output);
  else outputs[at] = output;
}
