/** A whole model: embedding, blocks, final norm, head; behind an encoder, where it has one. @module */
import type { Ops } from "../ops.ts";
import type { ModelSpec } from "../spec.ts";
import type { ModelWeights } from "../weights.ts";
import type { Tokens } from "./embedding.ts";
import { type ModelOutputs, readOut } from "./heads.ts";
import { stack } from "./stack.ts";

/** tokens [batch, seq] → what the head makes of them. `source` is the encoder's output, for an encoder–decoder. */
export function model<T>(
  ops: Ops<T>,
  tokens: Tokens<T>,
  w: ModelWeights<T>,
  spec: ModelSpec,
  source?: T,
): ModelOutputs<T> {
  return readOut(ops, stack(ops, tokens, w, spec, { source }), w, spec);
}

/** The encoder of an encoder–decoder: tokens [batch, sourceLen] → [batch, sourceLen, modelDim]. */
export function encode<T>(ops: Ops<T>, tokens: Tokens<T>, w: ModelWeights<T>, spec: ModelSpec): T {
  return stack(ops, tokens, w.encoder!, spec.encoder!, { prefix: "encoder." });
}
