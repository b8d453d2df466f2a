/**
 * The shapes of all learned arrays of a model, from its spec: for counting before anything is loaded, and for models of
 * random numbers.
 *
 * A spec leaves open what a checkpoint's tensors say by themselves: how wide an MLP is, and which linear maps have a bias.
 * @module
 */
import type {
  AttentionSpec,
  BlockSpec,
  EmbeddingSpec,
  FramesSpec,
  MlpSpec,
  ModelSpec,
  NormSpec,
  StackSpec,
} from "../spec.ts";
import type {
  AttentionWeights,
  BlockWeights,
  EmbeddingWeights,
  HeadWeights,
  LinearWeights,
  MixtureWeights,
  MlpWeights,
  ModelWeights,
  NormWeights,
  StackWeights,
} from "../weights.ts";

/** An array of which only the shape is known. */
export interface Shaped {
  shape: readonly number[];
}

/** The sizes that a spec leaves to the tensors. */
export interface WeightSizes {
  /** Width of the hidden layer of an MLP, and of one expert. */
  mlpDim: number;
  /** Width of the expert that every position goes through. Default mlpDim. */
  sharedExpertDim?: number;
  /** Width of the vectors in the embedding tables, where they are projected. Default modelDim. */
  embeddingDim?: number;
  /** Which linear maps have a bias. Default none. */
  biases?: { attention?: boolean; attentionOutput?: boolean; mlp?: boolean; head?: boolean };
  /** Whether the head uses the embedding's table. Default true for a vocabulary. */
  tied?: boolean;
  /** Width of the latent vectors of multi-head latent attention; `queries` absent: queries come from the residual stream. */
  latent?: { keysAndValues: number; queries?: number };
  /** Rows of the table of positions, where they differ from maxPositions (OPT: 2 more). */
  positions?: number;
  /** Default 2. */
  tokenTypes?: number;
  /** Labels of a head that is not a vocabulary. Default 2. */
  labels?: number;
}

/** @throws TypeError where a spec needs a size that is not given */
export function weightShapes(spec: ModelSpec, sizes: WeightSizes): ModelWeights<Shaped> {
  const { head, pooler, encoder, modelDim } = spec;
  const shapes: ModelWeights<Shaped> = stackShapes(spec, sizes);
  if (encoder) shapes.encoder = stackShapes(encoder, sizes);
  if (pooler) shapes.pooler = linear(modelDim, modelDim, true);
  if (head) shapes.head = headShapes(spec, sizes, shapes.embedding.tokens!);
  return shapes;
}

const array = (...shape: number[]): Shaped => ({ shape });

function linear(inputs: number, outputs: number, bias = false): LinearWeights<Shaped> {
  return { weight: array(outputs, inputs), ...(bias && { bias: array(outputs) }) };
}

function norm(spec: NormSpec, dim: number): NormWeights<Shaped> {
  return spec.kind === "layer" ? { weight: array(dim), bias: array(dim) } : { weight: array(dim) };
}

function stackShapes(spec: StackSpec, sizes: WeightSizes): StackWeights<Shaped> {
  const { modelDim, finalNorm, distanceNorm, outputProjected, blocks } = spec;
  const shared = blocks[0]?.attention.disentangled;
  const span = shared?.ownVectors ? undefined : shared?.distances.span;
  return {
    embedding: embeddingShapes(spec, spec.embedding, sizes),
    blocks: blocks.map((block, layer) => blockShapes(block, modelDim, sizes, layer === 0)),
    ...(finalNorm && { finalNorm: norm(finalNorm, modelDim) }),
    ...(span && { distances: array(2 * span, modelDim) }),
    ...(distanceNorm && { distanceNorm: norm(distanceNorm, modelDim) }),
    ...(outputProjected && { outputProjection: linear(modelDim, sizes.embeddingDim ?? modelDim) }),
  };
}

function embeddingShapes(spec: StackSpec, embedding: EmbeddingSpec, sizes: WeightSizes): EmbeddingWeights<Shaped> {
  const { vocabSize, modelDim, maxPositions } = spec;
  const width = embedding.projected || spec.outputProjected ? (sizes.embeddingDim ?? modelDim) : modelDim;
  const sumWidth = embedding.projected?.startsWith("sum") ? width : modelDim; // where positions and types are added
  return {
    ...(embedding.frames
      ? { convolutions: convolutionShapes(embedding.frames, modelDim) }
      : { tokens: array(vocabSize, width) }),
    ...(embedding.learnedPositions && { positions: array(sizes.positions ?? maxPositions, sumWidth) }),
    ...(embedding.tokenTypes && { tokenTypes: array(sizes.tokenTypes ?? 2, sumWidth) }),
    ...(embedding.norm && {
      norm: norm(embedding.norm, embedding.projected === "sum-before-norm" ? modelDim : sumWidth),
    }),
    ...(embedding.projected && { projection: linear(width, modelDim, embedding.projected === "sum") }),
  };
}

function convolutionShapes({ features, convolutions }: FramesSpec, dim: number): LinearWeights<Shaped>[] {
  return convolutions.map(({ size }, i) => linear(size * (i === 0 ? features : dim), dim, true));
}

const normNames = [
  "attentionNorm",
  "attentionOutputNorm",
  "attentionResidualNorm",
  "crossNorm",
  "crossResidualNorm",
  "mlpNorm",
  "mlpOutputNorm",
  "mlpResidualNorm",
  "convolutionNorm",
] as const;

function blockShapes(block: BlockSpec, dim: number, sizes: WeightSizes, first: boolean): BlockWeights<Shaped> {
  const shapes: BlockWeights<Shaped> = {
    attention: attentionShapes(block.attention, dim, sizes, first),
    mlp: mlpShapes(block.mlp, dim, sizes),
  };
  if (block.crossAttention) shapes.crossAttention = attentionShapes(block.crossAttention, dim, sizes, first);
  if (block.convolution) shapes.convolution = linear(dim * block.convolution.window.size, dim, true);
  for (const name of normNames) {
    const spec = block[name];
    if (spec) shapes[name] = norm(spec, dim);
  }
  return shapes;
}

function attentionShapes(
  spec: AttentionSpec,
  dim: number,
  sizes: WeightSizes,
  first: boolean,
): AttentionWeights<Shaped> {
  const {
    numHeads,
    numKvHeads,
    headDim,
    valueDim = headDim,
    queryKeyNorm,
    latent,
    relativeBias,
    sinks,
    disentangled,
  } = spec;
  const { attention: bias, attentionOutput = bias } = sizes.biases ?? {};
  const normed = (heads: number): NormWeights<Shaped> | undefined => {
    if (!queryKeyNorm) return undefined;
    if (queryKeyNorm.over === "each-head") return { weight: array(heads * headDim) };
    return norm(queryKeyNorm.norm, queryKeyNorm.over === "head" ? headDim : heads * headDim);
  };
  return {
    ...(latent
      ? latentShapes(spec, dim, sizes)
      : {
          q: linear(dim, numHeads * headDim, bias),
          k: linear(dim, numKvHeads * headDim, bias),
          v: linear(dim, numKvHeads * valueDim, bias),
        }),
    output: linear(numHeads * valueDim, dim, attentionOutput),
    ...(queryKeyNorm && { queryNorm: normed(numHeads), keyNorm: normed(numKvHeads) }),
    ...(sinks && { sinks: array(numHeads) }),
    ...(disentangled?.ownVectors && { distances: array(2 * disentangled.distances.span, numHeads * headDim) }),
    ...(relativeBias && first && { relativeBias: array(relativeBias.numBuckets, numHeads) }),
  };
}

function latentShapes(spec: AttentionSpec, dim: number, { latent }: WeightSizes) {
  if (!latent) throw new TypeError("weightShapes: the spec has latent attention. Give sizes.latent.");
  const { numHeads, headDim, valueDim = headDim } = spec;
  const { ropeDim, norm: normSpec } = spec.latent!;
  const { keysAndValues, queries } = latent;
  return {
    q: linear(queries ?? dim, numHeads * headDim),
    latent: {
      ...(queries && { queryDown: linear(dim, queries), queryNorm: norm(normSpec, queries) }),
      down: linear(dim, keysAndValues),
      norm: norm(normSpec, keysAndValues),
      keyUp: linear(keysAndValues, numHeads * (headDim - ropeDim)),
      valueUp: linear(keysAndValues, numHeads * valueDim),
      rope: linear(dim, ropeDim),
    },
  };
}

function mlpShapes(spec: MlpSpec, dim: number, sizes: WeightSizes): MlpWeights<Shaped> | MixtureWeights<Shaped> {
  const { mlpDim, sharedExpertDim = mlpDim, biases } = sizes;
  const network = (kind: "plain" | "gated", width: number): MlpWeights<Shaped> => ({
    ...(kind === "gated" && { gate: linear(dim, width, biases?.mlp) }),
    up: linear(dim, width, biases?.mlp),
    down: linear(width, dim, biases?.mlp),
  });
  if (spec.kind !== "mixture") return network(spec.kind, mlpDim);
  return {
    router: linear(dim, spec.numExperts),
    ...(spec.router.correction && { correction: array(spec.numExperts) }),
    experts: Array.from({ length: spec.numExperts }, () => network(spec.expert.kind, mlpDim)),
    ...(spec.shared && { shared: network(spec.expert.kind, sharedExpertDim) }),
    ...(spec.shared?.gated && { sharedGate: linear(dim, 1) }),
  };
}

function headShapes(spec: ModelSpec, sizes: WeightSizes, table: Shaped): HeadWeights<Shaped> {
  const { head, modelDim, vocabSize } = spec;
  if (!head) throw new TypeError("weightShapes: the spec has no head.");
  const bias = sizes.biases?.head;
  const [, width] = table.shape;
  const dense = head.kind === "vocabulary" ? head.transform : head.dense;
  const inputs = dense && head.kind === "vocabulary" ? width : modelDim;
  const shapes: HeadWeights<Shaped> = {
    ...(dense && { dense: linear(modelDim, inputs, true) }),
    ...(dense?.norm && { denseNorm: norm(dense.norm, inputs) }),
    output: linear(
      inputs,
      head.kind === "tokens" && head.single ? 1 : head.kind === "spans" ? 2 : (sizes.labels ?? 2),
      true,
    ),
  };
  if (head.kind !== "vocabulary") return shapes;
  shapes.output = linear(width, vocabSize, bias);
  if (sizes.tied !== false) shapes.output.weight = table; // the same object: counted once
  if (head.nextSentence) shapes.nextSentence = linear(modelDim, 2, true);
  return shapes;
}
