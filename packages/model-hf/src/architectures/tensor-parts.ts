/** Parts and turns of tensors, for checkpoints that store several matrices in one, or the other way round. @module */
import type { NamedArray } from "../checkpoint/checkpoint.ts";

type Apply = (array: NamedArray) => NamedArray;

/** [rows, cols] → [cols, rows]. */
export const transposed: Apply = ({ data, shape: [rows, cols] }) => {
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) out[col * rows + row] = data[row * cols + col];
  }
  return { data: out, shape: [cols, rows] };
};

/** Rows (entries of the first axis) start … end - 1. */
export function rows(start: number, end: number): Apply {
  return ({ data, shape }) => {
    const width = data.length / shape[0];
    return { data: data.subarray(start * width, end * width), shape: [end - start, ...shape.slice(1)] };
  };
}

/** One after the other. */
export function chain(...steps: Apply[]): Apply {
  return (array) => steps.reduce((value, step) => step(value), array);
}
