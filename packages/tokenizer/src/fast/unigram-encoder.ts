/**
 * Unigram with a memory for parts of words: those between borders that no token reaches across.
 *
 * What is best for a part is nearly always so wherever it stands. Where two ways to cut it are equally good ("----" as "---" and
 * "-", or the other way round), it is for rounding to decide, which depends on the sum of all scores before. Such parts are not
 * remembered, and the sum is kept up to date for them: it is the sum over the ids so far.
 * @module
 */
import { IdBuffer } from "../id-buffer.ts";
import type { ModelToken } from "../models/model.ts";
import type { Unigram } from "../models/unigram.ts";
import { PieceCache } from "./piece-cache.ts";
import { createTokenBorders } from "./token-borders.ts";
import { UnitWindow } from "./unit-window.ts";
import type { WordBorders } from "./word-borders.ts";

export class UnigramEncoder {
  readonly #model: Unigram;
  #borders: WordBorders | null = null; // made when it is needed: loading stays quick
  readonly #cache = new PieceCache();
  readonly #window = new UnitWindow();
  readonly #ids = new IdBuffer();
  /** The score of the word's tokens, without those that came to the buffer since it had `#scored` ids. */
  #score = 0;
  #scored = 0;
  /** Whether the last piece has the same tokens wherever it stands in a word. */
  isCertain = true;

  constructor(model: Unigram) {
    this.#model = model;
  }

  /** A word begins: its ids will be appended to `out`, all of them, whether by `encode` or because they are remembered. */
  begin(out = this.#ids): void {
    this.#score = 0;
    this.#scored = out.length;
  }

  /** The word goes on, in another buffer or in one that was emptied: `catchUp` came before. */
  goOn(out: IdBuffer): void {
    this.#scored = out.length;
  }

  /** Takes account of the ids that came to `out`. */
  catchUp(out: IdBuffer): void {
    this.#score = this.#model.scoreAfter(this.#score, out.data, this.#scored, out.length);
    this.#scored = out.length;
  }

  /** Takes account of ids of a certain piece that are not in a buffer. */
  pass(ids: readonly number[]): void {
    this.#score = this.#model.scoreAfter(this.#score, ids, 0, ids.length);
  }

  /** Appends the ids of the word's next piece, which no token reaches into. */
  encode(piece: string, out: IdBuffer): void {
    this.isCertain = true;
    this.#forEachPart(piece, (units, start, end) => this.#encodePart(piece, units, start, end, out));
  }

  /** The tokens of the word's next piece, with their places in it. */
  tokenize(piece: string): ModelToken[] {
    const tokens: ModelToken[] = [];
    const ids = this.#ids;
    this.isCertain = true;
    this.#forEachPart(piece, (units, start, end) => {
      const score = this.#score;
      ids.length = 0;
      this.goOn(ids);
      const isCertain = this.#encodePart(piece, units, start, end, ids);
      this.catchUp(ids);
      if (isCertain && this.#isPlain(ids)) this.#spell(ids, start, tokens);
      else
        for (const token of this.#model.tokenizeNext(piece.slice(start, end), score)) tokens.push(moved(token, start));
    });
    return tokens;
  }

  #isPlain({ data, length }: IdBuffer): boolean {
    for (let i = 0; i < length; i++) if (!this.#model.isItself(data[i])) return false;
    return true;
  }

  /** Appends the tokens whose ids are known: one after another, they are the text from `at` on. */
  #spell({ data, length }: IdBuffer, at: number, tokens: ModelToken[]): void {
    for (let i = 0, start = at; i < length; i++) {
      const value = this.#model.idToToken(data[i])!;
      const end = start + value.length;
      tokens.push({ id: data[i], value, start, end });
      start = end;
    }
  }

  /** Appends the ids of a part, and returns whether they are the same everywhere. */
  #encodePart(piece: string, units: Uint16Array, start: number, end: number, out: IdBuffer): boolean {
    if (this.#cache.find(units, start, end, 1, out)) return true;
    const model = this.#model;
    this.catchUp(out);
    const before = out.length;
    model.encodeNext(piece.slice(start, end), this.#score, out);
    this.#score = model.score;
    this.#scored = out.length;
    if (model.isCertain) this.#cache.store(units, start, end, 1, out, before);
    else this.isCertain = false;
    return model.isCertain;
  }

  #forEachPart(piece: string, visit: (units: Uint16Array, start: number, end: number) => void): void {
    this.#borders ??= createTokenBorders(this.#model);
    const { length } = piece;
    this.#window.load(piece, 0, length, length);
    const { units } = this.#window;
    for (let start = 0; start < length; ) {
      const end = this.#borders.nextCut(units, start, length);
      visit(units, start, end);
      start = end;
    }
  }
}

function moved({ id, value, start, end }: ModelToken, by: number): ModelToken {
  return { id, value, start: start + by, end: end + by };
}
