/** How many bytes an engine keeps of a weight, without having it. @module */
import type { Placed } from "../checkpoint/assemble-weights.ts";
import { type Dtype, isRounded, isVocabularyHead } from "./dtypes.ts";

const int4Block = 32;

/**
 * Bytes of an array of `shape` at this place. The eager engine has no float16, the compiled one widens 4 bits in
 * WebAssembly: both compute in float32 there.
 */
export function keptBytes(place: Placed, shape: readonly number[], dtype: Dtype, compiled: boolean): number {
  const elements = shape.reduce((product, size) => product * size, 1);
  const [rows, cols] = shape;
  if (dtype === "f32" || !isRounded(place, shape)) return 4 * elements;
  if (dtype === "f16") return compiled ? 2 * elements : 4 * elements;
  const in4Bits = dtype === "q4" && place.recipe.role === "matrix" && !isVocabularyHead(place);
  if (in4Bits && compiled) return 4 * elements;
  if (in4Bits && cols % int4Block === 0) return elements / 2 + (4 * elements) / int4Block;
  return elements + 4 * rows;
}
