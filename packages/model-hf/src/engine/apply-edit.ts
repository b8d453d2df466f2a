/** What a caller's edit makes of the values at a place. @module */
import type { Edit, Tensor } from "./engine.ts";
import { axesOf } from "./probe-axes.ts";

/** @throws RangeError when the edit gives another number of values than there are */
export function applyEdit(edit: Edit, name: string, value: Tensor): Float32Array {
  const result = (typeof edit === "function" ? edit(value) : edit) ?? value;
  const data = result instanceof Float32Array ? result : result.data;
  if (data.length === value.data.length) return data;
  throw new RangeError(
    `patch: the edit of ${name} gave ${data.length} numbers but [${value.shape.join(", ")}] needs ${value.data.length}.`,
  );
}

/**
 * Checks a tensor that replaces values nobody has seen, as far as `sizes` of axes are known: a graph would spread an axis of
 * one entry over all others, and say nothing.
 *
 * @throws RangeError with both shapes
 */
export function checkReplacement(
  place: string,
  { data, shape }: Tensor,
  sizes: Readonly<Record<string, number>>,
): void {
  const wanted = axesOf(place, shape).map((axis) => sizes[axis] ?? axis);
  const fits =
    wanted.length === shape.length && wanted.every((size, i) => typeof size === "string" || size === shape[i]);
  const count = shape.reduce((product, size) => product * size, 1);
  if (fits && data.length === count) return;
  throw new RangeError(
    `patch: the tensor for ${place} has ${data.length} numbers as [${shape.join(", ")}], but that place is [${wanted.join(", ")}].`,
  );
}
