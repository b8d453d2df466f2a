/** The arrays that a model keeps, told from config and headers before any of them is read. @module */
import { groupAlike, leaves, type Placed, storedName } from "./checkpoint/assemble-weights.ts";
import type { OpenedCheckpoint } from "./open-checkpoint.ts";

export interface KeptArray {
  place: Placed;
  /** Every place that gets it: more than one of a tied head. */
  places: Placed[];
  /** Names of the tensors it is made of. */
  tensors: string[];
  shape: number[];
  /** Bytes of the largest tensor it is made of, as it lies in the file and as float32. */
  widest: number;
}

/** Every array that is kept, once. */
export function* keptArrays({ checkpoint, architecture, recipes }: OpenedCheckpoint): Generator<KeptArray> {
  for (const places of groupAlike([...leaves(recipes, "")])) {
    const [place] = places;
    const { apply } = place.recipe;
    const tensors = place.recipe.names.map((name) => storedName(checkpoint, architecture, name));
    const shapes = tensors.map((name) => checkpoint.entry(name).shape);
    let widest = 0;
    for (const name of tensors) {
      const { shape, start, end } = checkpoint.entry(name);
      const wide = 4 * sizeOf(shape);
      widest = Math.max(widest, end - start === wide ? wide : end - start + wide);
    }
    yield { place, places, tensors, shape: apply ? apply.shapeOf(...shapes) : shapes[0], widest };
  }
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
