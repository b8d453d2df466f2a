/**
 * From names of tensors to the arrays of a model: every recipe is fetched once, turned, checked, and handed to the
 * engine; a tensor that no recipe reads is an error, because it would have changed the result.
 * @module
 */
import type { ModelSpec, ModelWeights } from "@llm-anatomy/transformer";
import type { Architecture, TensorRecipe } from "../architectures/architecture.ts";
import { CheckpointError } from "../errors.ts";
import type { OnProgress } from "../source/progress.ts";
import type { Checkpoint, NamedArray } from "./checkpoint.ts";
import { expectedShape } from "./expected-shapes.ts";

export interface AssembleOptions {
  onProgress?: OnProgress;
  signal?: AbortSignal;
}

/** Where an array goes: its path in the weights, for names in graphs and messages. */
export interface Placed {
  path: string;
  recipe: TensorRecipe;
}

/**
 * Reads what `recipes` names, in the order it lies in the files, and puts `make(array, place)` in its place.
 * One tensor used alike in two places (a tied head) is made once.
 */
export async function assembleWeights<T>(
  checkpoint: Checkpoint,
  architecture: Architecture,
  spec: ModelSpec,
  recipes: ModelWeights<TensorRecipe>,
  make: (array: NamedArray, place: Placed) => T | Promise<T>,
  options: AssembleOptions = {},
): Promise<ModelWeights<T>> {
  const users = new Map<string, PendingGroup[]>();
  const made = new Map<TensorRecipe, T>();
  for (const group of groupAlike([...leaves(recipes, "")])) {
    const [place] = group;
    if (place.recipe.names.length === 0) made.set(place.recipe, await make(place.recipe.apply!(), place)); // computed, not read
    const names = group[0].recipe.names.map((name) => storedName(checkpoint, architecture, name));
    const pending: PendingGroup = { group, names, arrays: new Map() };
    for (const name of new Set(names)) users.set(name, [...(users.get(name) ?? []), pending]);
  }
  refuseUnread(checkpoint, architecture, users);
  await checkpoint.readAll(
    users.keys(),
    async (name, array) => {
      for (const pending of users.get(name)!) {
        pending.arrays.set(name, array);
        if (pending.names.some((needed) => !pending.arrays.has(needed))) continue; // the other parts are still to come
        const parts = pending.names.map((needed) => pending.arrays.get(needed)!);
        pending.arrays.clear();
        const [first] = pending.group;
        const turned = turn(checkpoint, name, first, parts);
        for (const place of pending.group) checkShape(checkpoint, spec, name, turned.shape, place);
        const value = await make(turned, first);
        for (const { recipe } of pending.group) made.set(recipe, value);
      }
    },
    options,
  );
  return replaceLeaves(recipes, (recipe) => made.get(recipe)!);
}

/** The name in the file: base models are saved without the prefix, old files spell some names differently. */
export function storedName(
  checkpoint: { tensors: ReadonlyMap<string, unknown>; has(name: string): boolean },
  { prefix, renames = [] }: Architecture,
  name: string,
): string {
  const candidates = name.startsWith(prefix) ? [name, name.slice(prefix.length)] : [name, prefix + name];
  const found = candidates.find((candidate) => checkpoint.has(candidate));
  if (found !== undefined) return found;
  const today = (stored: string) => renames.reduce((text, [pattern, now]) => text.replace(pattern, now), stored);
  if (renames.length > 0)
    for (const stored of checkpoint.tensors.keys()) if (candidates.includes(today(stored))) return stored;
  return name;
}

/** Places that get the same array, and what has been read for it so far. */
interface PendingGroup {
  group: Placed[];
  names: string[];
  arrays: Map<string, NamedArray>;
}

/** Whole tensors used in several places are made once: a table, which comes first, that is also multiplied with is a tied head. */
export function groupAlike(places: Placed[]): Placed[][] {
  const whole = new Map<string, Placed[]>();
  const groups: Placed[][] = [];
  for (const place of places) {
    const [name] = place.recipe.names;
    const known = place.recipe.apply || name === undefined ? undefined : whole.get(name);
    if (known && place.recipe.role === "table") known.unshift(place);
    else if (known) known.push(place);
    else groups.push([place]);
    if (!place.recipe.apply && !known) whole.set(name, groups[groups.length - 1]);
  }
  return groups;
}

function turn(checkpoint: Checkpoint, tensor: string, { recipe, path }: Placed, parts: NamedArray[]): NamedArray {
  try {
    return recipe.apply ? recipe.apply(...parts) : parts[0];
  } catch (cause) {
    const { path: file, shape } = checkpoint.entry(tensor);
    throw new CheckpointError(
      `${checkpoint.source.name}/${file}: tensor "${tensor}" of shape [${shape.join(", ")}] cannot become ${path}: ${(cause as Error).message}. config.json and weights do not belong together.`,
      { code: "tensor-shape", file, tensor, cause },
    );
  }
}

function refuseUnread(checkpoint: Checkpoint, { unread = [] }: Architecture, used: ReadonlyMap<string, unknown>): void {
  const left = [...checkpoint.tensors.keys()].filter(
    (name) => !used.has(name) && !unread.some((pattern) => pattern.test(name)),
  );
  if (left.length === 0) return;
  const listed = left
    .slice(0, 5)
    .map((name) => `"${name}"`)
    .join(", ");
  throw new CheckpointError(
    `${checkpoint.source.name}: ${left.length} tensors have no place in this model (${listed}${left.length > 5 ? ", …" : ""}). Its config.json belongs to another model, or it uses a variant that is not supported.`,
    { code: "tensor-unexpected", tensor: left[0] },
  );
}

function checkShape(checkpoint: Checkpoint, spec: ModelSpec, tensor: string, shape: number[], { path }: Placed): void {
  const expected = expectedShape(path, spec);
  if (!expected) return;
  if (expected.length === shape.length && expected.every((size, axis) => size === null || size === shape[axis])) return;
  const file = checkpoint.entry(tensor).path;
  throw new CheckpointError(
    `${checkpoint.source.name}/${file}: tensor "${tensor}" has shape [${shape.join(", ")}] but the config asks for [${expected.map((size) => size ?? "any").join(", ")}]. config.json and weights do not belong together.`,
    { code: "tensor-shape", file, tensor },
  );
}

function isRecipe(value: unknown): value is TensorRecipe {
  return typeof value === "object" && value !== null && "role" in value && "names" in value;
}

/** Every place that a recipe fills, with its path. */
export function* leaves(value: unknown, path: string): Generator<Placed> {
  if (isRecipe(value)) yield { path, recipe: value };
  else if (typeof value === "object" && value !== null) {
    for (const [key, child] of Object.entries(value)) yield* leaves(child, path ? `${path}.${key}` : key);
  }
}

function replaceLeaves<T>(value: unknown, replace: (recipe: TensorRecipe) => T): never {
  if (isRecipe(value)) return replace(value) as never;
  if (Array.isArray(value)) return value.map((child) => replaceLeaves(child, replace)) as never;
  if (typeof value !== "object" || value === null) return value as never;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, replaceLeaves(child, replace)])) as never;
}
