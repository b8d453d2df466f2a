/** What a sampler can be asked to do, and how a wrong request is answered. @module */
import type { Random } from "./random.ts";

export interface SamplerOptions {
  /**
   * Draw at random (true) or take the likeliest token (false). Left out: random as soon as an option is given that
   * only makes sense for drawing (temperature above 0, topK, topP, seed …), otherwise greedy.
   */
  sample?: boolean;
  /** Where random numbers come from. Default: a generator seeded with `seed`. */
  random?: Random;
  /** Seed of the default generator. Default: 0, so that the same call gives the same text; pass Date.now() for variety. */
  seed?: number;
  /** Divides the logits. 0 means greedy. Default 1. */
  temperature?: number;
  /** Keep the k most likely tokens. */
  topK?: number;
  /** Keep the smallest set of most likely tokens that reaches this probability, 0 < topP <= 1. */
  topP?: number;
  /** Every truncation keeps at least this many tokens. Default 1. */
  minTokensToKeep?: number;
  /** Also return so many of the model's likeliest tokens with their log-probabilities. Default 0. */
  topLogprobs?: number;
}

/** Options that only matter when a token is drawn at random. */
export const drawingOptions = ["temperature", "topK", "topP", "seed", "random"] as const;

/** Throws a RangeError that names the first key of `options` that is not in `known`, and the known key nearest to it. */
export function checkKnownOptions(where: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const simple = (name: string) => name.toLowerCase().replaceAll("_", "");
    const meant = known.find((name) => simple(name) === simple(key));
    throw new RangeError(
      `${where}: there is no option "${key}". ${meant ? `Did you mean "${meant}"?` : `It knows ${known.join(", ")}.`}`,
    );
  }
}
