import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  type AttentionCall,
  createKernels,
  createThreadedKernels,
  type Kernels,
  quantizeInt4,
  quantizeInt8,
  type ThreadedKernels,
} from "../src/index.ts";
import * as workerThreads from "../src/wasm/worker-threads.ts";

const options = { maximumBytes: 2 ** 27 };

describe("createThreadedKernels", () => {
  let threaded: ThreadedKernels;
  const single = createKernels(options);
  beforeAll(async () => {
    threaded = await createThreadedKernels({ threads: 3, ...options });
  });
  afterAll(() => threaded.dispose());

  /** Runs a call on both and expects the same bits. */
  const same = (length: number, call: (kernels: Kernels, out: Float32Array, own: typeof place) => void) => {
    const results = [single, threaded].map((kernels) => {
      const out = kernels.memory.allocate(Float32Array, length);
      call(kernels, out, (_, array) => place(kernels, array));
      return out;
    });
    expect(Buffer.from(results[1].slice().buffer).equals(Buffer.from(results[0].slice().buffer))).toBe(true);
    expect(results[0].some((x) => x !== 0)).toBe(true);
  };
  const place = (kernels: Kernels, array: Float32Array) => {
    const copy = kernels.memory.allocate(Float32Array, array.length);
    copy.set(array);
    return copy;
  };

  it("createThreadedKernels({ threads: 3 }) has three threads in Node", () => {
    expect([threaded.threads, threaded.singleThreadReason]).toEqual([3, null]);
    expect(threaded.name).toMatch(/^wasm-(relaxed-)?simd, 3 threads$/);
  });

  for (const rows of [1, 2, 70]) {
    it(`linear(${rows} rows) of every form gives the bits of one thread`, () => {
      const random = seededRandom(rows);
      const [outputs, cols] = [203, 2080];
      const dense = { rows: outputs, cols, data: randomArray(random, outputs * cols) };
      const x = randomArray(random, rows * cols);
      const bias = randomArray(random, outputs);
      for (const make of [
        quantizeInt8,
        quantizeInt4,
        (_: unknown, memory: Kernels["memory"]) => {
          const data = memory.allocate(Float32Array, dense.data.length);
          data.set(dense.data);
          return { type: "f32", ...dense, data } as const;
        },
      ]) {
        same(rows * outputs, (kernels, out, own) => {
          kernels.linear(out, own(kernels, x), make(dense, kernels.memory), own(kernels, bias), rows);
        });
      }
    });
  }

  it("attention(few queries, many queries) gives the bits of one thread", () => {
    for (const queryLen of [1, 3, 200]) {
      const call: AttentionCall = {
        queryLen,
        keyLen: 1500,
        numHeads: 6,
        numKvHeads: 3,
        headDim: 32,
        causalOffset: 1500 - queryLen,
      };
      const random = seededRandom(queryLen);
      const q = randomArray(random, queryLen * 6 * 32);
      const k = randomArray(random, 3 * 1500 * 32);
      const v = randomArray(random, 3 * 1500 * 32);
      same(q.length, (kernels, out, own) =>
        kernels.attention(out, own(kernels, q), own(kernels, k), own(kernels, v), call),
      );
      same(6 * queryLen, (kernels, logSumExp, own) => {
        const out = kernels.memory.allocate(Float32Array, q.length);
        kernels.attention(out, own(kernels, q), own(kernels, k), own(kernels, v), { ...call, logSumExp });
      });
    }
  });

  it("every other kernel gives the bits of one thread", () => {
    const random = seededRandom(9);
    const [rows, cols] = [300, 130];
    const x = randomArray(random, rows * cols);
    const y = randomArray(random, rows * cols);
    const weight = randomArray(random, cols);
    const shape = { rows, cols, epsilon: 1e-6 };
    same(x.length, (kernels, out, own) => kernels.add(out, own(kernels, x), own(kernels, y)));
    same(x.length, (kernels, out, own) => kernels.multiply(out, own(kernels, x), own(kernels, y)));
    same(x.length, (kernels, out, own) => kernels.scale(out, own(kernels, x), 0.3));
    same(x.length, (kernels, out, own) => kernels.softmax(out, own(kernels, x), shape));
    same(x.length, (kernels, out, own) => kernels.activation(out, own(kernels, x), "gelu"));
    same(x.length, (kernels, out, own) => kernels.gatedActivation(out, own(kernels, x), own(kernels, y), "silu"));
    same(x.length, (kernels, out, own) =>
      kernels.rmsNorm(out, own(kernels, x), own(kernels, weight), { ...shape, weightOffset: 1 }),
    );
    same(x.length, (kernels, out, own) =>
      kernels.layerNorm(out, own(kernels, x), own(kernels, weight), own(kernels, weight), shape),
    );
    same(x.length, (kernels, out, own) => {
      out.set(x);
      const angles = own(kernels, y.subarray(0, rows * 5));
      kernels.rotary(out, angles, angles, { rows, heads: 13, headDim: 10, half: 5 });
    });
    same(rows * rows, (kernels, out, own) =>
      kernels.matMul(out, own(kernels, x), own(kernels, y), { m: rows, k: cols, n: rows }),
    );
    const ids = Int32Array.from({ length: 500 }, (_, i) => (i * 7) % 64);
    const table = { rows: 64, cols: 64, data: randomArray(random, 64 * 64) };
    for (const matrix of [{ type: "f32", ...table } as const, quantizeInt8(table), quantizeInt4(table)]) {
      same(500 * 64, (kernels, out) => kernels.gatherRows(out, matrix, ids));
    }
  });

  it("thousands of calls of changing size in a row all end, and end right", () => {
    const random = seededRandom(3);
    const ones = threaded.memory.allocate(Float32Array, 60_000).fill(1);
    const out = threaded.memory.allocate(Float32Array, 60_000);
    for (let i = 0; i < 4000; i++) {
      const length = 1 + Math.floor(random() * 60_000);
      const part = out.subarray(0, length);
      threaded.scale(part, ones.subarray(0, length), i);
      const wrong = part[0] !== i || part[length - 1] !== i || part[length >> 1] !== i;
      if (wrong)
        expect.fail(`call ${i} of length ${length} left ${part[0]}, ${part[length >> 1]}, ${part[length - 1]}`);
    }
  });

  it("calls after dispose() fail and say so", async () => {
    const kernels = await createThreadedKernels({ threads: 2, ...options });
    const x = kernels.memory.allocate(Float32Array, 4).fill(2);
    kernels.dispose();
    expect(() => kernels.add(x, x, x)).toThrow("kernels: they were disposed of. Create new kernels.");
    expect([...x]).toEqual([2, 2, 2, 2]);
  });

  it("a worker that ends makes later calls fail, with the reason", async () => {
    const started: workerThreads.WorkerThread[] = [];
    const original = workerThreads.startThread;
    const spy = vi.spyOn(workerThreads, "startThread").mockImplementation((setup, onEnd) => {
      const worker = original(setup, onEnd);
      started.push(worker);
      return worker;
    });
    const kernels = await createThreadedKernels({ threads: 3, ...options });
    spy.mockRestore();
    const x = kernels.memory.allocate(Float32Array, 1e5).fill(2);
    started[1].terminate();
    kernels.add(x, x, x); // it held no part of this call: the others do all of it
    expect(x.every((value) => value === 4)).toBe(true);
    const failing = () => kernels.add(x, x, x);
    await vi.waitFor(
      () => expect(failing).toThrow("kernels: worker thread 2 of 3 ended (exit code 1). Create new kernels."),
      { timeout: 30_000 },
    );
    kernels.dispose();
  });

  it("a program that forgets dispose() ends all the same", () => {
    const program = `
      import { createThreadedKernels } from ${JSON.stringify(join(import.meta.dirname, "../src/index.ts"))};
      const kernels = await createThreadedKernels({ threads: 2 });
      const x = kernels.memory.allocate(Float32Array, 1e5).fill(1);
      kernels.add(x, x, x);
      console.log(kernels.threads, x[99999]);`;
    const output = execFileSync(process.execPath, ["--input-type=module-typescript", "--eval", program], {
      timeout: 20_000,
      encoding: "utf8",
    });
    expect(output.trim()).toBe("2 2");
  });

  it("createThreadedKernels(unknown option, no threads) is refused", async () => {
    await expect(createThreadedKernels({ workers: 2 } as never)).rejects.toThrow(
      'createThreadedKernels: there is no option "workers".',
    );
    await expect(createThreadedKernels({ threads: 0 })).rejects.toThrow(
      "createThreadedKernels: threads is 0 but has to be a whole number from 1 to 64.",
    );
  });

  it("createThreadedKernels(set plain) works on one thread and says why", async () => {
    const kernels = await createThreadedKernels({ set: "plain", threads: 2 });
    expect([kernels.threads, kernels.singleThreadReason]).toEqual([1, "the plain set has no threads"]);
  });
});
