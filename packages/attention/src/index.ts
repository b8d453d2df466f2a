export { type AlibiOptions, alibiBias, alibiSlopes } from "./alibi.ts";
export { type AttentionCost, attentionCost } from "./attention-cost.ts";
export type { AttentionDims, AttentionOptions, Layout, OutputOptions, ScoreOptions } from "./attention-options.ts";
export { type AttendInputs, type AttentionSpec, attend, attendInStages } from "./attention-spec.ts";
export { type CompiledMask, compileMask, type MaskShape, type Reach } from "./compile-mask.ts";
export { type HeadNormOptions, normalizeHeadsInPlace } from "./head-norm.ts";
export { type LatentAttentionInputs, type LatentAttentionOptions, latentAttention } from "./latent-attention.ts";
export {
  type Alignment,
  andMasks,
  type CausalMask,
  type ChunkedMask,
  type CombinedMask,
  causalMask,
  chunkedMask,
  type DilatedMask,
  type DocumentMask,
  dilatedMask,
  documentMask,
  documentsFromStarts,
  fullMask,
  type Mask,
  type NegatedMask,
  notMask,
  orMasks,
  type PrefixMask,
  prefixMask,
  slidingWindowMask,
  type TableMask,
  tableMask,
  type WindowMask,
  windowMask,
} from "./mask.ts";
export { type BlockSparsity, blockSparsity, maskGrid, maskText } from "./mask-picture.ts";
export { mergeAttention, type PartialAttention } from "./merge-attention.ts";
export { type PagedAttentionOptions, type PagedKeys, pagedAttention } from "./paged-attention.ts";
export {
  type RelativePositionOptions,
  relativePositionBias,
  relativePositionBucket,
} from "./relative-position-bias.ts";
export { type MultimodalRotary, multimodalRotaryAngles, type RotaryAngles, rotaryAngles } from "./rotary-angles.ts";
export { type RotaryEmbeddingOptions, rotaryEmbeddingInPlace } from "./rotary-embedding.ts";
export {
  type DefaultRotary,
  type DynamicRotary,
  type LinearRotary,
  type Llama3Rotary,
  type LongRotary,
  type RotaryBase,
  type RotaryFrequencies,
  type RotarySpec,
  rotaryFrequencies,
  type YarnRotary,
  yarnMagnitude,
} from "./rotary-frequencies.ts";
export {
  type AttentionStages,
  attentionStages,
  type StageEdit,
  type StageOptions,
} from "./scaled-dot-product-attention.reference.ts";
export { scaledDotProductAttention } from "./scaled-dot-product-attention.ts";
export type { AlibiBias, RelativeBias, ScoreBias, SumBias, TableBias } from "./score-bias.ts";
