/**
 * Kernels on several threads.
 * @module
 */
import { type CreateKernelsOptions, chooseSet, createKernels } from "./create-kernels.ts";
import type { Kernels } from "./kernels.ts";
import { kernelsOver } from "./wasm/create-wasm-kernels.ts";
import { type KernelExports, moduleBytes } from "./wasm/modules.ts";
import { createJobRunner, type JobExports, jobBytes, jobField } from "./wasm/threads.ts";
import { createWasmMemory } from "./wasm/wasm-memory.ts";
import { hardwareThreads, startThread, type WorkerThread, whyNoThreads } from "./wasm/worker-threads.ts";

export interface CreateThreadedKernelsOptions extends CreateKernelsOptions {
  /** How many threads work on a call, this one included; default as many as the machine runs at once, at most 8. */
  threads?: number;
  /** How long to wait for the workers to start; default 10,000 ms. */
  startTimeoutMs?: number;
}

export interface ThreadedKernels extends Kernels {
  /** How many threads work on a call; 1 where there can be no others. */
  readonly threads: number;
  /** Why there is only one thread though more were asked for, or null. */
  readonly singleThreadReason: string | null;
  /** Ends the workers. Where there were any, calls fail from then on; arrays of the memory stay readable. */
  dispose(): void;
}

/**
 * The fastest kernels that this machine can run, on several threads: in Node, and in pages that are cross-origin
 * isolated. Elsewhere the same kernels on one thread, and `singleThreadReason` says why.
 *
 * Results are the same bit for bit, however many threads there are. If a worker dies, the call that it took part in
 * fails, and so do all later ones; none waits for ever. In Node the workers do not keep the program alive.
 *
 * @throws TypeError, RangeError for an option that does not exist or fit
 */
export async function createThreadedKernels(options: CreateThreadedKernelsOptions = {}): Promise<ThreadedKernels> {
  const { threads = Math.min(8, hardwareThreads()), startTimeoutMs = 10_000, ...rest } = options;
  if (!(Number.isInteger(threads) && threads >= 1 && threads <= 64)) {
    throw new RangeError(
      `createThreadedKernels: threads is ${threads} but has to be a whole number from 1 to 64. Leave it out for as many as the machine has.`,
    );
  }
  const set = chooseSet("createThreadedKernels", rest);
  if (set === "plain") return onOneThread(createKernels(rest), threads, "the plain set has no threads");
  if (threads === 1) return onOneThread(createKernels(rest), threads, null);
  const reason = whyNoThreads();
  if (reason) return onOneThread(createKernels(rest), threads, reason);

  const memory = createWasmMemory(rest.maximumBytes);
  if (!memory.shared) return onOneThread(createKernels(rest), threads, "shared memory is refused");
  const module = await WebAssembly.compile(moduleBytes(set, true));
  const instance = await WebAssembly.instantiate(module, { env: { memory: memory.memory } });
  const exports = instance.exports as unknown as KernelExports & JobExports;
  const job = memory.reserve(jobBytes);
  memory.int32.fill(0, job / 4, (job + jobBytes) / 4);
  const runner = createJobRunner(exports, memory, job, threads);

  const workers: WorkerThread[] = [];
  const end = () => {
    exports.stopWorkers(job);
    for (const worker of workers) worker.terminate();
  };
  let ended: string | null = null;
  for (let thread = 1; thread < threads; thread++) {
    const setup = { module, memory: memory.memory, job, thread, failedAt: job / 4 + jobField.failed };
    workers.push(
      startThread(setup, (reason) => {
        ended ??= reason;
        runner.failure ??= new Error(
          `kernels: worker thread ${thread} of ${threads} ended (${reason}). Create new kernels.`,
        );
      }),
    );
  }
  const started = () => Atomics.load(memory.int32, job / 4 + jobField.started);
  const deadline = performance.now() + startTimeoutMs;
  while (started() < threads - 1 && !ended && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  if (started() < threads - 1) {
    end();
    const why = ended ?? `they did not start within ${startTimeoutMs} ms`;
    return onOneThread(createKernels(rest), threads, `the workers could not be started: ${why}`);
  }

  return {
    ...kernelsOver(`${set}, ${threads} threads`, memory, runner.run, threads),
    threads,
    singleThreadReason: null,
    dispose() {
      runner.failure ??= new Error("kernels: they were disposed of. Create new kernels.");
      end();
    },
  };
}

function onOneThread(kernels: Kernels, asked: number, reason: string | null): ThreadedKernels {
  return { ...kernels, threads: 1, singleThreadReason: asked > 1 ? reason : null, dispose() {} };
}
