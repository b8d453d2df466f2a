/** Loading with a bar on the terminal. @module */
import { SingleBar } from "cli-progress";
import { dtypes, type WantedDtype } from "../engine/dtypes.ts";
import { type LoadOptions, loadModel } from "../load-model.ts";
import type { Model } from "../model/model.ts";
import type { LoadProgress } from "../source/progress.ts";
import { numberOption, UsageError } from "./command.ts";

/** Loads a model and shows how far it is. */
export function loadWithProgress(name: string, options: LoadOptions): Promise<Model> {
  return withProgressBar("loading", name, (onProgress) => loadModel(name, { ...options, onProgress }));
}

/** Does work that tells how far it is, and shows that on stderr, so that stdout holds nothing but the answer. */
export async function withProgressBar<Result>(
  verb: string,
  name: string,
  work: (onProgress: (progress: LoadProgress) => void) => Promise<Result>,
): Promise<Result> {
  const bar = new SingleBar({
    format: `{what} ${name}  {bar} {percentage}%  {megabytes} of {totalMegabytes} MB  {eta_formatted} left`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  let running: string | undefined;
  try {
    return await work(({ phase, loaded, total }) => {
      const payload = {
        what: phase === "download" ? "downloading" : verb,
        megabytes: (loaded / 1e6).toFixed(1),
        totalMegabytes: (total / 1e6).toFixed(1),
      };
      if (running !== `${phase} ${total}`) bar.start(total, 0, payload);
      running = `${phase} ${total}`;
      bar.update(loaded, payload);
    });
  } finally {
    if (running) bar.stop();
  }
}

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
