/**
 * What each step does to the distribution: the pipeline taken apart for the eye.
 * @module
 */
import { topIds } from "./logprobs.ts";
import type { SamplerOptions } from "./options.ts";
import { createPipeline, type StepInput } from "./pipeline.ts";

export interface ExplainedToken {
  id: number;
  logit: number;
  /** Probability at this point, 0 to 1. */
  prob: number;
}

/** The distribution at one point of the pipeline. */
export interface ExplainedStep {
  /** The option behind the step; "model" for what the model gave. */
  name: keyof SamplerOptions | "model";
  /** The option's value; undefined for "model". */
  value: unknown;
  /** How many tokens are not masked. */
  remaining: number;
  /** Ids that this step masked. */
  masked: number[];
  /** How many logits the step changed without masking them. */
  changed: number;
  /** Of the distribution, in nats: 0 is certainty, Math.log(remaining) a uniform one. */
  entropy: number;
  /** How much probability the step moved: half the sum of |after - before|, 0 to 1. */
  moved: number;
  /** The likeliest tokens, likeliest first. */
  top: ExplainedToken[];
}

/**
 * Runs the steps that `options` ask for one by one and tells what each did. Draws nothing.
 *
 * Shape: logits [vocabSize], left as they are; context: all token ids so far, the prompt's included
 * @param extra.top how many of the likeliest tokens to list per step (default 10)
 * @throws RangeError or TypeError as createSampler does
 * @example
 * const [model, temperature, topK] = explain(logits, context, { temperature: 0.7, topK: 5 });
 * topK.remaining; // => 5
 */
export function explain(
  logits: Float32Array,
  context: ArrayLike<number>,
  options: SamplerOptions,
  extra: Omit<StepInput, "context"> & { top?: number } = {},
): ExplainedStep[] {
  const { top = 10, ...input } = extra;
  const { processors, warpers } = createPipeline(options);
  const working = logits.slice();
  let before = { logits: logits.slice(), probs: probabilities(logits) };
  const steps = [describe("model", undefined, before, before, top)];
  for (const step of [...processors, ...warpers]) {
    step.apply(working, { context, ...input });
    const after = { logits: working.slice(), probs: probabilities(working) };
    steps.push(describe(step.name, options[step.name], before, after, top));
    before = after;
  }
  return steps;
}

interface Snapshot {
  logits: Float32Array;
  probs: Float64Array;
}

function describe(
  name: ExplainedStep["name"],
  value: unknown,
  before: Snapshot,
  after: Snapshot,
  top: number,
): ExplainedStep {
  const masked: number[] = [];
  let remaining = 0;
  let changed = 0;
  let entropy = 0;
  let moved = 0;
  for (let id = 0; id < after.logits.length; id++) {
    const isMasked = after.logits[id] === -Infinity;
    if (!isMasked) remaining++;
    if (after.logits[id] !== before.logits[id]) {
      if (isMasked) masked.push(id);
      else changed++;
    }
    const prob = after.probs[id];
    if (prob > 0) entropy -= prob * Math.log(prob);
    moved += Math.abs(prob - before.probs[id]) / 2;
  }
  const tokens = topIds(after.logits, top).map((id) => ({ id, logit: after.logits[id], prob: after.probs[id] }));
  return { name, value, remaining, masked, changed, entropy, moved, top: tokens };
}

/** Softmax in float64; all 0 where every token is masked. */
function probabilities(logits: Float32Array): Float64Array {
  const max = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const probs = Float64Array.from(logits, (logit) => (max === -Infinity ? 0 : Math.exp(logit - max)));
  const sum = probs.reduce((total, prob) => total + prob, 0);
  return sum > 0 ? probs.map((prob) => prob / sum) : probs;
}
