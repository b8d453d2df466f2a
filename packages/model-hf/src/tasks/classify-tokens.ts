/**
 * A label for every token: names of people and places, parts of speech.
 *
 * Labels of tokens are not yet names of things: a word may have several tokens, a name several words. How they are put
 * together is called aggregation:
 *
 * - "none": each token with its own label
 * - "simple": neighbouring tokens with one label are one thing; B- begins a new one
 * - "first", "average", "max": a word gets one label, from its first token, the mean of its tokens' scores, or its surest
 *   token; then words are put together as in "simple"
 *
 * The rules are those of the reference's pipeline, so that the results are the same.
 * @see Ramshaw & Marcus 1995 (labels B, I and O), https://arxiv.org/abs/cmp-lg/9505040
 * @module
 */
import type { Encoding, Tokenizer } from "@llm-anatomy/tokenizer";
import type { Model } from "../model/model.ts";
import { indexOfMax, labelsOf, softmax } from "./labels.ts";
import { checkOptionNames, encodeText, requireOutput, runEncoding } from "./run-encoding.ts";

export type Aggregation = "none" | "simple" | "first" | "average" | "max";

export interface ClassifyTokensOptions {
  /** Default "simple". */
  aggregation?: Aggregation;
  /** Labels that are left out. Default ["O"], which means that a token belongs to nothing. */
  ignoreLabels?: readonly string[];
}

export interface LabelledSpan {
  /** With "none" the label itself; otherwise without B- or I-. */
  label: string;
  score: number;
  /** What stands in the input there. */
  text: string;
  /** The range of the input, in UTF-16 units as everywhere in JavaScript. */
  start: number;
  end: number;
}

type Labelled = Omit<LabelledSpan, "text">;

interface ScoredToken {
  /** Per label. */
  scores: number[];
  start: number;
  end: number;
  /** Continues the word of the token before. */
  continuesWord: boolean;
}

const aggregations: readonly string[] = ["none", "simple", "first", "average", "max"];

/**
 * Labelled parts of a text, from left to right.
 *
 * @example
 * await classifyTokens(model, "Anna lives in Lisbon."); // [{ label: "PER", text: "Anna", … }, { label: "LOC", … }]
 */
export async function classifyTokens(
  model: Model,
  text: string,
  options: ClassifyTokensOptions = {},
): Promise<LabelledSpan[]> {
  checkOptionNames("classifyTokens", options, ["aggregation", "ignoreLabels"]);
  const { aggregation = "simple", ignoreLabels = ["O"] } = options;
  if (!aggregations.includes(aggregation)) {
    throw new RangeError(
      `classifyTokens: aggregation is ${JSON.stringify(aggregation)} but has to be one of ${aggregations.join(", ")}.`,
    );
  }
  const encoding = encodeText(model, text);
  const { logits } = await runEncoding(model, encoding);
  const { data, shape } = requireOutput("classifyTokens", model, logits, "a token classifier");
  const labels = labelsOf(model, shape[shape.length - 1]);
  const tokens = readTokens(model.tokenizer, text, encoding, data, labels.length);
  const wordwise = aggregation === "first" || aggregation === "average" || aggregation === "max";
  const labelled = wordwise
    ? groupWords(tokens).map((word) => labelWord(word, labels, aggregation))
    : tokens.map((token) => labelWord([token], labels, "first"));
  const spans = aggregation === "none" ? labelled : groupLabels(labelled);
  return spans
    .filter(({ label }) => !ignoreLabels.includes(label))
    .map((span) => ({ ...span, text: text.slice(span.start, span.end) }));
}

/** The tokens of the text itself, with a score for each label. */
function readTokens(
  tokenizer: Tokenizer,
  text: string,
  encoding: Encoding,
  logits: Float32Array,
  numLabels: number,
): ScoredToken[] {
  const { ids, offsets, specialTokensMask } = encoding;
  const { marksWords, unknownId } = vocabularyKind(tokenizer);
  const tokens: ScoredToken[] = [];
  ids.forEach((id, i) => {
    if (specialTokensMask[i]) return;
    const [start, end] = offsets[i];
    // A vocabulary that marks inner pieces (##ing) spells them longer than they are; otherwise a space tells.
    const continuesWord = marksWords
      ? [...tokenizer.idToToken(id)!].length !== [...text.slice(start, end)].length
      : start > 0 && !text.slice(start - 1, start + 1).includes(" ");
    const scores = softmax(logits.subarray(i * numLabels, (i + 1) * numLabels));
    tokens.push({ scores, start, end, continuesWord: id !== unknownId && continuesWord });
  });
  return tokens;
}

function vocabularyKind(tokenizer: Tokenizer): { marksWords: boolean; unknownId: number | undefined } {
  const model = tokenizer.toJSON().model as Record<string, unknown>;
  const unknown = typeof model.unk_id === "number" ? tokenizer.idToToken(model.unk_id) : model.unk_token;
  return {
    marksWords: Boolean(model.continuing_subword_prefix),
    unknownId: typeof unknown === "string" ? tokenizer.tokenToId(unknown) : undefined,
  };
}

function groupWords(tokens: ScoredToken[]): ScoredToken[][] {
  const words: ScoredToken[][] = [];
  for (const token of tokens) {
    if (token.continuesWord && words.length > 0) words[words.length - 1].push(token);
    else words.push([token]);
  }
  return words;
}

function labelWord(word: ScoredToken[], labels: string[], aggregation: "first" | "average" | "max"): Labelled {
  const scores = wordScores(word, aggregation);
  const best = indexOfMax(scores);
  return { label: labels[best], score: scores[best], start: word[0].start, end: word[word.length - 1].end };
}

function wordScores(word: ScoredToken[], aggregation: "first" | "average" | "max"): number[] {
  if (aggregation === "first") return word[0].scores;
  if (aggregation === "max") return word[indexOfMax(word.map(({ scores }) => Math.max(...scores)))].scores;
  return word[0].scores.map((_, label) => word.reduce((sum, { scores }) => sum + scores[label], 0) / word.length);
}

/** Puts neighbours with the same label together. */
function groupLabels(parts: Labelled[]): Labelled[] {
  const groups: Labelled[][] = [];
  for (const part of parts) {
    const group = groups[groups.length - 1];
    const goesOn = group && !part.label.startsWith("B-") && bare(part.label) === bare(group[group.length - 1].label);
    if (goesOn) group.push(part);
    else groups.push([part]);
  }
  return groups.map((group) => ({
    label: group[0].label.slice(group[0].label.indexOf("-") + 1),
    score: group.reduce((sum, { score }) => sum + score, 0) / group.length,
    start: group[0].start,
    end: group[group.length - 1].end,
  }));
}

function bare(label: string): string {
  return /^[BI]-/.test(label) ? label.slice(2) : label;
}
