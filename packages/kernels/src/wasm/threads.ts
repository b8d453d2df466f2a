/**
 * The same calls as the exports of one instance, split over threads: assembly/jobs.ts from the side of JavaScript.
 *
 * A call that is too small to split runs where it is. Splitting never changes a result: every output is computed in the
 * same order whoever computes it.
 * @module
 */
import type { KernelExports } from "./modules.ts";
import type { WasmMemory } from "./wasm-memory.ts";

/** What jobs.ts exports. */
export interface JobExports {
  work(job: number, thread: number): void;
  runJob(job: number, maySleep: number): number;
  awaitJob(job: number, maySleep: number): number;
  stopWorkers(job: number): void;
}

/** Fields of a job: assembly/jobs.ts. */
export const jobField = {
  done: 2,
  failed: 4,
  stopping: 5,
  chunks: 6,
  kernel: 7,
  units: 8,
  started: 9,
  args: 16,
} as const;
export const jobBytes = 256;

/** The kernels in the order of their numbers in assembly/jobs.ts. */
const kernelNames = [
  "activation",
  "add",
  "attentionSegments",
  "attentionTiles",
  "gatherRowsF32",
  "gatherRowsInt4",
  "gatherRowsInt8",
  "layerNorm",
  "linearF32",
  "linearInt4",
  "linearInt8",
  "matMul",
  "mergeSegments",
  "multiply",
  "quantizeRows",
  "rmsNorm",
  "rotary",
  "scale",
  "softmax",
] as const satisfies (keyof KernelExports)[];

/** Below so many nanoseconds of work for each chunk, waking the others costs more than they save. */
const chunkNanoseconds = 3000;

/** Chunks for each thread where there is work enough: a thread that is interrupted leaves the rest to the others. */
const chunksPerThread = 4;

/** Seconds without a finished chunk after which a worker counts as dead. */
const patienceSeconds = 10;

export interface JobRunner {
  /** Why calls fail from now on, or null. */
  failure: Error | null;
  run: KernelExports;
}

export function createJobRunner(
  single: KernelExports & JobExports,
  memory: WasmMemory,
  job: number,
  threads: number,
): JobRunner {
  const base = job / 4;
  const args = base + jobField.args;
  const maySleep = mayBlock() ? 1 : 0;
  const runner: JobRunner = { failure: null, run: undefined as unknown as KernelExports };

  /** How many chunks a call of `units` units of so many nanoseconds each is worth; 1: not to be split. */
  function chunksFor(units: number, nanoseconds: number): number {
    if (runner.failure) throw runner.failure;
    const worth = Math.floor((units * nanoseconds) / chunkNanoseconds);
    return Math.min(units, worth < 2 ? 1 : Math.min(worth, worth < 4 * threads ? threads : threads * chunksPerThread));
  }

  function start(kernel: number, units: number, chunks: number): void {
    const { int32 } = memory;
    int32[base + jobField.kernel] = kernel;
    int32[base + jobField.units] = units;
    int32[base + jobField.chunks] = chunks;
    const outcome = single.runJob(job, maySleep);
    if (outcome !== 0) waitOn(kernelNames[kernel], outcome);
  }

  /** The workers take longer than expected: waits on as long as they finish chunks. @throws Error when they do not */
  function waitOn(name: string, outcome: number): void {
    let done = -1;
    let since = 0;
    while (outcome !== 0) {
      const now = performance.now();
      const doneNow = Atomics.load(memory.int32, base + jobField.done);
      if (doneNow !== done) since = now;
      done = doneNow;
      if (outcome === 1 || now - since > patienceSeconds * 1000) {
        const what = outcome === 1 ? "died" : `finished nothing in ${patienceSeconds} seconds`;
        runner.failure = new Error(
          `kernels: a worker thread ${what} during ${name}. The results of this call are incomplete. Create new kernels.`,
        );
        throw runner.failure;
      }
      outcome = single.awaitJob(job, maySleep);
    }
  }

  /** Writes the first arguments, all of them whole numbers. */
  function ints(a: number, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0): void {
    const { int32 } = memory;
    int32[args] = a;
    int32[args + 1] = b;
    int32[args + 2] = c;
    int32[args + 3] = d;
    int32[args + 4] = e;
    int32[args + 5] = f;
    int32[args + 6] = g;
    int32[args + 7] = h;
    int32[args + 8] = i;
  }

  const kernel = Object.fromEntries(kernelNames.map((name, i) => [name, i])) as Record<keyof KernelExports, number>;

  // Every call begins at unit 0, so a job needs to know only how many units there are.
  // Nanoseconds of a unit, roughly, on a processor of 2023: they only decide about splitting.
  const elementwise = (name: "add" | "multiply"): KernelExports["add"] =>
    function elementwise(out, a, b, from, to) {
      const chunks = chunksFor(to, 0.3);
      if (chunks === 1) return single[name](out, a, b, from, to);
      ints(out, a, b);
      start(kernel[name], to, chunks);
    };
  const gather = (name: "gatherRowsInt4" | "gatherRowsInt8"): KernelExports["gatherRowsInt8"] =>
    function gather(out, table, scales, ids, cols, from, to) {
      const chunks = chunksFor(to, cols * 0.5);
      if (chunks === 1) return single[name](out, table, scales, ids, cols, from, to);
      ints(out, table, scales, ids, cols);
      start(kernel[name], to, chunks);
    };
  const linear = (name: "linearInt4" | "linearInt8"): KernelExports["linearInt8"] =>
    function linear(out, x, xScales, w, wScales, bias, rows, cols, outCols, from, to) {
      const chunks = chunksFor(to, rows * cols * 0.035);
      if (chunks === 1) return single[name](out, x, xScales, w, wScales, bias, rows, cols, outCols, from, to);
      ints(out, x, xScales, w, wScales, bias, rows, cols, outCols);
      start(kernel[name], to, chunks);
    };
  runner.run = {
    add: elementwise("add"),
    multiply: elementwise("multiply"),
    gatherRowsInt4: gather("gatherRowsInt4"),
    gatherRowsInt8: gather("gatherRowsInt8"),
    linearInt4: linear("linearInt4"),
    linearInt8: linear("linearInt8"),
    activation(out, x, up, kind, from, to) {
      const chunks = chunksFor(to, 1.5);
      if (chunks === 1) return single.activation(out, x, up, kind, from, to);
      ints(out, x, up, kind);
      start(kernel.activation, to, chunks);
    },
    attentionSegments(call, parts, segments, thread, from, to) {
      const chunks = chunksFor(to, 1e4); // a unit is 512 keys
      if (chunks === 1) return single.attentionSegments(call, parts, segments, thread, from, to);
      ints(call, parts, segments);
      start(kernel.attentionSegments, to, Math.min(to, Math.max(chunks, threads)));
    },
    attentionTiles(call, thread, from, to) {
      const chunks = chunksFor(to, 1e4); // a unit is 64 queries of a head
      if (chunks === 1) return single.attentionTiles(call, thread, from, to);
      ints(call);
      start(kernel.attentionTiles, to, to); // the units differ much in size
    },
    gatherRowsF32(out, table, ids, cols, from, to) {
      const chunks = chunksFor(to, cols * 0.3);
      if (chunks === 1) return single.gatherRowsF32(out, table, ids, cols, from, to);
      ints(out, table, ids, cols);
      start(kernel.gatherRowsF32, to, chunks);
    },
    layerNorm(out, x, weight, bias, cols, epsilon, from, to) {
      const chunks = chunksFor(to, cols * 0.6);
      if (chunks === 1) return single.layerNorm(out, x, weight, bias, cols, epsilon, from, to);
      ints(out, x, weight, bias, cols);
      memory.float32[args + 5] = epsilon;
      start(kernel.layerNorm, to, chunks);
    },
    linearF32(out, x, w, bias, rows, cols, outCols, from, to) {
      const chunks = chunksFor(to, cols * (rows === 1 ? 0.16 : rows * 0.05));
      if (chunks === 1) return single.linearF32(out, x, w, bias, rows, cols, outCols, from, to);
      ints(out, x, w, bias, rows, cols, outCols);
      start(kernel.linearF32, to, chunks);
    },
    matMul(out, a, b, panels, m, k, n, thread, from, to) {
      const chunks = chunksFor(to, m * k * 0.4);
      if (chunks === 1) return single.matMul(out, a, b, panels, m, k, n, thread, from, to);
      ints(out, a, b, panels, m, k, n);
      start(kernel.matMul, to, chunks);
    },
    // small enough always
    mergeSegments: (call, parts, segments, from, to) => single.mergeSegments(call, parts, segments, from, to),
    quantizeRows(q, scales, x, cols, forInt4, from, to) {
      const chunks = chunksFor(to, cols * 0.5);
      if (chunks === 1) return single.quantizeRows(q, scales, x, cols, forInt4, from, to);
      ints(q, scales, x, cols, forInt4);
      start(kernel.quantizeRows, to, chunks);
    },
    rmsNorm(out, x, weight, cols, epsilon, weightOffset, from, to) {
      const chunks = chunksFor(to, cols * 0.4);
      if (chunks === 1) return single.rmsNorm(out, x, weight, cols, epsilon, weightOffset, from, to);
      ints(out, x, weight, cols);
      memory.float32[args + 4] = epsilon;
      memory.float32[args + 5] = weightOffset;
      start(kernel.rmsNorm, to, chunks);
    },
    rotary(x, cos, sin, heads, headDim, half, interleaved, from, to) {
      const chunks = chunksFor(to, heads * half * 0.6);
      if (chunks === 1) return single.rotary(x, cos, sin, heads, headDim, half, interleaved, from, to);
      ints(x, cos, sin, heads, headDim, half, interleaved);
      start(kernel.rotary, to, chunks);
    },
    scale(out, x, factor, from, to) {
      const chunks = chunksFor(to, 0.3);
      if (chunks === 1) return single.scale(out, x, factor, from, to);
      ints(out, x);
      memory.float32[args + 2] = factor;
      start(kernel.scale, to, chunks);
    },
    softmax(out, x, cols, from, to) {
      const chunks = chunksFor(to, cols * 1.2);
      if (chunks === 1) return single.softmax(out, x, cols, from, to);
      ints(out, x, cols);
      start(kernel.softmax, to, chunks);
    },
  };
  return runner;
}

/** Whether this thread may sleep until another wakes it; the main thread of a page may not. */
function mayBlock(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1); // the value is 0: returns at once
    return true;
  } catch {
    return false;
  }
}
