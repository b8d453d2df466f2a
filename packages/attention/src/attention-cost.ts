/**
 * What attention costs, from its description alone.
 *
 * Prefill is limited by arithmetic, decoding by reading: one query meets every key once, two operations per number read.
 * Which of the two a call is, `flopsPerByte` tells: machines offer some 5 to 50 operations in the time of reading a byte.
 * @module
 */
import type { AttentionSpec } from "./attention-spec.ts";
import type { MaskShape } from "./compile-mask.ts";
import { blockSparsity } from "./mask-picture.ts";

export interface AttentionCost {
  /** Pairs of query and key that the mask leaves, over batch rows and heads. */
  visiblePairs: number;
  /** Pairs in blocks of 64 × 64 that have a visible one: what a block-wise kernel computes. */
  computedPairs: number;
  /** Multiplications and additions of q·k and weights·v over the computed pairs. */
  flops: number;
  /** Of queries, keys, values and output, each once. */
  bytes: number;
  flopsPerByte: number;
  /** Of one matrix of scores, which block-wise kernels never make; attentionStages makes six. */
  scoreBytes: number;
  /** What a cache keeps per token and batch row in this layer. */
  kvBytesPerToken: number;
}

/**
 * The cost of one call of `spec` over `queryLen` queries and `keyLen` keys, projections not counted.
 *
 * Latent attention is counted in its absorbed form, over the latents themselves.
 * @example
 * attentionCost({ numHeads: 9, numKvHeads: 3, headDim: 64 }, { queryLen: 1, keyLen: 1024 }).kvBytesPerToken; // => 1536
 */
export function attentionCost(
  spec: AttentionSpec,
  {
    bytesPerNumber = 4,
    ...shape
  }: Omit<MaskShape, "numHeads"> & { /** Default 4, float32. */ bytesPerNumber?: number },
): AttentionCost {
  const { numHeads, latent, mask = { kind: "full" } } = spec;
  const { batch = 1, queryLen, keyLen } = shape;
  const numKvHeads = latent ? 1 : (spec.numKvHeads ?? numHeads);
  const headDim = latent ? latent.rank + latent.ropeDim : spec.headDim;
  const valueDim = latent ? latent.rank : (spec.valueDim ?? spec.headDim);
  const { pairDensity, computedDensity } = blockSparsity(mask, { ...shape, numHeads });
  const allPairs = batch * numHeads * queryLen * keyLen;
  const computedPairs = Math.round(allPairs * computedDensity);
  const flops = 2 * computedPairs * (headDim + valueDim);
  const kvBytesPerToken = (latent ? headDim : numKvHeads * (headDim + valueDim)) * bytesPerNumber;
  const queryBytes = batch * numHeads * queryLen * (headDim + valueDim) * bytesPerNumber; // and the output's
  const bytes = queryBytes + batch * keyLen * kvBytesPerToken;
  return {
    visiblePairs: Math.round(allPairs * pairDensity),
    ...{ computedPairs, flops, bytes, kvBytesPerToken },
    flopsPerByte: bytes === 0 ? 0 : flops / bytes,
    scoreBytes: allPairs * bytesPerNumber,
  };
}
