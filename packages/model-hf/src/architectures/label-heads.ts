/** Heads of encoders: which one a checkpoint's class asks for, and where its weights are. @module */
import type { HeadSpec, HeadWeights, LinearWeights } from "@llm-anatomy/transformer";
import { linearAt, matrix, type TensorNames, type TensorRecipe, vector, type WantedHead } from "./architecture.ts";

/** The spec of a head for labels or spans; `sequence` is how the family reads a sequence. Nothing for a bare encoder. */
export function labelHead(wanted: WantedHead, sequence: HeadSpec): HeadSpec | undefined {
  if (wanted === "sequence") return sequence;
  if (wanted === "tokens") return { kind: "tokens" };
  return wanted === "spans" ? { kind: "spans" } : undefined;
}

export interface HeadPlaces {
  vocabulary(): HeadWeights<TensorRecipe>;
  sequence(): HeadWeights<TensorRecipe>;
}

/** Labels of tokens and spans have one linear layer, by the same name in every family. */
export function labelHeadWeights(
  head: HeadSpec | undefined,
  places: HeadPlaces,
): HeadWeights<TensorRecipe> | undefined {
  if (!head) return undefined;
  if (head.kind === "tokens") return { output: linearAt("classifier", true) };
  if (head.kind === "spans") return { output: linearAt("qa_outputs", true) };
  return places[head.kind]();
}

/** The vocabulary's matrix: its own when the file has one, else the embedding's table; and its bias, wherever it lies. */
export function tiedVocabulary(
  names: TensorNames,
  { own, table, bias }: { own: string; table: string; bias: readonly string[] },
): LinearWeights<TensorRecipe> {
  const found = bias.find((name) => names.has(name));
  return { weight: matrix(names.has(own) ? own : table), bias: found === undefined ? undefined : vector(found) };
}
