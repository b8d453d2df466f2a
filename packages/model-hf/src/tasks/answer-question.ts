/**
 * An answer to a question, as a part of a text: the model scores each token as the answer's first and as its last one.
 *
 * A text too long for the model is read in parts that overlap by `stride` tokens, and the best answers of all parts are
 * compared. The search and its numbers are those of the reference's pipeline.
 * @see Devlin et al. 2019, section 4.2, https://arxiv.org/abs/1810.04805
 * @module
 */
import type { Encoding } from "@llm-anatomy/tokenizer";
import type { Model } from "../model/model.ts";
import { readJson } from "../source/source.ts";
import { softmax } from "./labels.ts";
import { checkOptionNames, encodeText, requireOutput, runEncoding } from "./run-encoding.ts";

export interface AnswerQuestionOptions {
  /** How many answers. Default 1. */
  topK?: number;
  /** Longest answer in tokens. Default 15. */
  maxAnswerLength?: number;
  /** Whether answers grow to whole words. Default true. */
  wholeWords?: boolean;
  /** Whether "there is no answer" is among the answers, as an empty one. Default false. */
  impossible?: boolean;
  /** Tokens of question and text that are read together. Default 384, or what the model has. */
  maxLength?: number;
  /** Tokens that neighbouring parts share. Default 128, at most half of maxLength. */
  stride?: number;
}

export interface Answer {
  answer: string;
  /** Product of the two probabilities; answers with the same words are added up. */
  score: number;
  /** The range of the context, in UTF-16 units. */
  start: number;
  end: number;
}

const optionNames = ["topK", "maxAnswerLength", "wholeWords", "impossible", "maxLength", "stride"];

/**
 * Answers from `context`, best first.
 *
 * @example
 * const [{ answer }] = await answerQuestion(model, "Where does Anna live?", "Anna lives in Lisbon.");
 */
export async function answerQuestion(
  model: Model,
  question: string,
  context: string,
  options: AnswerQuestionOptions = {},
): Promise<Answer[]> {
  checkOptionNames("answerQuestion", options, optionNames);
  const { topK = 1, maxAnswerLength = 15, wholeWords = true, impossible = false } = options;
  const maxLength = options.maxLength ?? (await usualLength(model));
  const stride = options.stride ?? Math.min(Math.floor(maxLength / 2), 128);
  const truncation = { maxLength, stride, strategy: "only_second" } as const;
  const whole = encodeText(model, question, { pair: context, truncation });
  const candidates = wholeWords ? topK * 2 + 10 : topK; // words may make several into one
  const answers: Answer[] = [];
  let noAnswer = Number.POSITIVE_INFINITY;
  for (const encoding of [whole, ...whole.overflowing]) {
    const outputs = await runEncoding(model, encoding);
    const { data: start } = requireOutput("answerQuestion", model, outputs.startLogits, "a model for questions");
    const { data: end } = requireOutput("answerQuestion", model, outputs.endLogits, "a model for questions");
    const found = findSpans(encoding, start, end, candidates, maxAnswerLength);
    noAnswer = Math.min(noAnswer, found.noAnswer);
    for (const { first, last, score } of found.spans) {
      const [from, to] = wholeWords ? wordRange(encoding, first, last) : tokenRange(encoding, first, last);
      const answer = context.slice(from, to);
      const same = answers.find((known) => known.answer.toLowerCase() === answer.toLowerCase());
      if (same) same.score += score;
      else answers.push({ answer, score, start: from, end: to });
    }
  }
  if (impossible) answers.push({ answer: "", score: noAnswer, start: 0, end: 0 });
  return answers.sort((a, b) => b.score - a.score).slice(0, topK);
}

async function usualLength({ spec, source }: Model): Promise<number> {
  const { model_max_length: named } = (await readJson(source, "tokenizer_config.json")) ?? {};
  const own = spec.embedding.learnedPositions ? spec.maxPositions : Number.POSITIVE_INFINITY;
  return Math.min(384, own, typeof named === "number" ? named : Number.POSITIVE_INFINITY);
}

interface Span {
  first: number;
  last: number;
  score: number;
}

/** The likeliest spans of tokens, and the probability of the span that means "no answer": the first token alone. */
function findSpans(
  encoding: Encoding,
  startLogits: Float32Array,
  endLogits: Float32Array,
  count: number,
  maxAnswerLength: number,
): { spans: Span[]; noAnswer: number } {
  const { sequenceIds } = encoding;
  const inContext = sequenceIds.map((id) => id === 1);
  // The first token stays in the comparison: that the answer is elsewhere is a possibility.
  const masked = (logits: Float32Array) => softmax(logits.map((x, i) => (inContext[i] || i === 0 ? x : -10000)));
  const start = masked(startLogits);
  const end = masked(endLogits);
  const noAnswer = start[0] * end[0];
  start[0] = 0;
  end[0] = 0;
  const spans: Span[] = [];
  for (let first = 0; first < start.length; first++) {
    if (!inContext[first]) continue;
    for (let last = first; last < Math.min(first + maxAnswerLength, end.length); last++) {
      if (inContext[last]) spans.push({ first, last, score: start[first] * end[last] });
    }
  }
  return { spans: spans.sort((a, b) => b.score - a.score).slice(0, count), noAnswer };
}

function tokenRange({ offsets }: Encoding, first: number, last: number): [number, number] {
  return [offsets[first][0], offsets[last][1]];
}

/** The range of the words that the first and the last token are in. */
function wordRange(encoding: Encoding, first: number, last: number): [number, number] {
  const { wordIds, offsets, sequenceIds } = encoding;
  const [from, to] = [wordIds[first], wordIds[last]];
  if (from === null || to === null) return tokenRange(encoding, first, last);
  const inWord = (word: number) => offsets.filter((_, i) => wordIds[i] === word && sequenceIds[i] === 1);
  return [inWord(from)[0][0], inWord(to).at(-1)![1]];
}
