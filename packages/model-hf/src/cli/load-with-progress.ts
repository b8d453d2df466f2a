/** Loading with a bar on the terminal. @module */
import { SingleBar } from "cli-progress";
import { type LoadOptions, loadModel } from "../load-model.ts";
import type { Model } from "../model/model.ts";
import { UsageError } from "./command.ts";

/** Loads a model and shows how far it is on stderr, so that stdout holds nothing but the answer. */
export async function loadWithProgress(name: string, options: LoadOptions): Promise<Model> {
  const bar = new SingleBar({
    format: `loading ${name}  {bar} {percentage}%  {megabytes} of {totalMegabytes} MB  {eta_formatted} left`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  let started = false;
  try {
    return await loadModel(name, {
      ...options,
      onProgress({ loaded, total }) {
        const payload = { megabytes: (loaded / 1e6).toFixed(1), totalMegabytes: (total / 1e6).toFixed(1) };
        if (!started) bar.start(total, 0, payload);
        started = true;
        bar.update(loaded, payload);
      },
    });
  } finally {
    if (started) bar.stop();
  }
}

/** The engine an option names. */
export function engineOption(text: string | undefined): LoadOptions["engine"] {
  if (text === undefined || text === "eager" || text === "compiled" || text === "auto") return text;
  throw new UsageError(`--engine is "${text}" but has to be eager, compiled or auto.`);
}

/** How weights are kept. */
export function dtypeOption(text: string | undefined): LoadOptions["dtype"] {
  if (text === undefined || text === "f32" || text === "q8") return text;
  throw new UsageError(`--dtype is "${text}" but has to be f32 or q8.`);
}
