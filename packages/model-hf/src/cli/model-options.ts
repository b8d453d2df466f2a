/** What commands have in common: which model, and what computes. @module */
import { dtypes, type WantedDtype } from "../engine/dtypes.ts";
import type { LoadOptions } from "../load-model.ts";
import { numberOption, UsageError } from "./command.ts";

const whatAModelIs =
  "a Hub id (org/name), a folder, an address, a zip archive, a GGUF file, or tiny, which comes with the package";

/** The model that a command's arguments name. */
export function onlyModel(positionals: readonly string[]): string {
  if (positionals.length === 1) return positionals[0];
  throw new UsageError(
    positionals.length === 0
      ? `Name a model: ${whatAModelIs}.`
      : `Name one model; there are ${positionals.length}: ${positionals.join(", ")}.`,
  );
}

/** Options of every command that opens a checkpoint. */
export const sourceOptions = {
  file: { type: "string" },
  revision: { type: "string" },
} as const;

export const sourceHelp = `  --file <name>              which GGUF file of the model, by its name or a part of it (Q4_K_M)
  --revision <name>          branch, tag or commit of a Hub id

A model is ${whatAModelIs}.`;

export const deviceHelp = `  --engine <name>            eager, compiled or auto: what was measured to be fastest here, else eager (default auto)
  --device <name>            wasm, or cpu: native code, where onnxruntime-node is installed (default wasm)
  --dtype <name>             f32, f16, q8, q4 or auto; fewer bits: smaller, and mostly faster (default f32)
  --threads <n>              threads that compute together (default 1)`;

/** The engine an option names. */
export function engineOption(text: string | undefined): LoadOptions["engine"] {
  if (text === undefined || text === "eager" || text === "compiled" || text === "auto") return text;
  throw new UsageError(`--engine is "${text}" but has to be eager, compiled or auto.`);
}

/** Options of every command that loads a model to compute with it. */
export const deviceOptions = {
  engine: { type: "string" },
  device: { type: "string" },
  dtype: { type: "string" },
  threads: { type: "string" },
} as const;

export function readDeviceOptions({
  engine,
  device,
  dtype,
  threads,
}: Partial<Record<keyof typeof deviceOptions, string>>): LoadOptions {
  return {
    engine: engineOption(engine),
    device: deviceOption(device),
    dtype: dtypeOption(dtype),
    threads: numberOption("threads", threads),
  };
}

/** What computes: a GPU is for pages. */
export function deviceOption(text: string | undefined): LoadOptions["device"] {
  if (text === undefined || text === "wasm" || text === "cpu") return text;
  throw new UsageError(`--device is "${text}" but has to be wasm or cpu.`);
}

/** How weights are kept. */
function dtypeOption(text: string | undefined): LoadOptions["dtype"] {
  const known: readonly string[] = [...dtypes, "auto"];
  if (text === undefined || known.includes(text)) return text as WantedDtype | undefined;
  throw new UsageError(`--dtype is "${text}" but has to be one of ${known.join(", ")}.`);
}
