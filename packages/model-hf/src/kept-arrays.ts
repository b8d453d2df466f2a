/** The arrays that a model keeps, told from config and headers before any of them is read. @module */
import type { ModelSpec } from "@llm-anatomy/transformer";
import { groupAlike, leaves, type Placed, storedName } from "./checkpoint/assemble-weights.ts";
import { expectedShape } from "./checkpoint/expected-shapes.ts";
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

/** Every array that is kept, once. Of one cut out of a tensor, the spec mostly says the shape; else it is an equal share. */
export function* keptArrays({ checkpoint, architecture, spec, recipes }: OpenedCheckpoint): Generator<KeptArray> {
  const groups = groupAlike([...leaves(recipes, "")]);
  const users = new Map<string, number>();
  const namesOf = ({ recipe }: Placed) => recipe.names.map((name) => storedName(checkpoint, architecture, name));
  for (const [place] of groups) for (const name of namesOf(place)) users.set(name, (users.get(name) ?? 0) + 1);
  for (const places of groups) {
    const [place] = places;
    const names = namesOf(place);
    let share = 0;
    let widest = 0;
    for (const name of names) {
      const { shape, start, end } = checkpoint.entry(name);
      const wide = 4 * sizeOf(shape);
      share += sizeOf(shape) / users.get(name)!;
      widest = Math.max(widest, end - start === wide ? wide : end - start + wide);
    }
    const shape =
      names.length === 0
        ? place.recipe.apply!().shape // computed, not read
        : place.recipe.apply
          ? shapeOfPart(place, share, spec)
          : checkpoint.entry(names[0]).shape;
    yield { place, places, tensors: names, shape, widest };
  }
}

function shapeOfPart({ path, recipe }: Placed, share: number, spec: ModelSpec): number[] {
  const expected = expectedShape(path, spec) ?? [null, recipe.role === "vector" ? 1 : spec.modelDim];
  const known = sizeOf(expected.map((size) => size ?? 1));
  return expected.map((size) => size ?? share / known);
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
