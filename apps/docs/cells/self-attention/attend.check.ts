import { attentionStages, causalMask } from "@llm-anatomy/attention";
import { createRandom } from "@llm-anatomy/sampling";

type Attend = (
  q: number[],
  keys: number[][],
  values: number[][],
  position: number,
) => number[];

/** Holds `attend` to the library's attention over random queries, keys and values, at every position. */
export default function check(exports: { attend?: Attend }): {
  passed: boolean;
  message: string;
} {
  if (typeof exports.attend !== "function")
    return {
      passed: false,
      message: "There is no exported function attend.",
    };
  const random = createRandom(11);
  for (const [length, headDim] of [
    [1, 2],
    [4, 3],
    [6, 8],
    [5, 4],
  ]) {
    const list = () =>
      Array.from({ length }, () =>
        Array.from({ length: headDim }, () => random() * 6 - 3),
      );
    const [q, k, v] = [list(), list(), list()];
    const flat = (rows: number[][]) => Float32Array.from(rows.flat());
    const dims = {
      numHeads: 1,
      queryLen: length,
      keyLen: length,
      headDim,
      mask: causalMask(),
    };
    const { output } = attentionStages(flat(q), flat(k), flat(v), dims);
    for (let i = 0; i < length; i++) {
      const got = exports.attend(q[i], k, v, i);
      const where = `With ${length} keys of ${headDim} numbers, the query at position ${i}`;
      if (!Array.isArray(got) || got.length !== headDim) {
        return {
          passed: false,
          message: `${where} should return ${headDim} numbers and returned ${JSON.stringify(got)}.`,
        };
      }
      for (let d = 0; d < headDim; d++) {
        const wanted = output[i * headDim + d];
        if (Math.abs(got[d] - wanted) <= 1e-4) continue; // NaN does not pass
        const later =
          i < length - 1 ? " Does a key after the query still count?" : "";
        return {
          passed: false,
          message: `${where}: number ${d} is ${Number(got[d]).toFixed(4)} but should be ${wanted.toFixed(4)}.${later}`,
        };
      }
    }
  }
  const large = exports.attend(
    [60, 60],
    [
      [20, 20],
      [19, 20],
    ],
    [
      [1, 0],
      [0, 1],
    ],
    1,
  );
  if (!(Math.abs(large[0] - 1) < 1e-4)) {
    return {
      passed: false,
      message: `Large scores give ${large[0]}: exp() overflows above 709. Subtract the largest score first.`,
    };
  }
  return {
    passed: true,
    message:
      "The same numbers as the library's attention, at every position, and for large scores too.",
  };
}
