/** Loading with a bar on the terminal. @module */
import { SingleBar } from "cli-progress";
import { type LoadOptions, loadModel } from "../load-model.ts";
import type { Model } from "../model/model.ts";
import type { LoadProgress } from "../source/progress.ts";

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
