/** A stack of blocks between an embedding and a final norm: a decoder, or an encoder. @module */
import type { Ops } from "../ops.ts";
import { blockProbes } from "../probes.ts";
import type { StackSpec } from "../spec.ts";
import type { StackWeights } from "../weights.ts";
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
  let x = ops.probe(`${prefix}embed`, embed(ops, tokens, w.embedding, spec.embedding));
  const bias = sharedPositionBias(ops, w, spec);
  const distances = w.distances && optionalNorm(ops, ops.wholeTable(w.distances), w.distanceNorm, spec.distanceNorm);
  for (let layer = 0; layer < spec.blocks.length; layer++) {
    const scope = ops.enter(blockProbes(layer, prefix).scope);
    const context = { layer, positions: tokens.positions, bias, distances, prefix, source };
    x = ops.leave(scope, block(ops, x, w.blocks[layer], spec.blocks[layer], context));
  }
  x = optionalNorm(ops, ops.askedPositions(x), w.finalNorm, spec.finalNorm);
  return ops.probe(`${prefix}final_norm`, spec.outputProjected ? linear(ops, x, w.outputProjection!) : x);
  // #endregion stack
}

/** T5 keeps one table of distance biases, in its first block, and adds it in every block. */
function sharedPositionBias<T>(ops: Ops<T>, w: StackWeights<T>, spec: StackSpec): T | undefined {
  const buckets = spec.blocks[0]?.attention.relativeBias;
  return buckets && ops.relativePositionBias(w.blocks[0].attention.relativeBias!, buckets);
}
