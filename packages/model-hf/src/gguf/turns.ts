/** What converters to GGUF did to numbers, undone. @module */
import { transposed } from "../architectures/tensor-parts.ts";
import type { NamedArray } from "../checkpoint/checkpoint.ts";

/** Numbers moved back to where a checkpoint has them. */
export interface Turn {
  apply(array: NamedArray): NamedArray;
  /** Where it changes: from a tensor's shape to that of the result. */
  shape?(shape: number[]): number[];
}

/** Rows of all queries, keys and values → group by group: the group's queries, its key, its value. */
export function inGroups(numHeads: number, numGroups: number): Turn {
  const queries = numHeads / numGroups;
  const apply = ({ data, shape }: NamedArray): NamedArray => {
    const head = data.length / (numHeads + 2 * numGroups); // numbers in the rows of a head
    const out = new Float32Array(data.length);
    let to = 0;
    const put = (from: number, count: number) => {
      out.set(data.subarray(from * head, (from + count) * head), to * head);
      to += count;
    };
    for (let group = 0; group < numGroups; group++) {
      put(group * queries, queries);
      put(numHeads + group, 1);
      put(numHeads + numGroups + group, 1);
    }
    return { data: out, shape };
  };
  return { apply };
}

/** Norms that are stored as what is multiplied with, for families that add 1. */
export const decreased: Turn = { apply: ({ data, shape }) => ({ data: data.map((value) => value - 1), shape }) };

/** Matrices that GPT-2's class (Conv1D) stores as [in, out]; biases stay. */
export const asConv1d: Turn = {
  apply: (array) => (array.shape.length === 2 ? transposed(array) : array),
  shape: (shape) => [...shape].reverse(),
};

/** [n] → [1, n]. */
export const asRow: Turn = {
  apply: ({ data }) => ({ data, shape: [1, data.length] }),
  shape: (shape) => [1, shape.at(-1)!],
};
