/** A stack of blocks between an embedding and a final norm: a decoder, or an encoder. @module */
import type { Ops } from "../ops.ts";
import { blockProbes } from "../probes.ts";
import type { BlockSpec, StackSpec } from "../spec.ts";
import type { BlockWeights, StackWeights } from "../weights.ts";
import { block } from "./block.ts";
import { embed, type Tokens } from "./embedding.ts";
import { linear, optionalNorm } from "./layers.ts";

export interface StackContext<T> {
  /** Tells the places of the stacks of an encoder–decoder apart: `"encoder."`, or nothing. */
  prefix?: string;
  /** An encoder's output [batch, sourceLen, modelDim], for cross attention; absent once its keys and values are remembered. */
  source?: T;
}

/** tokens [batch, seq] → hidden states of the asked positions [batch, asked, modelDim]. */
export function stack<T>(
  ops: Ops<T>,
  tokens: Tokens<T>,
  w: StackWeights<T>,
  spec: StackSpec,
  { prefix = "", source }: StackContext<T> = {},
): T {
  // #region stack
  const embedded = ops.probe(`${prefix}embed`, embed(ops, tokens, w.embedding, spec.embedding));
  let x = embedded;
  let bias: T | undefined;
  const distances = w.distances && optionalNorm(ops, ops.wholeTable(w.distances), w.distanceNorm, spec.distanceNorm);
  for (let layer = 0; layer < spec.blocks.length; layer++) {
    bias = positionBias(ops, w.blocks[layer], spec.blocks[layer]) ?? bias;
    const scope = ops.enter(blockProbes(layer, prefix).scope);
    const context = { layer, positions: tokens.positions, bias, distances, embedded, prefix, source };
    x = ops.leave(scope, block(ops, x, w.blocks[layer], spec.blocks[layer], context));
  }
  x = optionalNorm(ops, ops.askedPositions(x), w.finalNorm, spec.finalNorm);
  return ops.probe(`${prefix}final_norm`, spec.outputProjected ? linear(ops, x, w.outputProjection!) : x);
  // #endregion stack
}

/** T5 keeps one table of distance biases, in its first block, and adds it in every block; UMT5 has one in each. */
function positionBias<T>(ops: Ops<T>, w: BlockWeights<T>, { attention }: BlockSpec): T | undefined {
  const table = w.attention.relativeBias;
  return attention.relativeBias && table && ops.relativePositionBias(table, attention.relativeBias);
}
