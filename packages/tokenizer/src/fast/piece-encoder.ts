/**
 * What a plan cuts a text into is encoded alone, piece by piece, and remembered: ids, and where the tokens are.
 * @module
 */
import type { IdBuffer } from "../id-buffer.ts";
import type { BytePairEncoding } from "../models/byte-pair-encoding.ts";
import type { Unigram } from "../models/unigram.ts";
import type { Normalizer } from "../normalizers/simple-normalizers.ts";
import { Piece } from "../piece.ts";
import type { Build, PartEncoder, Pipeline } from "../pipeline.ts";
import { TokenSink } from "../token-sink.ts";
import { createByteWords } from "./byte-words.ts";
import type { CutPlan } from "./cut-plan.ts";
import { atEnd, atOrigin, atStart, DirectEncoder, type EncodePiece } from "./direct-encoder.ts";
import { dropsUnknown } from "./merge-borders.ts";
import { type PlacedTokens, PlaceMemory, placedTokens } from "./place-memory.ts";
import { UnigramEncoder } from "./unigram-encoder.ts";
import { forEachPiece, UnitWindow } from "./unit-window.ts";
import { WordEncoder } from "./word-encoder.ts";
import { createWordLocator } from "./word-locator.ts";

/** Encodes parts of a text; see `DirectEncoder.encode` for `isOrigin` and `edges`. */
export interface PieceEncoder extends Pick<CutPlan, "scanner" | "placeMask"> {
  encode(part: Piece, out: IdBuffer, isOrigin: boolean, edges?: number): void;
  locate: PartEncoder["locate"];
}

/** Encodes what a plan cuts a text into, piece by piece. */
export function createPieceEncoder(
  plan: CutPlan,
  pipeline: Pipeline,
  json: Record<string, unknown>,
  build: Build,
): PieceEncoder {
  const { added, model } = pipeline;
  const normalizers = new Map<number, Normalizer | null>();
  const normalizerAt = (place: number) => {
    if (!normalizers.has(place)) {
      const part = plan.normalizerAt(place);
      normalizers.set(place, part && build.normalizer(part));
    }
    return normalizers.get(place)!;
  };
  // Where a text is one word, it goes on from piece to piece, and with it the sum of a Unigram model's scores.
  const goingOn = model.type === "Unigram" && plan.words === "whole" ? new UnigramEncoder(model as Unigram) : null;
  const byteWords = createByteWords(model, json, build);
  const locateWords = byteWords && createWordLocator(pipeline, byteWords);
  const words = goingOn ?? (model.type === "BPE" && !locateWords ? new WordEncoder(model) : undefined);
  const { scanner } = plan;
  const placeMask = plan.placeMask | (goingOn ? atStart : 0);
  let encoder: DirectEncoder | null = null;
  /** A piece of a part, normalized. "Only at the beginning of the text" looks at its origin. */
  const normalized = (piece: string, place: number, aligned: boolean) => {
    const origin = place & atOrigin ? 0 : 1;
    return added.normalize(new Piece(piece, origin, aligned), normalizerAt(place));
  };
  const encodePiece: EncodePiece = (_units, start, end, place, text, textStart, out) => {
    const piece = text.slice(textStart, textStart + end - start);
    if (goingOn) goingOn.isCertain = true;
    const parts = normalized(piece, place, (place & atOrigin) !== 0);
    if (byteWords) byteWords.encode(parts, out);
    else pipeline.encodeNormalized(parts, out, words);
    return goingOn?.isCertain ?? true;
  };
  const memory = new PlaceMemory();
  const locatePiece = (piece: string, place: number): PlacedTokens => {
    if (place & atStart) goingOn?.begin();
    const known = memory.find(piece, place);
    if (known) {
      goingOn?.pass(known.ids);
      return known;
    }
    const sink = new TokenSink(piece, 0, false);
    if (goingOn) goingOn.isCertain = true;
    const parts = normalized(piece, place, true);
    if (locateWords) locateWords(parts, sink);
    else pipeline.locateNormalized(parts, sink, undefined, words);
    const tokens = placedTokens(sink, place & atOrigin ? 0 : 1);
    if (goingOn?.isCertain ?? true) memory.store(piece, place, tokens);
    return tokens;
  };
  return {
    scanner,
    placeMask,
    encode(part, out, isOrigin, edges = atStart | atEnd) {
      encoder ??= new DirectEncoder(scanner, placeMask, encodePiece);
      if (edges & atStart) goingOn?.begin(out);
      else goingOn?.goOn(out);
      encoder.encode(part.text, 0, part.text.length, out, isOrigin, edges);
      if (!(edges & atEnd)) goingOn?.catchUp(out);
    },
    locate: canLocate(plan, pipeline)
      ? createLocator({ ...plan, placeMask }, locatePiece, (text) => losesBeginning(text, pipeline.normalizer))
      : undefined,
  };
}

/** Whether it can be told from its pieces which word of a part a token belongs to, and from a piece alone where it is. */
function canLocate({ words }: CutPlan, { added, model }: Pipeline): boolean {
  if (words === "mixed" || (words === "whole" && added.looksInNormalized)) return false;
  if (model.type !== "BPE") return true;
  const { prefix, suffix, byteFallback } = model as BytePairEncoding;
  if (words === "whole") return prefix === "" && suffix === "" && !dropsUnknown(model as BytePairEncoding);
  return !byteFallback || (prefix === "" && suffix === ""); // the bytes of an affix lie behind the word
}

/** Whether the normalizer takes the beginning of a text away: then some lose count of where they are (`Precompiled`). */
function losesBeginning(text: string, normalizer: Normalizer | null): boolean {
  if (!normalizer || (text.charCodeAt(0) >= 0x20 && text.charCodeAt(0) < 0x7f)) return false;
  const beginning = [...text.slice(0, 6)];
  return [1, 2, 3].some((count) => normalizer.normalize(beginning.slice(0, count).join(""), null) === "");
}

function createLocator(
  { scanner, placeMask, words }: CutPlan,
  locatePiece: (piece: string, place: number) => PlacedTokens,
  refuses: (text: string) => boolean,
): NonNullable<PartEncoder["locate"]> {
  const window = new UnitWindow();
  return ({ text, origin }, out) => {
    if (refuses(text)) return false;
    let wordCount = 0; // of the whole part, where that is one word
    forEachPiece(window, text, 0, text.length, scanner, (_units, start, end, textStart) => {
      const textEnd = textStart + end - start;
      const atBeginning = textStart === 0 ? atStart | (origin === 0 ? atOrigin : 0) : 0;
      const place = (atBeginning | (textEnd === text.length ? atEnd : 0)) & placeMask;
      const found = locatePiece(text.slice(textStart, textEnd), place);
      const base = origin + textStart;
      for (let i = 0; i < found.ids.length; i++) {
        const word = out.word + (words === "split" ? found.words[i] : 0);
        out.add(found.ids[i], found.tokens[i], base + found.starts[i], base + found.ends[i], word);
      }
      if (words === "split") out.word += found.wordCount;
      else wordCount = Math.max(wordCount, found.wordCount);
    });
    out.word += wordCount;
    return true;
  };
}
