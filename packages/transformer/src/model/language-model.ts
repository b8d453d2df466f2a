/** A whole language model: embedding, blocks, final norm, head. @module */
import type { Ops } from "../ops.ts";
import { blockProbes } from "../probes.ts";
import type { HeadSpec, LanguageModelSpec, StackSpec } from "../spec.ts";
import type { HeadWeights, LanguageModelWeights, StackWeights } from "../weights.ts";
import { block } from "./block.ts";
import { embed, type Tokens } from "./embedding.ts";
import { linear, norm, optionalNorm } from "./layers.ts";

/** tokens [batch, seq] → logits [batch, asked, vocabSize], or hidden states [batch, asked, modelDim] for a model without a head. */
export function languageModel<T>(
  ops: Ops<T>,
  tokens: Tokens<T>,
  w: LanguageModelWeights<T>,
  spec: LanguageModelSpec,
): T {
  const hidden = stack(ops, tokens, w, spec);
  if (!spec.head || !w.head) return hidden;
  return ops.probe("logits", vocabularyHead(ops, hidden, w.head, spec.head));
}

/** tokens [batch, seq] → hidden states of the asked positions [batch, asked, modelDim]. */
export function stack<T>(ops: Ops<T>, tokens: Tokens<T>, w: StackWeights<T>, spec: StackSpec): T {
  let x = ops.probe("embed", embed(ops, tokens, w.embedding, spec.embedding));
  const bias = sharedPositionBias(ops, w, spec);
  for (let layer = 0; layer < spec.blocks.length; layer++) {
    const scope = ops.enter(blockProbes(layer).scope);
    const context = { layer, positions: tokens.positions, bias };
    x = ops.leave(scope, block(ops, x, w.blocks[layer], spec.blocks[layer], context));
  }
  x = optionalNorm(ops, ops.askedPositions(x), w.finalNorm, spec.finalNorm);
  return ops.probe("final_norm", spec.outputProjected ? linear(ops, x, w.outputProjection!) : x);
}

/** T5 keeps one table of distance biases, in its first block, and adds it in every block. */
function sharedPositionBias<T>(ops: Ops<T>, w: StackWeights<T>, spec: StackSpec): T | undefined {
  const buckets = spec.blocks[0]?.attention.relativeBias;
  return buckets && ops.relativePositionBias(w.blocks[0].attention.relativeBias!, buckets);
}

/** A score for every token of the vocabulary. x [batch, asked, modelDim] → [batch, asked, vocabSize]. */
export function vocabularyHead<T>(ops: Ops<T>, x: T, w: HeadWeights<T>, spec: HeadSpec): T {
  if (spec.transform) {
    x = ops.activation(linear(ops, x, w.transform!), spec.transform.activation);
    if (spec.transform.norm) x = norm(ops, x, w.transformNorm, spec.transform.norm);
  }
  let logits = linear(ops, x, w.vocabulary);
  if (spec.scale !== undefined) logits = ops.scale(logits, spec.scale);
  if (spec.softcap !== undefined) logits = ops.softcap(logits, spec.softcap);
  return logits;
}
