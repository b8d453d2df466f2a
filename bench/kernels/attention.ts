/** Attention against onnxruntime-web's GroupQueryAttention: prefill, and decoding over a long cache. @module */

import { type AttentionCall, createPlainKernels, type Kernels } from "@llm-anatomy/kernels";
import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { digits, measure, quick, table } from "../side-by-side.ts";
import type { Streams } from "./bandwidth.ts";
import { percent } from "./gemv.ts";
import { onnxGroupQueryAttention } from "./onnx-sessions.ts";

// SmolLM2-135M's heads
const heads = { numHeads: 9, numKvHeads: 3, headDim: 64 };

export async function benchPrefill(kernels: Kernels): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const length of quick ? [128] : [128, 256, 512, 1024, 2048, 4096]) {
    const setup = prepare(kernels, length, 0);
    const windowed = { ...setup.call, window: 256 };
    const onnx = await setup.onnx();
    setup.compare((await onnx.run()) as Float32Array);
    const timings = await measure(
      [
        { name: "ours", run: () => setup.run(setup.call) },
        { name: "window", run: () => setup.run(windowed) },
        { name: "onnx", run: onnx.run },
      ],
      { rounds: length > 1000 ? 3 : 11, warmUpMs: 200 },
    );
    rows.push([length, ...timings.map(({ time }) => digits(time)), `${digits(timings[2].time / timings[0].time)}×`]);
    setup.free();
    await onnx.release();
  }
  return table(
    ["queries", "causal ms", "window of 256 ms", "onnxruntime-web causal ms", "onnxruntime-web : ours"],
    rows,
  );
}

export async function benchDecode(kernels: Kernels, streams: Streams): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const [name, shape] of [
    ["9 on 3", heads],
    ["8 on 8", { numHeads: 8, numKvHeads: 8, headDim: 64 }],
    ["32 on 8", { numHeads: 32, numKvHeads: 8, headDim: 128 }],
    ["14 on 2", { numHeads: 14, numKvHeads: 2, headDim: 64 }],
  ] as const) {
    for (const keys of quick ? [1024] : [1024, 4096, 16384]) {
      // as many layers as it takes to be beyond any cache
      const layers = [prepare(kernels, 1, keys - 1, shape)];
      const count = Math.ceil((96 * 2 ** 20) / layers[0].cacheBytes);
      while (layers.length < count) layers.push(prepare(kernels, 1, keys - 1, shape, layers[0].arrays));
      const onnx = await layers[0].onnx();
      layers[0].compare((await onnx.run()) as Float32Array);
      const timings = await measure(
        [
          { name: "copy", run: streams.copyVectors },
          { name: "memory.copy", run: streams.copyBlock },
          {
            name: "ours",
            run() {
              for (const { run, call } of layers) run(call);
            },
          },
          { name: "onnx", run: onnx.run },
        ],
        { rounds: 11, warmUpMs: 200 },
      );
      const copy = streams.bytes / Math.min(timings[0].time, timings[1].time) / 1e6;
      const time = timings[2].time / layers.length;
      const speed = layers[0].cacheBytes / time / 1e6;
      const onnxTime = timings[3].time;
      rows.push([
        name,
        keys,
        digits(time),
        digits(speed),
        digits(copy),
        percent(speed / copy),
        `${digits(onnxTime / time)}×`,
      ]);
      console.error(`| ${rows[rows.length - 1].join(" | ")} |`); // as it comes
      for (const layer of layers) layer.free();
      await onnx.release();
    }
  }
  return table(["heads", "keys", "ms", "GB/s", "copy GB/s", "share", "onnxruntime-web : ours"], rows);
}

/** Arrays for a call: random numbers, or copies of `like`. */
function prepare(
  kernels: Kernels,
  queryLen: number,
  pastLen: number,
  shape: typeof heads = heads,
  like?: Record<"q" | "k" | "v", Float32Array>,
) {
  const { numHeads, numKvHeads, headDim } = shape;
  const keyLen = pastLen + queryLen;
  const random = seededRandom(keyLen);
  const own = (array: Float32Array) => {
    const copy = kernels.memory.allocate(Float32Array, array.length);
    copy.set(array);
    return copy;
  };
  const q = own(like?.q ?? randomArray(random, queryLen * numHeads * headDim));
  const k = own(like?.k ?? randomArray(random, numKvHeads * keyLen * headDim));
  const v = own(like?.v ?? randomArray(random, numKvHeads * keyLen * headDim));
  const out = own(new Float32Array(q.length));
  const call: AttentionCall = { queryLen, keyLen, causalOffset: pastLen, ...shape };
  /** What lies in [first, end) of the positions, per head, or position by position as onnxruntime wants new keys. */
  const part = (array: Float32Array, first: number, end: number, byPosition: boolean) => {
    const result = new Float32Array(numKvHeads * (end - first) * headDim);
    for (let h = 0; h < numKvHeads; h++) {
      for (let t = first; t < end; t++) {
        const to = byPosition ? (t - first) * numKvHeads + h : h * (end - first) + t - first;
        const from = h * keyLen + t;
        result.set(array.subarray(from * headDim, (from + 1) * headDim), to * headDim);
      }
    }
    return result;
  };
  return {
    call,
    arrays: { q, k, v },
    cacheBytes: (k.length + v.length) * 4,
    run: (call: AttentionCall) => kernels.attention(out, q, k, v, call),
    onnx: () =>
      onnxGroupQueryAttention(
        {
          q,
          k: part(k, pastLen, keyLen, true),
          v: part(v, pastLen, keyLen, true),
          pastK: part(k, 0, pastLen, false),
          pastV: part(v, 0, pastLen, false),
        },
        { queryLen, pastLen, ...shape },
      ),
    /** @throws Error when we and onnxruntime-web, or the plain set, differ */
    compare(onnx: Float32Array) {
      kernels.attention(out, q, k, v, call);
      let worst = 0;
      for (let i = 0; i < out.length; i++) worst = Math.max(worst, Math.abs(out[i] - onnx[i]));
      if (!(worst < 1e-4)) throw new Error(`attention of ${queryLen} queries over ${keyLen} keys is off by ${worst}`);
      if (keyLen > 512) return;
      const expected = new Float32Array(out.length);
      createPlainKernels().attention(expected, q, k, v, call);
      for (let i = 0; i < out.length; i++) worst = Math.max(worst, Math.abs(out[i] - expected[i]));
      if (!(worst < 1e-4)) throw new Error(`attention of ${queryLen} queries is off the plain set by ${worst}`);
    },
    free() {
      for (const array of [q, k, v, out]) kernels.memory.free(array);
    },
  };
}
