/** Parts and turns of tensors, for checkpoints that store several matrices in one, or the other way round. @module */
import type { NamedArray } from "../checkpoint/checkpoint.ts";
import type { ShapedApply } from "./architecture.ts";

/** Of one array: also tells the shape of what comes out, without doing it. */
export interface Apply {
  (array: NamedArray): NamedArray;
  shapeOf(shape: number[]): number[];
}

type Work = (array: NamedArray) => NamedArray;

const shaped = (work: Work, shapeOf: Apply["shapeOf"]): Apply => Object.assign(work.bind(undefined), { shapeOf });
const sameShape = (work: Work): Apply => shaped(work, (shape) => shape);
/** Where only the number of entries of the first axis changes. */
const withRows = (work: Work, count: (rows: number) => number): Apply =>
  shaped(work, ([first, ...rest]) => [count(first), ...rest]);

/** [rows, cols] → [cols, rows]. */
export const transposed: Apply = shaped(
  ({ data, shape: [rows, cols] }) => {
    const out = new Float32Array(data.length);
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) out[col * rows + row] = data[row * cols + col];
    }
    return { data: out, shape: [cols, rows] };
  },
  ([rows, cols]) => [cols, rows],
);

/** Rows (entries of the first axis) start … end - 1, or to the last one. Negative numbers count from the end. */
export function rows(start: number, end?: number): Apply {
  const range = (count: number) => [
    start < 0 ? count + start : start,
    end === undefined ? count : end < 0 ? count + end : end,
  ];
  return withRows(
    ({ data, shape }) => {
      const [from, to] = range(shape[0]);
      if (!(from >= 0 && from < to && to <= shape[0]))
        throw new RangeError(`the config asks for rows ${from} to ${to - 1} of its ${shape[0]}`);
      const width = data.length / shape[0];
      return { data: data.subarray(from * width, to * width), shape: [to - from, ...shape.slice(1)] };
    },
    (count) => range(count)[1] - range(count)[0],
  );
}

/** One of `count` parts of equal size that lie under each other. */
export function equalPart(index: number, count: number): Apply {
  return withRows(
    (array) => {
      const size = array.shape[0] / count;
      return rows(index * size, (index + 1) * size)(array);
    },
    (all) => all / count,
  );
}

/** One after the other. */
export function chain(...steps: Apply[]): Apply {
  return shaped(
    (array) => steps.reduce((value, step) => step(value), array),
    (shape) => steps.reduce((value, step) => step.shapeOf(value), shape),
  );
}

/** Rows of some heads out of [heads · per · dim, …], where each head has `per` blocks of `dim` rows: q, k and v side by side, say. */
export function headRows(
  { heads, per, dim }: { heads: number; per: number; dim: number },
  from: number,
  to = from + 1,
): Apply {
  const work: Work = ({ data, shape }) => {
    if (shape[0] !== heads * per * dim)
      throw new RangeError(`the config asks for ${heads} heads of ${per * dim} rows, not for ${shape[0]} rows`);
    const width = data.length / shape[0];
    const block = (to - from) * dim * width;
    const out = new Float32Array(heads * block);
    for (let head = 0; head < heads; head++) {
      const start = (head * per + from) * dim * width;
      out.set(data.subarray(start, start + block), head * block);
    }
    return { data: out, shape: [heads * (to - from) * dim, ...shape.slice(1)] };
  };
  return withRows(work, () => heads * (to - from) * dim);
}

/** Entry `index` of the first axis: one expert out of a stack. */
export function entry(index: number): Apply {
  return shaped(
    ({ data, shape: [count, ...shape] }) => {
      const size = data.length / count;
      return { data: data.subarray(index * size, (index + 1) * size), shape };
    },
    ([, ...shape]) => shape,
  );
}

/** Every second row, from row `first`: gate and up stored in turn. */
export function alternateRows(first: 0 | 1): Apply {
  const work: Work = ({ data, shape }) => {
    const width = data.length / shape[0];
    const count = shape[0] / 2;
    const out = new Float32Array(count * width);
    for (let row = 0; row < count; row++) {
      const start = (2 * row + first) * width;
      out.set(data.subarray(start, start + width), row * width);
    }
    return { data: out, shape: [count, ...shape.slice(1)] };
  };
  return withRows(work, (count) => count / 2);
}

/** One vector out of several, one after the other. */
export const joined: ShapedApply = Object.assign(join, {
  shapeOf: (...shapes: number[][]) => [shapes.flat().reduce((sum, size) => sum + size, 0)],
});

function join(...arrays: NamedArray[]): NamedArray {
  const length = arrays.reduce((sum, { data }) => sum + data.length, 0);
  const data = new Float32Array(length);
  let at = 0;
  for (const array of arrays) {
    data.set(array.data, at);
    at += array.data.length;
  }
  return { data, shape: [length] };
}

/** In the rows of each head, from row `start` on: the even ones first, then the odd ones. Pairs side by side become halves. */
export function evenThenOdd({ heads, dim, start }: { heads: number; dim: number; start: number }): Apply {
  return sameShape(({ data, shape }) => {
    const width = data.length / shape[0];
    const out = data.slice();
    const half = (dim - start) / 2;
    for (let head = 0; head < heads; head++) {
      const first = head * dim + start;
      for (let i = 0; i < 2 * half; i++) {
        const from = (first + (i < half ? 2 * i : 2 * (i - half) + 1)) * width;
        out.set(data.subarray(from, from + width), (first + i) * width);
      }
    }
    return { data: out, shape };
  });
}

/** Every number plus 1. */
export const increased: Apply = sameShape(({ data, shape }) => ({ data: data.map((value) => value + 1), shape }));
