/** The page of the measurement in a browser, and the worker it starts: the same script. Called by main.ts. @module */
import { type StepOptions, type StepTiming, timeSteps } from "./decode-step.ts";

export type PageOptions = Omit<StepOptions, "streams"> & { streams: number[] };

const inWorker = typeof document === "undefined";

if (inWorker) {
  addEventListener("message", async ({ data }: MessageEvent<PageOptions>) => {
    postMessage(await timeSteps({ ...data, streams: Uint8Array.from(data.streams) }));
  });
} else {
  Object.assign(globalThis, { timeInWorker });
}

function timeInWorker(options: PageOptions): Promise<StepTiming[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker("/entry.js", { type: "module" });
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(options);
  });
}
export type TimeInWorker = typeof timeInWorker;
