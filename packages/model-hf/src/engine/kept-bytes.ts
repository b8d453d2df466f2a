/** How many bytes an engine keeps of a weight, without having it. @module */
import type { Placed } from "../checkpoint/assemble-weights.ts";
import { formFor, headForms, type WeightForm } from "./compiled/weight-form.ts";
import { type Dtype, isRounded, isVocabularyHead } from "./dtypes.ts";
import type { Device, Engine } from "./engine.ts";

const blockSize = 32;

/** An array as a checkpoint has it: `tied` is a table that is multiplied with as well. */
export interface KeptWeight {
  place: Placed;
  shape: readonly number[];
  tied: boolean;
}

/** Bytes of an array. The eager engine has no float16: it is computed with as float32. */
export function keptBytes(weight: KeptWeight, dtype: Dtype, where: { engine: Engine["name"]; device: Device }): number {
  const { place, shape } = weight;
  const elements = shape.reduce((product, size) => product * size, 1);
  const [rows, cols] = shape;
  if (dtype === "f32" || !isRounded(place, shape)) return 4 * elements;
  if (where.engine === "compiled") return bytesInForm(weight, formFor(dtype, { ...where, float16: false }));
  if (dtype === "f16") return 4 * elements;
  const in4Bits = dtype === "q4" && place.recipe.role === "matrix" && !isVocabularyHead(place);
  if (in4Bits && cols % blockSize === 0) return elements / 2 + (4 * elements) / blockSize;
  return elements + 4 * rows;
}

/** Of an array [out, in] or a table [entries, width] in a graph. */
function bytesInForm({ place, shape: [rows, cols], tied }: KeptWeight, wanted: WeightForm): number {
  const table = place.recipe.role === "table";
  const form = table || isVocabularyHead(place) ? headForms[wanted] : wanted;
  const elements = rows * cols;
  const blocks = rows * Math.ceil(cols / blockSize);
  if (form === "float16") return 2 * elements;
  if (form === "blocks4") return blocks * (blockSize / 2 + 4);
  const in8Blocks = blocks * (blockSize + 4);
  if (form === "blocks8") return table ? elements + 4 * rows + (tied ? in8Blocks : 0) : in8Blocks;
  return form === "int8" ? elements + 4 * rows : 4 * elements;
}
