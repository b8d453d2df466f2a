/**
 * The corpus as every trainer sees it: the distinct words and how often each stands in the texts.
 *
 * Training never looks at a text again after this: natural text has few distinct words, so 100 MB become
 * some hundred thousand counted words.
 * @module
 */
import type { Pace } from "./pacing.ts";
import type { Split } from "./pipeline-split.ts";

/** Texts, or words that are counted already (they are taken as they are: not normalized, not split). */
export type TrainingTexts = Iterable<string> | AsyncIterable<string> | ReadonlyMap<string, number>;

/**
 * Counts the words of all texts.
 *
 * @throws TypeError if an item is not a string; RangeError if a given count is not a positive integer
 */
export async function countWords(texts: TrainingTexts, split: Split, pace: Pace): Promise<Map<string, number>> {
  if (typeof texts === "string") {
    throw new TypeError("training: texts is one string. Pass an array, or another iterable, of strings: [text].");
  }
  const counts = new Map<string, number>();
  if (texts instanceof Map) {
    for (const [word, count] of texts) {
      if (!Number.isSafeInteger(count) || count < 1) {
        throw new RangeError(`training: word ${JSON.stringify(word)} has the count ${count}. Pass whole numbers >= 1.`);
      }
      if (word !== "") counts.set(wellFormed(word), (counts.get(wellFormed(word)) ?? 0) + count);
    }
    return counts;
  }
  let done = 0;
  for await (const text of texts as AsyncIterable<string>) {
    if (typeof text !== "string") {
      throw new TypeError(`training: text ${done} is of type ${typeof text}. Pass strings.`);
    }
    for (const word of split(wellFormed(text))) {
      if (word !== "") counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    done++;
    if (pace.due()) await pace.rest("count words", done);
  }
  await pace.rest("count words", done, done);
  return counts;
}

/** A lone surrogate is not text: it becomes U+FFFD, as in every UTF-8 encoder. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
