/**
 * The sentences of the stories as lists of words, for cells: 5,139 of them, in lower case, without punctuation.
 * @module
 */
import { stories } from "./stories.ts";

export const sentences: readonly string[][] = stories
  .flatMap((story) => story.split(/[.!?"\n]+/))
  .map((sentence) => [...(sentence.toLowerCase().match(/\p{L}+/gu) ?? [])])
  .filter((words) => words.length > 1);
