export { type EagerInput, EagerModel } from "./eager/eager-model.ts";
export { EagerOps, type EagerRun } from "./eager/eager-ops.ts";
export { type EagerMemory, type EagerTensor, matrixTensor, vectorTensor } from "./eager/tensor.ts";
export { type BlockContext, block } from "./model/block.ts";
export { embed, type Tokens } from "./model/embedding.ts";
export { feedForward } from "./model/feed-forward.ts";
export { languageModel, stack, vocabularyHead } from "./model/language-model.ts";
export { linear, norm } from "./model/layers.ts";
export { mixtureOfExperts } from "./model/mixture-of-experts.ts";
export { attend, crossAttention, type Position, selfAttention } from "./model/self-attention.ts";
export type { AlibiSpec, AttentionCall, Memory, Ops, RelativeBuckets } from "./ops.ts";
export { type AttentionProbes, type BlockProbes, blockProbes, probeTable } from "./probes.ts";
export type {
  AttentionSpec,
  BlockSpec,
  EmbeddingSpec,
  GatedSpec,
  HeadSpec,
  LanguageModelSpec,
  LatentSpec,
  MixtureSpec,
  MlpSpec,
  NormSpec,
  StackSpec,
} from "./spec.ts";
export type {
  AttentionWeights,
  BlockWeights,
  EmbeddingWeights,
  HeadWeights,
  LanguageModelWeights,
  LatentWeights,
  LinearWeights,
  MixtureWeights,
  MlpWeights,
  NormWeights,
  StackWeights,
} from "./weights.ts";
