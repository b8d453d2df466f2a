export { type CountedRun, CountingOps, type Tally } from "./count/counting-ops.ts";
export { countOperations, type OperationCount } from "./count/operations.ts";
export {
  countParameters,
  distinctArrays,
  type ModelPart,
  modelParts,
  type ParameterCount,
} from "./count/parameters.ts";
export { type Shaped, type WeightSizes, weightShapes } from "./count/weight-shapes.ts";
export { type EagerInput, EagerModel, type EncodedSource, type FramesInput } from "./eager/eager-model.ts";
export { EagerOps, type EagerRun } from "./eager/eager-ops.ts";
export { type EagerMemory, type EagerTensor, matrixTensor, vectorTensor } from "./eager/tensor.ts";
export { type BlockContext, block } from "./model/block.ts";
export { embed, type Tokens, windowCount } from "./model/embedding.ts";
export { feedForward } from "./model/feed-forward.ts";
export { type ModelOutputs, readOut, vocabularyHead } from "./model/heads.ts";
export { linear, norm } from "./model/layers.ts";
export { mixtureOfExperts } from "./model/mixture-of-experts.ts";
export { encode, model } from "./model/model.ts";
export { attend, crossAttention, type Position, selfAttention, sourceMemory } from "./model/self-attention.ts";
export { type StackContext, stack } from "./model/stack.ts";
export type { AlibiSpec, AttentionCall, DistanceBuckets, Memory, Ops, RelativeBuckets } from "./ops.ts";
export { type AttentionProbes, type BlockProbes, blockProbes, probeTable } from "./probes.ts";
export { randomWeights } from "./random-weights.ts";
export { type ExpertLoad, expertLoad, loadBalancingLoss, type RouterShape, routerZLoss } from "./router-statistics.ts";
export type {
  AttentionSpec,
  BlockSpec,
  DenseSpec,
  DisentangledSpec,
  EmbeddingSpec,
  FramesSpec,
  GatedSpec,
  HeadSpec,
  LatentSpec,
  MixtureSpec,
  MlpSpec,
  ModelSpec,
  NormSpec,
  SequenceHead,
  StackSpec,
  WindowSpec,
} from "./spec.ts";
export type {
  AttentionWeights,
  BlockWeights,
  EmbeddingWeights,
  HeadWeights,
  LatentWeights,
  LinearWeights,
  MixtureWeights,
  MlpWeights,
  ModelWeights,
  NormWeights,
  StackWeights,
} from "./weights.ts";
