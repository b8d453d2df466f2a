/** One attention to measure: the same numbers for everyone. @module */
import { randomArray, seededRandom } from "@llm-anatomy/test-kit";

/** The last queryLen of keyLen tokens, causal. Heads of SmolLM2-135M unless they say otherwise. */
export interface AttentionCase {
  numHeads: number;
  numKvHeads: number;
  headDim: number;
  queryLen: number;
  keyLen: number;
  /** [queryLen, numHeads, headDim] */
  q: Float32Array;
  /** [numKvHeads, keyLen, headDim] */
  keys: Float32Array;
  values: Float32Array;
  /** The same keys as onnxruntime takes them: new ones [queryLen, numKvHeads, headDim], old ones [numKvHeads, past, headDim]. */
  newKeys: Float32Array;
  newValues: Float32Array;
  pastKeys: Float32Array;
  pastValues: Float32Array;
}

/** Somebody who can compute it. The output is [queryLen, numHeads, headDim]. */
export interface Peer {
  run(): Float32Array | Promise<Float32Array>;
  release(): unknown;
}

export function createCase(
  queryLen: number,
  keyLen: number,
  { numHeads = 9, numKvHeads = 3, headDim = 64 } = {},
): AttentionCase {
  const random = seededRandom(keyLen);
  const keys = randomArray(random, numKvHeads * keyLen * headDim);
  const values = randomArray(random, numKvHeads * keyLen * headDim);
  const pastLen = keyLen - queryLen;
  const past = (x: Float32Array) => {
    const out = new Float32Array(numKvHeads * pastLen * headDim);
    for (let h = 0; h < numKvHeads; h++) {
      out.set(x.subarray(h * keyLen * headDim, (h * keyLen + pastLen) * headDim), h * pastLen * headDim);
    }
    return out;
  };
  const added = (x: Float32Array) => {
    const out = new Float32Array(queryLen * numKvHeads * headDim);
    for (let h = 0; h < numKvHeads; h++) {
      for (let t = 0; t < queryLen; t++) {
        const from = (h * keyLen + pastLen + t) * headDim;
        out.set(x.subarray(from, from + headDim), (t * numKvHeads + h) * headDim);
      }
    }
    return out;
  };
  return {
    ...{ numHeads, numKvHeads, headDim, queryLen, keyLen, keys, values },
    q: randomArray(random, queryLen * numHeads * headDim),
    ...{ newKeys: added(keys), newValues: added(values), pastKeys: past(keys), pastValues: past(values) },
  };
}

/** @throws Error when two outputs differ by more than float32 sums in another order can */
export function compare(name: string, got: Float32Array, expected: Float32Array): void {
  let worst = 0;
  for (let i = 0; i < expected.length; i++) worst = Math.max(worst, Math.abs(got[i] - expected[i]));
  if (got.length !== expected.length || !(worst < 1e-4))
    throw new Error(`${name}: ${got.length} numbers, off by ${worst}`);
}
