/**
 * How a text becomes tokens, stage by stage, as this tokenizer does it.
 *
 * A text passes through: added tokens found in it as it is · each normalizer · added tokens found in what came out · each
 * pre-tokenizer · the model, word by word · each post-processor. A trace keeps what was there after each of them, and for
 * every character the place in the text that it stands for.
 * @module
 */
import { flatten } from "../config.ts";
import { concatEncodings, Encoding, type Offsets } from "../encoding.ts";
import type { ModelToken } from "../models/model.ts";
import { runNormalizers } from "../normalizers/simple-normalizers.ts";
import { Piece } from "../piece.ts";
import { appendToken, tokenRange } from "../pipeline.ts";
import {
  checkedDropout,
  checkOptions,
  type EncodeOptions,
  insidesOf,
  keepPairsTogether,
  type Tokenizer,
  wellFormed,
} from "../tokenizer.ts";
import { characterLength } from "../unicode.ts";
import { type ModelTrace, traceModel } from "./trace-model.ts";

/** A piece of text after some stage. */
export interface TracedPiece {
  text: string;
  /** Where in the given text it comes from: [start, end) in UTF-16 units. */
  offsets: Offsets;
  /** The same for each character of `text`: "ﬁ" that became "fi" has its own place twice. */
  alignment: Offsets[];
  /** The id of the added token that this is; null for text, which goes on to the next stage. */
  addedToken: number | null;
}

/** What there is after one stage. */
export interface TracedStage {
  kind: "added-tokens" | "normalizer" | "pre-tokenizer";
  /** The component's name in the file; for added tokens where they are looked for. */
  type: string;
  pieces: TracedPiece[];
}

export interface TracedToken {
  id: number;
  /** As the vocabulary spells it. */
  token: string;
  /** [start, end) in the given text, in UTF-16 units. */
  offsets: Offsets;
  /** The word it lies in: an index into `words`; null for tokens that a post-processor added. */
  word: number | null;
  typeId: number;
}

/** One word, and what the model made of it. */
export interface TracedWord extends TracedPiece {
  /** What the model did; null for an added token. */
  model: ModelTrace | null;
  tokens: TracedToken[];
}

/** All tokens after one post-processor. */
export interface TracedPostProcessor {
  type: string;
  tokens: TracedToken[];
}

export interface Trace {
  text: string;
  /** From the text to words, in order. */
  stages: TracedStage[];
  /** The pieces of the last stage, with the model's work. */
  words: TracedWord[];
  postProcessing: TracedPostProcessor[];
  /** What comes out: the tokens of `encode(text)` without truncation and padding. */
  tokens: TracedToken[];
  ids: number[];
}

export type TraceOptions = Pick<EncodeOptions, "addSpecialTokens" | "dropout" | "random">;

/**
 * Encodes a text and returns every stage on the way. For looking, not for speed: it keeps everything.
 *
 * @throws TypeError on an option that does not exist
 * @example
 * const { stages, words, tokens } = trace(tokenizer, "low lower");
 * stages.map(({ type, pieces }) => [type, pieces.map(({ text }) => text)]); // [["ByteLevel", ["low", "Ġlower"]], …]
 * words[1].model.merges; // [{ rank: 0, left: "l", right: "o", token: "lo", … }, …]
 */
export function trace(tokenizer: Tokenizer, givenText: string, options: TraceOptions = {}): Trace {
  checkOptions("trace", options, ["addSpecialTokens", "dropout", "random"]);
  const text = wellFormed("trace", givenText);
  const { pipeline } = insidesOf(tokenizer);
  checkedDropout(options.dropout, pipeline.model);
  const { stages, pieces } = traceSplitting(tokenizer, text);
  const encoding = new Encoding();
  const words = pieces.map((piece, word): TracedWord => {
    const [found, model]: [ModelToken[], ModelTrace | null] =
      piece.addedId < 0 ? traceModel(pipeline.model, piece.text, options) : [pipeline.tokenize(piece), null];
    const tokens = found.map((token): TracedToken => {
      const offsets = tokenRange(text, piece, token);
      appendToken(encoding, token, offsets, 0, word);
      return { id: token.id, token: token.value, offsets, word, typeId: 0 };
    });
    return { ...describe(piece), model, tokens };
  });
  const beforeProcessing = listTokens(encoding, text);
  const postProcessing = traceProcessing(tokenizer, encoding, text, options.addSpecialTokens ?? true);
  const tokens = postProcessing.at(-1)?.tokens ?? beforeProcessing;
  return { text, stages, words, postProcessing, tokens, ids: tokens.map(({ id }) => id) };
}

function traceSplitting(tokenizer: Tokenizer, text: string): { stages: TracedStage[]; pieces: Piece[] } {
  const { pipeline, json, build } = insidesOf(tokenizer);
  const normalizers = steps(json.normalizer, "normalizers", build.normalizer);
  const preTokenizers = steps(json.pre_tokenizer, "pretokenizers", build.preTokenizer);
  const { added } = pipeline;
  const stages: TracedStage[] = [];
  const keep = (kind: TracedStage["kind"], type: string, pieces: Piece[]) => {
    stages.push({ kind, type, pieces: pieces.map(describe) });
    return pieces;
  };
  const onText = (pieces: Piece[], change: (piece: Piece) => Piece[]) =>
    pieces.flatMap((piece) => (piece.addedId < 0 ? change(piece) : [piece]));

  const found = keep("added-tokens", "as they are", added.splitPlain(new Piece(text, 0, true)));
  let pieces = found;
  normalizers.forEach(({ type }, i) => {
    // From the beginning each time: an alignment leads through all of them at once.
    const parts = normalizers.slice(0, i + 1).map(({ part }) => part);
    const normalize = (piece: Piece) => [piece.rewritten((old, sources) => runNormalizers(parts, old, sources))];
    pieces = keep("normalizer", type, onText(found, normalize));
  });
  pieces = onText(pieces, (piece) => added.splitNormalized(piece)).filter((piece) => piece.text !== "");
  if (added.looksInNormalized) keep("added-tokens", "after normalizing", pieces);
  for (const { type, part } of preTokenizers) {
    pieces = keep(
      "pre-tokenizer",
      type,
      onText(pieces, (piece) => part.split(piece)),
    );
  }
  return { stages, pieces };
}

/** The components of one kind, those of sequences one by one. */
function steps<T>(json: unknown, key: string, build: (json: unknown) => T): { type: string; part: T }[] {
  return flatten(json, key).map((step) => ({ type: `${step.type}`, part: build(step) }));
}

function traceProcessing(
  tokenizer: Tokenizer,
  encoding: Encoding,
  text: string,
  special: boolean,
): TracedPostProcessor[] {
  encoding.sequenceRanges.set(0, [0, encoding.length]);
  let parts = [encoding];
  const { json, build } = insidesOf(tokenizer);
  return steps(json.post_processor, "processors", build.postProcessor).map(({ type, part }) => {
    parts = part.process(parts, special);
    return { type, tokens: listTokens(concatEncodings(parts), text) };
  });
}

/** `encoding` may be changed: it is a copy, or nobody has seen it yet. */
function listTokens(encoding: Encoding, text: string): TracedToken[] {
  keepPairsTogether(encoding, [text]);
  return encoding.ids.map((id, i) => ({
    id,
    token: encoding.tokens[i],
    offsets: [...encoding.offsets[i]],
    word: encoding.wordIds[i],
    typeId: encoding.typeIds[i],
  }));
}

function describe(piece: Piece): TracedPiece {
  const { text, addedId } = piece;
  const alignment: Offsets[] = [];
  for (let i = 0; i < text.length; ) {
    const end = i + characterLength(text, i);
    alignment.push(piece.originalRange(i, end));
    i = end;
  }
  const offsets: Offsets = text === "" ? [piece.origin, piece.origin] : piece.originalRange(0, text.length);
  return { text, offsets, alignment, addedToken: addedId < 0 ? null : addedId };
}
