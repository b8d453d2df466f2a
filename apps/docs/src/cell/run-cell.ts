/**
 * Runs a cell in a worker of its own and passes on what it shows.
 * @module
 */
import type { CellError, CellOutput, RunMessage, RunRequest, Verdict } from "./outputs.ts";

export interface RunOptions extends RunRequest {
  /** Address of the folder with the packages' bundles, with a slash at the end. */
  packages: string;
  /** Milliseconds after which the run is ended. */
  timeLimit: number;
  onOutput(output: CellOutput): void;
}

export interface RunResult {
  error?: CellError;
  verdict?: Verdict;
  /** Somebody called `stop`. */
  stopped?: boolean;
  /** Milliseconds from the call to the end. */
  duration: number;
}

export interface CellRun {
  /** Always fulfilled: what went wrong in the cell is part of the result. */
  result: Promise<RunResult>;
  stop(): void;
}

export function runCell({ packages, timeLimit, onOutput, ...request }: RunOptions): CellRun {
  const start = performance.now();
  const worker = new Worker(new URL("cell-worker.js", packages), { type: "module", name: "cell" });
  let stop = () => {};
  const result = new Promise<RunResult>((resolve) => {
    const end = (how: Omit<RunResult, "duration">) => {
      clearTimeout(timer);
      worker.terminate();
      resolve({ ...how, duration: performance.now() - start });
    };
    const seconds = timeLimit / 1000;
    const tooLong = `Stopped after ${seconds} s, the limit for a cell. Make it do less, or run it in Node.`;
    const timer = setTimeout(() => end({ error: { message: tooLong } }), timeLimit);
    stop = () => end({ stopped: true });
    worker.onmessage = ({ data }: MessageEvent<RunMessage>) => {
      if (data.type === "output") onOutput(data.output);
      if (data.type === "end") end({ error: data.error, verdict: data.verdict });
    };
    worker.onerror = (event) => {
      event.preventDefault();
      end({
        error: { message: event.message || "The code that runs cells could not be loaded. Is the site reachable?" },
      });
    };
    worker.postMessage(request);
  });
  return { result, stop: () => stop() };
}
