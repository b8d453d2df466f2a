/**
 * How many numbers a model has learned, and where they are.
 * @module
 */
import type { ModelSpec, StackSpec } from "../spec.ts";
import type { ModelWeights } from "../weights.ts";
import type { Shaped } from "./weight-shapes.ts";

/** Parts of a model, as people speak of them. Encoder and decoder are added up. */
export const modelParts = ["embedding", "attention", "mlp", "norms", "head"] as const;
export type ModelPart = (typeof modelParts)[number];

export interface ParameterCount extends Record<ModelPart, number> {
  /** Every array once: a head tied to the embedding's table counts there. */
  total: number;
  /** Those that one token goes through: experts that the router does not choose are left out. */
  active: number;
}

/**
 * Counts parameters by part. `weights` are arrays with a shape: of a loaded model, of a checkpoint's header, or from
 * `weightShapes`.
 */
export function countParameters(spec: ModelSpec, weights: ModelWeights<Shaped>): ParameterCount {
  const count = { total: 0, active: 0, embedding: 0, attention: 0, mlp: 0, norms: 0, head: 0 };
  for (const { array, path } of distinctArrays(weights)) {
    const size = sizeOf(array);
    count.total += size;
    count[partOf(path)] += size;
    if (isActive(path, spec)) count.active += size;
  }
  return count;
}

/** Product of the sizes of all axes. */
export function sizeOf({ shape }: Shaped): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Every array of a model once, with the path of the first place that uses it (`blocks.0.attention.q.weight`). */
export function* distinctArrays<T extends Shaped>(weights: ModelWeights<T>): Generator<{ path: string; array: T }> {
  const seen = new Set<T>();
  for (const leaf of leavesOf<T>(weights, "")) {
    if (seen.has(leaf.array)) continue;
    seen.add(leaf.array);
    yield leaf;
  }
}

function* leavesOf<T extends Shaped>(node: unknown, path: string): Generator<{ path: string; array: T }> {
  if (typeof node !== "object" || node === null) return;
  if ("shape" in node && Array.isArray(node.shape)) {
    yield { path, array: node as unknown as T };
    return;
  }
  for (const [key, child] of Object.entries(node)) yield* leavesOf<T>(child, path ? `${path}.${key}` : key);
}

/** The part of a model that the array at `path` belongs to. */
export function partOf(path: string): ModelPart {
  const own = path.replace(/^encoder\./, "");
  if (/norm\./i.test(own)) return "norms";
  if (own.startsWith("embedding.") || own === "distances") return "embedding";
  const inBlock = /^blocks\.\d+\.(\w+)\./.exec(own)?.[1];
  if (inBlock) return inBlock === "mlp" ? "mlp" : "attention";
  return "head"; // head, pooler, and the projection in front of them
}

function isActive(path: string, spec: ModelSpec): boolean {
  const expert = /^(encoder\.)?blocks\.(\d+)\.mlp\.experts\.(\d+)\./.exec(path);
  if (!expert) return true;
  const stack: StackSpec = expert[1] ? spec.encoder! : spec;
  const { mlp } = stack.blocks[Number(expert[2])];
  return mlp.kind === "mixture" && Number(expert[3]) < mlp.expertsPerToken;
}
