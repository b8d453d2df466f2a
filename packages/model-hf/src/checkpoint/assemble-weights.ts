/**
 * From names of tensors to the arrays of a model: every recipe is fetched once, turned, checked, and handed to the
 * engine; a tensor that no recipe reads is an error, because it would have changed the result.
 * @module
 */
import type { LanguageModelSpec, LanguageModelWeights } from "@llm-anatomy/transformer";
import type { Architecture, TensorRecipe } from "../architectures/architecture.ts";
import { CheckpointError } from "../errors.ts";
import type { Checkpoint, LoadProgress, NamedArray } from "./checkpoint.ts";
import { expectedShape } from "./expected-shapes.ts";

export interface AssembleOptions {
  onProgress?: (progress: LoadProgress) => void;
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
  spec: LanguageModelSpec,
  recipes: LanguageModelWeights<TensorRecipe>,
  make: (array: NamedArray, place: Placed) => T | Promise<T>,
  options: AssembleOptions = {},
): Promise<LanguageModelWeights<T>> {
  const byTensor = new Map<string, Placed[]>();
  for (const placed of leaves(recipes, "")) {
    const name = storedName(checkpoint, architecture, placed.recipe.name);
    byTensor.set(name, [...(byTensor.get(name) ?? []), placed]);
  }
  refuseUnread(checkpoint, architecture, byTensor);
  const made = new Map<TensorRecipe, T>();
  await checkpoint.readAll(
    byTensor.keys(),
    async (name, array) => {
      for (const group of alike(byTensor.get(name)!)) {
        const [first] = group;
        const turned = first.recipe.apply ? first.recipe.apply(array) : array;
        for (const place of group) checkShape(checkpoint, spec, name, turned.shape, place);
        const value = await make(turned, first);
        for (const { recipe } of group) made.set(recipe, value);
      }
    },
    options,
  );
  return replaceLeaves(recipes, (recipe) => made.get(recipe)!);
}

/** The name in the file: base models are saved without the prefix. */
export function storedName(checkpoint: { has(name: string): boolean }, { prefix }: Architecture, name: string): string {
  if (checkpoint.has(name) || !name.startsWith(prefix)) return name;
  const bare = name.slice(prefix.length);
  return checkpoint.has(bare) ? bare : name;
}

/** Uses of one tensor that give the same array: a table that is also multiplied with (a tied head) is stored once. */
function alike(uses: Placed[]): Placed[][] {
  const whole = uses.filter(({ recipe }) => !recipe.apply);
  const parts = uses.filter(({ recipe }) => recipe.apply).map((use) => [use]);
  return whole.length > 0 ? [whole, ...parts] : parts;
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

function checkShape(
  checkpoint: Checkpoint,
  spec: LanguageModelSpec,
  tensor: string,
  shape: number[],
  { path }: Placed,
): void {
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
  return typeof value === "object" && value !== null && "role" in value && "name" in value;
}

function* leaves(value: unknown, path: string): Generator<Placed> {
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
