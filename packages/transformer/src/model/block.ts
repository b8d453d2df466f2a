/**
 * One block of a Transformer: attention moves information between positions, the MLP works on each position,
 * and both add to a residual stream that runs through the whole model.
 *
 * @see Vaswani et al. 2017, figure 1; pre-norm: Xiong et al. 2020, https://arxiv.org/abs/2002.04745
 * @module
 */
import type { Ops } from "../ops.ts";
import { type BlockProbes, blockProbes } from "../probes.ts";
import type { BlockSpec } from "../spec.ts";
import type { BlockWeights } from "../weights.ts";
import { feedForward } from "./feed-forward.ts";
import { linear, optionalNorm } from "./layers.ts";
import { crossAttention, type Position, selfAttention } from "./self-attention.ts";

/** What a block may need besides the residual stream. */
export interface BlockContext<T> extends Position<T> {
  /** Index of the block, and of its layer in the cache. */
  layer: number;
  /** Tells the stacks of an encoder–decoder apart: `"encoder."`, or nothing. */
  prefix?: string;
  /** The encoder's output, for cross attention. */
  source?: T;
  /** T5's position bias, made by the first block for all. */
  bias?: T;
  /** DeBERTa's vectors of distances. */
  distances?: T;
  /** What entered the stack. */
  embedded?: T;
}

// #region block
/** x [batch, seq, modelDim] → [batch, seq, modelDim]. */
export function block<T>(ops: Ops<T>, x: T, w: BlockWeights<T>, spec: BlockSpec, context: BlockContext<T>): T {
  const probes = blockProbes(context.layer, context.prefix);
  x = ops.probe(probes.residualBefore, x);
  const attentionInput = optionalNorm(ops, x, w.attentionNorm, spec.attentionNorm);
  if (spec.normedResidual) x = attentionInput;
  let attended = selfAttention(
    ops,
    attentionInput,
    w.attention,
    spec.attention,
    context,
    probes.attention,
    context.layer,
    context.bias,
    context.distances,
  );
  attended = optionalNorm(ops, attended, w.attentionOutputNorm, spec.attentionOutputNorm);
  attended = ops.probe(probes.attention.output, attended);
  if (spec.parallel) {
    const mlpInput = spec.mlpNorm ? optionalNorm(ops, x, w.mlpNorm, spec.mlpNorm) : attentionInput;
    const fed = ops.probe(probes.mlpOutput, feedForward(ops, mlpInput, w.mlp, spec.mlp, probes));
    return ops.probe(probes.residualAfter, ops.add(addToResidual(ops, x, attended, spec), fed));
  }
  x = addToResidual(ops, x, attended, spec);
  x = optionalNorm(ops, x, w.attentionResidualNorm, spec.attentionResidualNorm);
  if (spec.crossAttention && w.crossAttention) x = readSource(ops, x, w, spec, context, probes);
  x = ops.probe(probes.residualMiddle, x);
  const mlpInput = optionalNorm(ops, x, w.mlpNorm, spec.mlpNorm);
  if (spec.normedResidual) x = mlpInput;
  let fed = feedForward(ops, mlpInput, w.mlp, spec.mlp, probes);
  fed = optionalNorm(ops, fed, w.mlpOutputNorm, spec.mlpOutputNorm);
  x = addToResidual(ops, x, ops.probe(probes.mlpOutput, fed), spec);
  x = optionalNorm(ops, x, w.mlpResidualNorm, spec.mlpResidualNorm);
  return ops.probe(probes.residualAfter, convolved(ops, x, w, spec, context));
}
// #endregion block

/** x, and what neighbouring positions of the embedding have to say. */
function convolved<T>(ops: Ops<T>, x: T, w: BlockWeights<T>, spec: BlockSpec, { embedded }: BlockContext<T>): T {
  if (!spec.convolution || !w.convolution) return x;
  const windows = ops.windows(ops.clearPadding(embedded!), spec.convolution.window);
  const near = ops.activation(linear(ops, windows, w.convolution), spec.convolution.activation);
  return optionalNorm(ops, ops.add(x, near), w.convolutionNorm, spec.convolutionNorm);
}

function readSource<T>(
  ops: Ops<T>,
  x: T,
  w: BlockWeights<T>,
  spec: BlockSpec,
  { source, layer }: BlockContext<T>,
  probes: BlockProbes,
): T {
  const input = optionalNorm(ops, x, w.crossNorm, spec.crossNorm);
  const read = crossAttention(
    ops,
    input,
    source,
    w.crossAttention!,
    spec.crossAttention!,
    probes.crossAttention,
    layer,
  );
  x = addToResidual(ops, x, ops.probe(probes.crossAttention.output, read), spec);
  return optionalNorm(ops, x, w.crossResidualNorm, spec.crossResidualNorm);
}

function addToResidual<T>(ops: Ops<T>, x: T, update: T, { residualScale }: BlockSpec): T {
  return ops.add(x, residualScale === undefined ? update : ops.scale(update, residualScale));
}
