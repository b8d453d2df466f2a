/**
 * What all trainers have in common: which options there are, whether they are in range, what a text is cut into.
 * @module
 */
import { Pace, type PacingOptions } from "./pacing.ts";
import { pipelineSplit, type Split } from "./pipeline-split.ts";
import { type PipelineOptions, type SpecialToken, specialTokenText } from "./tokenizer-file.ts";
import { countWords, type TrainingTexts } from "./word-counts.ts";

export interface TrainingOptions extends PipelineOptions, PacingOptions {
  /** Tokens in all: special tokens, alphabet and what is learned. */
  vocabSize?: number;
  /** They get the first ids, in this order. */
  specialTokens?: readonly SpecialToken[];
  /** Cuts a text into words; by default what `normalizer` and `preTokenizer` do. */
  split?: Split;
}

/** The smallest and largest value of a whole-number option. */
export type Ranges = Record<string, readonly [least: number, most: number]>;

const commonOptions = [
  ...["vocabSize", "specialTokens", "split", "onProgress", "signal"],
  ...["normalizer", "preTokenizer", "postProcessor", "decoder"],
];

/** More tokens than any vocabulary has; ids have to fit beside each other in one number. */
const mostTokens = 2 ** 24;

/**
 * Refuses options that do not exist and whole numbers out of range.
 * @throws TypeError, RangeError
 */
export function checkTrainingOptions(call: string, options: object, ranges: Ranges, others: readonly string[]): void {
  const limits: Ranges = { vocabSize: [1, mostTokens], ...ranges };
  const known = [...commonOptions, ...Object.keys(ranges), ...others];
  for (const [key, value] of Object.entries(options)) {
    if (!known.includes(key)) {
      throw new TypeError(`${call}: "${key}" is not an option. Options: ${known.join(", ")}.`);
    }
    const range = Object.hasOwn(limits, key) ? limits[key] : undefined;
    if (range === undefined || value === undefined) continue;
    if (!Number.isInteger(value) || value < range[0] || value > range[1]) {
      throw new RangeError(
        `${call}: ${key} is ${value} but has to be a whole number from ${range[0]} to ${range[1]}. Pass such a number.`,
      );
    }
  }
}

/** The counted words of the texts, and the special tokens' texts with `unkToken` first if it was missing. */
export async function startTraining(texts: TrainingTexts, options: TrainingOptions, unkToken: string | null) {
  const pace = new Pace(options);
  const words = await countWords(texts, options.split ?? pipelineSplit(options), pace);
  const given = options.specialTokens ?? [];
  const isMissing = unkToken !== null && !given.some((token) => specialTokenText(token) === unkToken);
  const specialTokens: SpecialToken[] = isMissing ? [unkToken, ...given] : [...given];
  return { pace, words, specialTokens, specials: [...new Set(specialTokens.map(specialTokenText))] };
}
