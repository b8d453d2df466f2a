/** From token ids to the vectors that enter the first block. @module */
import type { Ops } from "../ops.ts";
import type { EmbeddingSpec } from "../spec.ts";
import type { EmbeddingWeights } from "../weights.ts";
import { linear, optionalNorm } from "./layers.ts";

/** What a model reads. All [batch, seq]. */
export interface Tokens<T> {
  ids: T;
  positions: T;
  /** Which sentence a token belongs to, for encoders that were trained on pairs. */
  types?: T;
}

/** [batch, seq] ids → [batch, seq, modelDim]. */
export function embed<T>(ops: Ops<T>, tokens: Tokens<T>, w: EmbeddingWeights<T>, spec: EmbeddingSpec): T {
  let x = ops.embed(w.tokens, tokens.ids);
  if (spec.scale !== undefined) x = ops.scale(x, spec.scale);
  if (spec.tokenTypes) x = ops.add(x, ops.embed(w.tokenTypes!, tokens.types!));
  if (spec.projected === "tokens") x = linear(ops, x, w.projection!);
  if (spec.learnedPositions) x = ops.add(x, ops.embed(w.positions!, tokens.positions));
  x = optionalNorm(ops, x, w.norm, spec.norm);
  return spec.projected === "sum" ? linear(ops, x, w.projection!) : x;
}
