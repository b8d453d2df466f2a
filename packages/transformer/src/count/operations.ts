/** What a run of a model costs: operations and numbers moved, before anything is run. @module */
import { encode, model } from "../model/model.ts";
import type { ModelSpec } from "../spec.ts";
import type { ModelWeights } from "../weights.ts";
import { type CountedRun, CountingOps, type Tally } from "./counting-ops.ts";
import { distinctArrays, type ModelPart, partOf } from "./parameters.ts";
import type { Shaped } from "./weight-shapes.ts";

export interface OperationCount extends Tally {
  /** Floating-point operations: linear maps, attention and elementwise work together. */
  total: number;
}

/**
 * Counts one run: `{ seqLen: 512 }` is a prompt, `{ seqLen: 1, past: 511, asked: "last" }` the step after it. Of an
 * encoder–decoder the decoder's run is counted, with the keys and values of `sourceLen` tokens made in it; `encoder: true`
 * counts the encoder's run over `seqLen` tokens or frames.
 *
 * `weights` as in `countParameters`. Numbers, not bytes: multiply by the bytes of a number in the type they are kept in.
 */
export function countOperations(
  spec: ModelSpec,
  weights: ModelWeights<Shaped>,
  run: Partial<CountedRun> & { seqLen: number; encoder?: boolean },
): OperationCount {
  const { batch = 1, seqLen, past = 0, asked = "all", sourceLen = 0, encoder = false } = run;
  const parts = new Map<Shaped, ModelPart>();
  for (const { path, array } of distinctArrays(weights)) parts.set(array, partOf(path));
  // A table is embedding where it is looked up, and head where it is multiplied with.
  if (weights.head) parts.set(weights.head.output.weight, "head");
  const ops = new CountingOps({ batch, seqLen, past, asked, sourceLen }, (weight) => parts.get(weight) ?? "head");
  const ids = { shape: [batch, seqLen] };
  const tokens = { ids, positions: ids, types: ids };
  const frames = spec.encoder?.embedding.frames;
  if (encoder && frames) encode(ops, { ...tokens, frames: { shape: [batch, seqLen, frames.features] } }, weights, spec);
  else if (encoder) encode(ops, tokens, weights, spec);
  else model(ops, tokens, weights, spec, spec.encoder && { shape: [batch, sourceLen, spec.encoder.modelDim] });
  const { linear, attention, elementwise } = ops.tally;
  const total = Object.values(linear).reduce((sum, part) => sum + part, attention + elementwise);
  return { ...ops.tally, total };
}
