/**
 * Multi-head latent attention: keys and values of all heads are made from one narrow vector per position.
 *
 * A cache could keep that vector alone. Here keys and values are cached in full, as the other kinds are.
 * @see DeepSeek-V2, section 2.1, https://arxiv.org/abs/2405.04434
 * @module
 */
import type { Ops } from "../ops.ts";
import type { AttentionSpec, LatentSpec } from "../spec.ts";
import type { AttentionWeights } from "../weights.ts";
import { linear, norm } from "./layers.ts";

/** q, k [batch, seq, heads, headDim] and v [batch, seq, heads, valueDim] of x [batch, seq, modelDim]. */
export function latentProjections<T>(
  ops: Ops<T>,
  x: T,
  w: AttentionWeights<T>,
  { numHeads, headDim, rotary }: AttentionSpec,
  { ropeDim, norm: normSpec }: LatentSpec,
  positions: T,
): { q: T; k: T; v: T } {
  const { queryDown, queryNorm, down, norm: latentNorm, keyUp, valueUp, rope } = w.latent!;
  const plainDim = headDim - ropeDim;
  const queryInput = queryDown ? norm(ops, linear(ops, x, queryDown), queryNorm, normSpec) : x;
  const queries = ops.splitHeads(linear(ops, queryInput, w.q), numHeads);
  const turned = ops.rotary(ops.slice(queries, plainDim, headDim), rotary!, positions);
  const q = ops.concat([ops.slice(queries, 0, plainDim), turned]);

  const latent = norm(ops, linear(ops, x, down), latentNorm, normSpec);
  const shared = ops.rotary(ops.splitHeads(linear(ops, x, rope), 1), rotary!, positions);
  const k = ops.concat([ops.splitHeads(linear(ops, latent, keyUp), numHeads), shared]);
  return { q, k, v: ops.splitHeads(linear(ops, latent, valueUp), numHeads) };
}
