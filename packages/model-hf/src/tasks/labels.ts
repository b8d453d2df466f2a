/** Labels of a classifier, and scores of them. @module */
import { CheckpointError } from "../errors.ts";
import type { Model } from "../model/model.ts";

/** Name of each label. config.json's `id2label`; without it they are numbered, as the reference numbers them. */
export function labelsOf({ config, name }: Model, count: number): string[] {
  const given = config.id2label as Record<string, unknown> | undefined;
  if (!given) return Array.from({ length: count }, (_, i) => `LABEL_${i}`);
  return Array.from({ length: count }, (_, i) => {
    const label = given[i];
    if (typeof label === "string") return label;
    throw new CheckpointError(
      `${name}/config.json: id2label names ${Object.keys(given).length} labels but the model scores ${count}, and ${i} is missing. Config and weights do not belong together.`,
      { code: "config-unsupported", file: "config.json" },
    );
  });
}

/** Scores as shares of 1. */
export function softmax(logits: ArrayLike<number>): number[] {
  const values = Array.from(logits);
  const max = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = values.map((value) => Math.exp(value - max));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** Each score on its own, between 0 and 1. */
export function sigmoid(logits: ArrayLike<number>): number[] {
  return Array.from(logits, (value) => 1 / (1 + Math.exp(-value)));
}

/** Index of the greatest value; the first of several. */
export function indexOfMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
