/** What a caller's edit makes of the values at a place. @module */
import type { Edit, Tensor } from "./engine.ts";

/** @throws RangeError when the edit gives another number of values than there are */
export function applyEdit(edit: Edit, name: string, value: Tensor): Float32Array {
  const result = (typeof edit === "function" ? edit(value) : edit) ?? value;
  const data = result instanceof Float32Array ? result : result.data;
  if (data.length === value.data.length) return data;
  throw new RangeError(
    `patch: the edit of ${name} gave ${data.length} numbers but [${value.shape.join(", ")}] needs ${value.data.length}.`,
  );
}
