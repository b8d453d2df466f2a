/**
 * Starting threads that run the kernels' `work` loop: Node's worker_threads, or a page's workers.
 *
 * The script is a few lines of text, so that no bundler has to find a file.
 * @module
 */

/** Runs in the worker; `post` and `receive` are its means to talk to the thread that made it. */
const script = `
  ({ module, memory, job, thread, failedAt }) => {
    try {
      new WebAssembly.Instance(module, { env: { memory } }).exports.work(job, thread);
    } catch (error) {
      const fields = new Int32Array(memory.buffer);
      Atomics.store(fields, failedAt, 1);
      Atomics.notify(fields, job / 4 + 2);
      throw error;
    }
  }
`;

/** What a worker needs to take part. */
export interface WorkerSetup {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  job: number;
  thread: number;
  /** Index of the field to set when it fails. */
  failedAt: number;
}

export interface WorkerThread {
  terminate(): void;
}

type NodeWorker = {
  once(event: "error" | "exit", listener: (detail: unknown) => void): void;
  unref(): void;
  terminate(): Promise<number>;
};
type NodeWorkerThreads = {
  Worker: new (
    code: string,
    options: { eval: true; workerData: unknown; execArgv: string[]; name: string },
  ) => NodeWorker;
};

/** Why this place cannot have threads, or null. */
export function whyNoThreads(): string | null {
  if (typeof SharedArrayBuffer === "undefined") return "there is no SharedArrayBuffer";
  if (nodeWorkerThreads()) return null;
  if (typeof Worker === "undefined") return "there are no workers";
  if (!globalThis.crossOriginIsolated) {
    return "the page is not cross-origin isolated (it needs the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp)";
  }
  return null;
}

/** Starts a thread. `onEnd` hears of it if the thread ends, with the reason. */
export function startThread(setup: WorkerSetup, onEnd: (reason: string) => void): WorkerThread {
  const node = nodeWorkerThreads();
  if (node) {
    const code = `(${script})(require("node:worker_threads").workerData);`;
    const worker = new node.Worker(code, {
      eval: true,
      workerData: setup,
      execArgv: [],
      name: `kernels-${setup.thread}`,
    });
    worker.unref(); // waiting workers do not keep a program alive
    worker.once("error", (error) => onEnd(String(error)));
    worker.once("exit", (code) => onEnd(`exit code ${code}`));
    return { terminate: () => void worker.terminate() };
  }
  const url = URL.createObjectURL(
    new Blob([`onmessage = (event) => (${script})(event.data);`], { type: "text/javascript" }),
  );
  const worker = new Worker(url, { name: `kernels-${setup.thread}` });
  worker.onerror = (event) => onEnd(event.message ?? "it could not be started");
  worker.postMessage(setup);
  return {
    terminate() {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}

function nodeWorkerThreads(): NodeWorkerThreads | undefined {
  return builtin("node:worker_threads") as NodeWorkerThreads | undefined;
}

/** A module of Node. Not by an import: bundlers for the web would look for it. */
function builtin(name: string): unknown {
  const get = globalThis.process?.getBuiltinModule as ((name: string) => unknown) | undefined;
  return get?.(name);
}

/** How many threads can run at the same time here. */
export function hardwareThreads(): number {
  const os = builtin("node:os") as { availableParallelism(): number } | undefined;
  return os?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1;
}
