/** Heads of encoders: which one a checkpoint's class asks for, and where its weights are. @module */
import type { HeadSpec, HeadWeights, LinearWeights, SequenceHead } from "@llm-anatomy/transformer";
import { linearAt, matrix, type TensorNames, type TensorRecipe, vector, type WantedHead } from "./architecture.ts";

/** A sequence is read by the family's pooler. */
export const ofPooler: SequenceHead = { kind: "sequence", pool: "pooler" };

/**
 * The spec of a head for labels or spans; `sequence` is how the family reads a sequence, `choice` how it reads one of the
 * answers that it chooses from: each is a sequence with one score. Nothing for a bare encoder.
 */
export function labelHead(wanted: WantedHead, sequence: HeadSpec, choice = sequence): HeadSpec | undefined {
  if (wanted === "sequence") return sequence;
  if (wanted === "choice") return choice;
  if (wanted === "tokens") return { kind: "tokens" };
  return wanted === "spans" ? { kind: "spans" } : undefined;
}

export interface HeadPlaces {
  vocabulary(): HeadWeights<TensorRecipe>;
  sequence(head: SequenceHead): HeadWeights<TensorRecipe>;
}

/** Labels of tokens and spans have one linear layer, by the same name in every family. */
export function labelHeadWeights(
  head: HeadSpec | undefined,
  places: HeadPlaces,
): HeadWeights<TensorRecipe> | undefined {
  if (!head) return undefined;
  if (head.kind === "tokens") return { output: linearAt("classifier", true) };
  if (head.kind === "spans") return { output: linearAt("qa_outputs", true) };
  return head.kind === "sequence" ? places.sequence(head) : places.vocabulary();
}

/** What reads a sequence, by RoBERTa's names: two layers on its first token, or one on what the pooler made of it. */
export function classifierAt({ pool }: SequenceHead): HeadWeights<TensorRecipe> {
  if (pool === "pooler") return { output: linearAt("classifier", true) };
  return { dense: linearAt("classifier.dense", true), output: linearAt("classifier.out_proj", true) };
}

/** The vocabulary's matrix: its own when the file has one, else the embedding's table; and its bias, wherever it lies. */
export function tiedVocabulary(
  names: TensorNames,
  { own, table, bias }: { own: string; table: string; bias: readonly string[] },
): LinearWeights<TensorRecipe> {
  const found = bias.find((name) => names.has(name));
  return { weight: matrix(names.has(own) ? own : table), bias: found === undefined ? undefined : vector(found) };
}
