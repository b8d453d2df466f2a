/** What a model computes from hidden states: scores of tokens, of labels, of where an answer lies. @module */
import type { Ops } from "../ops.ts";
import type { DenseSpec, HeadSpec, ModelSpec, VocabularyHead } from "../spec.ts";
import type { HeadWeights, ModelWeights } from "../weights.ts";
import { linear, norm } from "./layers.ts";

/** Outputs by name. Which there are depends on the head. */
export interface ModelOutputs<T> {
  /** Of a model without a head: [batch, asked, modelDim]. */
  lastHiddenState?: T;
  /** The dense layer on the first position: [batch, 1, modelDim]. */
  poolerOutput?: T;
  /** [batch, asked, vocabSize], [batch, 1, labels] or [batch, asked, labels]. */
  logits?: T;
  /** [batch, 1, 2] */
  nextSentenceLogits?: T;
  /** [batch, asked, 1] each. */
  startLogits?: T;
  endLogits?: T;
}

/** Everything that comes after the last block. x [batch, asked, modelDim]. */
export function readOut<T>(ops: Ops<T>, x: T, w: ModelWeights<T>, spec: ModelSpec): ModelOutputs<T> {
  const { head, pooler } = spec;
  const outputs: ModelOutputs<T> = head ? {} : { lastHiddenState: x };
  if (pooler && w.pooler) {
    outputs.poolerOutput = ops.activation(linear(ops, ops.poolPositions(x, "first"), w.pooler), pooler.activation);
  }
  if (!head || !w.head) return outputs;
  if (head.kind === "spans")
    return { ...outputs, ...spans(ops, head.dense ? dense(ops, x, w.head, head.dense) : x, w.head) };
  outputs.logits = ops.probe("logits", scores(ops, x, w.head, head, outputs.poolerOutput));
  if (head.kind === "vocabulary" && head.nextSentence) {
    outputs.nextSentenceLogits = linear(ops, outputs.poolerOutput!, w.head.nextSentence!);
  }
  return outputs;
}

function scores<T>(ops: Ops<T>, x: T, w: HeadWeights<T>, head: Exclude<HeadSpec, { kind: "spans" }>, pooled?: T): T {
  if (head.kind === "vocabulary") return vocabularyHead(ops, x, w, head);
  if (head.kind === "sequence") x = head.pool === "pooler" ? pooled! : ops.poolPositions(x, head.pool);
  return linear(ops, head.dense ? dense(ops, x, w, head.dense) : x, w.output);
}

/** A score for every token of the vocabulary. x [batch, asked, modelDim] → [batch, asked, vocabSize]. */
export function vocabularyHead<T>(ops: Ops<T>, x: T, w: HeadWeights<T>, spec: VocabularyHead): T {
  let logits = linear(ops, spec.transform ? dense(ops, x, w, spec.transform) : x, w.output);
  if (spec.scale !== undefined) logits = ops.scale(logits, spec.scale);
  if (spec.softcap !== undefined) logits = ops.softcap(logits, spec.softcap);
  return logits;
}

function dense<T>(ops: Ops<T>, x: T, w: HeadWeights<T>, spec: DenseSpec): T {
  x = ops.activation(linear(ops, x, w.dense!), spec.activation);
  return spec.norm ? norm(ops, x, w.denseNorm, spec.norm) : x;
}

/** The two columns of one linear map. */
function spans<T>(ops: Ops<T>, x: T, w: HeadWeights<T>): ModelOutputs<T> {
  const both = linear(ops, x, w.output);
  return { startLogits: ops.slice(both, 0, 1), endLogits: ops.slice(both, 1, 2) };
}
