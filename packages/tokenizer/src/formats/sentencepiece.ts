/**
 * A SentencePiece model as a tokenizer.json object.
 *
 * SentencePiece does not split a text into words: it writes ▁ for each space and lets pieces decide. So the pipeline is
 * normalizer (charsmap, white space, ▁) → model. Where no piece has a ▁ inside, splitting before each ▁ changes nothing
 * and lets words be looked up in a cache; then a Split is added.
 * @see Kudo and Richardson 2018, https://arxiv.org/abs/1808.06226
 * @module
 */
import type { AddedTokenFields, Component, TokenizerFile } from "../training/tokenizer-file.ts";
import { parseSentencePieceModel, type SentencePiece, type SentencePieceModel } from "./sentencepiece-model.ts";

const space = "▁";

/**
 * Turns the bytes of a `.model` file (BPE or Unigram) into a tokenizer.json object.
 *
 * Encoding is that of SentencePiece's `encode`, which adds no special tokens, with two differences: control pieces such
 * as "</s>" and user-defined pieces are found in the text as added tokens, and each part between them is normalized by
 * itself, as Hugging Face's converted tokenizers do.
 *
 * @throws RangeError for damaged bytes and for models that cannot be expressed (word and char models, unused pieces)
 */
export function fromSentencePiece(bytes: Uint8Array): TokenizerFile {
  const model = parseSentencePieceModel(bytes);
  const unused = model.pieces.find(({ type }) => type === "unused");
  if (unused) {
    throw new RangeError(
      `SentencePiece model: piece ${JSON.stringify(unused.piece)} is of the type UNUSED, which ` +
        "no tokenizer.json can say. Train the model again without it.",
    );
  }
  return tokenizerJsonOfPieces(model);
}

/**
 * The same for pieces and settings that another file holds. Pieces of the type UNUSED keep their ids, and BPE never
 * makes them.
 */
export function tokenizerJsonOfPieces(model: SentencePieceModel): TokenizerFile {
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: addedTokens(model.pieces),
    normalizer: normalizer(model),
    pre_tokenizer: preTokenizer(model),
    post_processor: null,
    decoder: decoder(model),
    model: model.modelType === "bpe" ? bpe(model) : unigram(model),
  };
}

function unigram({ modelType, pieces, unkId, byteFallback }: SentencePieceModel): Component {
  if (modelType !== "unigram") {
    throw new RangeError(`SentencePiece model: its type is ${modelType} but only bpe and unigram can be converted.`);
  }
  return {
    type: "Unigram",
    unk_id: unkId,
    vocab: pieces.map(({ piece, score }) => [piece, score]),
    byte_fallback: byteFallback,
  };
}

function bpe({ pieces, unkId, byteFallback }: SentencePieceModel): Component {
  return {
    type: "BPE",
    dropout: null,
    unk_token: pieces[unkId].piece,
    continuing_subword_prefix: null,
    end_of_word_suffix: null,
    fuse_unk: true,
    byte_fallback: byteFallback,
    ignore_merges: false,
    vocab: Object.fromEntries(pieces.map(({ piece }, id) => [piece, id])),
    merges: mergesOf(pieces),
  };
}

/**
 * SentencePiece joins the two neighbours whose joint piece scores best, however the piece is cut in two. A merge names
 * its halves, so each piece becomes one merge per cut, best scores first; of one piece, longer left halves first.
 */
function mergesOf(pieces: readonly SentencePiece[]): [string, string][] {
  const isPiece = new Set(pieces.filter(({ type }) => type === "normal" || type === "userDefined").map((p) => p.piece));
  const merges: { halves: [string, string]; score: number }[] = [];
  for (const { piece, score, type } of pieces) {
    if (type !== "normal" && type !== "userDefined") continue;
    for (let cut = piece.length - 1; cut > 0; cut--) {
      const halves: [string, string] = [piece.slice(0, cut), piece.slice(cut)];
      if (isPiece.has(halves[0]) && isPiece.has(halves[1])) merges.push({ halves, score });
    }
  }
  return merges.sort((a, b) => b.score - a.score).map(({ halves }) => halves);
}

/** In SentencePiece's order: rules, outer spaces, runs of spaces, the ▁ before (or after) everything, ▁ for spaces. */
function normalizer(model: SentencePieceModel): Component | null {
  const parts: Component[] = [];
  if (model.precompiledCharsmap.length > 0) {
    parts.push({ type: "Precompiled", precompiled_charsmap: toBase64(model.precompiledCharsmap) });
  }
  if (model.removeExtraWhitespaces) {
    parts.push(replace({ Regex: "\\A +| +\\z" }, ""), replace({ Regex: " {2,}" }, " "));
  }
  const prefix = model.escapeWhitespaces ? space : " ";
  if (model.escapeWhitespaces) parts.push(replace({ String: " " }, space));
  if (model.addDummyPrefix) {
    // An empty text stays empty.
    if (model.treatWhitespaceAsSuffix) parts.push(replace({ Regex: "(?<=[\\s\\S])\\z" }, prefix));
    else parts.push({ type: "Prepend", prepend: prefix });
  }
  return parts.length === 0 ? null : { type: "Sequence", normalizers: parts };
}

function preTokenizer({ pieces, escapeWhitespaces, treatWhitespaceAsSuffix }: SentencePieceModel): Component | null {
  const isOuter = ({ piece }: SentencePiece) =>
    treatWhitespaceAsSuffix ? !piece.slice(0, -1).includes(space) : !piece.slice(1).includes(space);
  if (!escapeWhitespaces || !pieces.every(isOuter)) return null;
  const behavior = treatWhitespaceAsSuffix ? "MergedWithPrevious" : "MergedWithNext";
  return { type: "Split", pattern: { String: space }, behavior, invert: false };
}

function decoder({ byteFallback, addDummyPrefix, treatWhitespaceAsSuffix }: SentencePieceModel): Component {
  const decoders: Component[] = [replace({ String: space }, " ")];
  if (byteFallback) decoders.push({ type: "ByteFallback" });
  decoders.push({ type: "Fuse" });
  if (addDummyPrefix) {
    const [start, stop] = treatWhitespaceAsSuffix ? [0, 1] : [1, 0];
    decoders.push({ type: "Strip", content: " ", start, stop });
  }
  return { type: "Sequence", decoders };
}

function addedTokens(pieces: readonly SentencePiece[]): AddedTokenFields[] {
  const common = { single_word: false, lstrip: false, rstrip: false, normalized: false };
  return pieces.flatMap(({ piece, type }, id) =>
    type === "control" || type === "unknown" || type === "userDefined"
      ? [{ id, content: piece, ...common, special: type !== "userDefined" }]
      : [],
  );
}

function replace(pattern: { String: string } | { Regex: string }, content: string): Component {
  return { type: "Replace", pattern, content };
}

/** btoa() wants one character per byte, and a call takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}
