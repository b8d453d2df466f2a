/**
 * Arithmetic with dimensions that may be names.
 *
 * `"batch"` is a size that is not known yet but is the same wherever the name stands; null is a size nobody has named.
 * Sums and products of names are names again (`"past + seq"`, `"batch * seq"`), always written in the same order, so that
 * two ways to compute the same size give the same name.
 * @module
 */
import type { Dim } from "../model.ts";

export type Shape = readonly Dim[];

/** Thrown by shape rules: shapes that do not go together. The message is half a sentence; the caller says where. */
export class ShapeProblem extends Error {}

/** `[batch, 4, ?]` */
export function showShape(shape: Shape | undefined): string {
  return shape ? `[${shape.map((dim) => dim ?? "?").join(", ")}]` : "[…]";
}

/** What is known of a size that two sources describe; throws when they cannot both be right. */
export function mergeDims(a: Dim, b: Dim, what: string): Dim {
  if (a === null || typeof b === "number") {
    if (typeof a === "number" && a !== b) throw new ShapeProblem(`${what} differ: ${a} and ${b}`);
    return b;
  }
  return a;
}

/** Shapes aligned at their last axis, with every 1 stretched (NumPy's broadcasting). */
export function broadcast(shapes: readonly (Shape | undefined)[], names: readonly string[]): Shape | undefined {
  if (shapes.some((shape) => !shape)) return undefined;
  const known = shapes as Shape[];
  const rank = Math.max(...known.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const dims = known.map((shape) => shape[axis - rank + shape.length] ?? (axis < rank - shape.length ? 1 : null));
    const sizes = dims.filter((dim) => dim !== 1);
    const fixed = sizes.find((dim) => typeof dim === "number");
    if (fixed !== undefined) {
      const other = dims.findIndex((dim) => typeof dim === "number" && dim !== 1 && dim !== fixed);
      if (other < 0) return fixed;
      const text = known.map((shape, i) => `${names[i] ?? `input ${i}`} ${showShape(shape)}`).join(" and ");
      throw new ShapeProblem(`${text} do not broadcast: ${fixed} and ${dims[other]} differ and neither is 1`);
    }
    if (sizes.length === 0) return 1;
    return sizes.every((dim) => dim === sizes[0]) ? sizes[0] : null;
  });
}

/** The sum of sizes. */
export function addDims(...dims: Dim[]): Dim {
  return combine(dims, " + ", 0, (a, b) => a + b);
}

/** The product of sizes. */
export function multiplyDims(...dims: Dim[]): Dim {
  if (dims.includes(0)) return 0;
  return combine(dims, " * ", 1, (a, b) => a * b);
}

/** `of / by`, or null when that is not known to be a whole size. */
export function divideDims(of: Dim, by: Dim): Dim {
  if (of === null || by === null || by === 0) return null;
  if (of === by) return 1;
  if (typeof of === "number" && typeof by === "number") return of % by === 0 ? of / by : null;
  const factors = String(of).split(" * ");
  let number = factors.filter(isNumber).reduce((a, b) => a * Number(b), 1);
  const names = factors.filter((factor) => !isNumber(factor));
  for (const factor of String(by).split(" * ")) {
    if (isNumber(factor)) {
      if (number % Number(factor) !== 0) return null;
      number /= Number(factor);
    } else {
      const at = names.indexOf(factor);
      if (at < 0) return null;
      names.splice(at, 1);
    }
  }
  return multiplyDims(number, ...names);
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

function combine(dims: readonly Dim[], sign: string, neutral: number, apply: (a: number, b: number) => number): Dim {
  let number = neutral;
  const names: string[] = [];
  for (const dim of dims) {
    if (dim === null) return null;
    for (const part of String(dim).split(sign)) {
      if (/^-?\d+$/.test(part)) number = apply(number, Number(part));
      // A sum inside a product, or a product inside a sum that is no product of names, has no simple name.
      else if (sign === " * " && part.includes(" + ")) return dims.filter((d) => d !== 1).length === 1 ? dim : null;
      else names.push(part);
    }
  }
  if (names.length === 0) return number;
  names.sort();
  // The number stands first in a product (`2 * seq`), last in a sum (`seq + 2`).
  if (number === neutral) return names.join(sign);
  return (sign === " * " ? [String(number), ...names] : [...names, String(number)]).join(sign);
}

/** The product of all dimensions. */
export function sizeOf(shape: Shape): Dim {
  return multiplyDims(...shape);
}

/** `axis` counted from the front; throws when the rank does not have it. */
export function normalAxis(axis: number, rank: number, what = "axis"): number {
  const normal = axis < 0 ? axis + rank : axis;
  if (normal < 0 || normal >= Math.max(rank, 1)) {
    throw new ShapeProblem(`${what} is ${axis} but the rank is ${rank}, so it has to be from ${-rank} to ${rank - 1}`);
  }
  return normal;
}
