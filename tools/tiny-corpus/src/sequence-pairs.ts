/**
 * What tiny-t5 learns: a text with a task's name before it, and the text to write.
 * @module
 */

import { storyText } from "./documents.ts";
import type { Dice } from "./random.ts";
import { story } from "./stories/index.ts";
import * as lumi from "./tasks/lumi.ts";

export interface SequencePair {
  task: "to-lumi" | "to-english" | "summary" | "answer";
  source: string;
  target: string;
  keys: string[];
}

const weights = { "to-lumi": 30, "to-english": 30, summary: 25, answer: 15 };

export const prefixes = {
  "to-lumi": "translate English to Lumi: ",
  "to-english": "translate Lumi to English: ",
  summary: "summarize: ",
} as const;

export function sequencePair(dice: Dice, task: SequencePair["task"] = dice.weighted(weights)): SequencePair {
  if (task === "to-lumi" || task === "to-english") {
    const { english, lumi: inLumi, key } = dice.chance(0.08) ? lumi.word(dice) : lumi.pair(dice);
    const [from, to] = task === "to-lumi" ? [english, inLumi] : [inLumi, english];
    return { task, source: prefixes[task] + from, target: to, keys: [key] };
  }
  const it = story(dice);
  // One line: SentencePiece-like tokenizers have no sign for a line's end.
  const text = storyText(it).replaceAll("\n\n", " ");
  if (task === "summary") return { task, source: prefixes.summary + text, target: it.summary, keys: it.keys };
  const { question, answer } = dice.pick(it.questions);
  return { task, source: `question: ${question} context: ${text}`, target: answer, keys: it.keys };
}
