/**
 * From words to ids with a memory: what the model said about a word, or about a part of one, is not asked again.
 *
 * A long word (all of a text, where there is no pre-tokenizer) falls into parts where no merge, or no token, reaches across.
 * @module
 */
import { IdBuffer } from "../id-buffer.ts";
import type { BytePairEncoding } from "../models/byte-pair-encoding.ts";
import type { Model, ModelToken } from "../models/model.ts";
import type { Unigram } from "../models/unigram.ts";
import { createCharacterBorders, joinsUnknown } from "./merge-borders.ts";
import { maxUnits, PieceCache } from "./piece-cache.ts";
import { Spelling } from "./spelling.ts";
import { UnigramEncoder } from "./unigram-encoder.ts";
import { UnitWindow } from "./unit-window.ts";
import type { WordBorders } from "./word-borders.ts";

/** Whole words and parts of words are remembered apart: `ignore_merges` is about whole ones. */
const wholeWord = 1;
const partOfWord = 2;
/** Shorter words of a Unigram model are not looked at for borders. */
const longWord = 32;

export class WordEncoder {
  readonly #model: Model;
  /** Of a BPE model. Undefined: not made yet. */
  #borders: WordBorders | null | undefined;
  #unigram: UnigramEncoder | null = null;
  readonly #cache = new PieceCache();
  readonly #window = new UnitWindow();
  readonly #ids = new IdBuffer();
  /** Undefined: not made yet. Null: tokens do not tell how long they are. */
  #spelling: Spelling | null | undefined;

  /** The model is not random. */
  constructor(model: Model) {
    this.#model = model;
  }

  /** Appends the ids of a word. */
  encode(word: string, out: IdBuffer): void {
    const borders = this.#mergeBorders();
    const { length } = word;
    if (!borders && length > maxUnits) {
      this.#encodeNew(word, out);
      return;
    }
    this.#window.load(word, 0, length, length);
    const { units } = this.#window;
    const end = borders ? borders.nextCut(units, 0, length) : length;
    if (end === length) this.#encodeWhole(units, word, out);
    else this.#encodeParts(units, word, end, out);
  }

  /** The tokens of a word, with their places in it. */
  tokenize(word: string): ModelToken[] {
    if (this.#isLongUnigram(word)) return this.#beginUnigram().tokenize(word);
    if (this.#model.type !== "BPE") return this.#model.tokenize(word);
    const bpe = this.#model as BytePairEncoding;
    if (this.#spelling === undefined) this.#spelling = joinsUnknown(bpe) ? null : new Spelling(bpe);
    if (!this.#spelling) return bpe.tokenize(word);
    this.#ids.length = 0;
    this.encode(word, this.#ids);
    return this.#spelling.locate(word, this.#ids) ?? bpe.tokenize(word);
  }

  #encodeWhole(units: Uint16Array, word: string, out: IdBuffer): void {
    const { length } = word;
    if (this.#cache.find(units, 0, length, wholeWord, out)) return;
    const before = out.length;
    this.#encodeNew(word, out);
    this.#cache.store(units, 0, length, wholeWord, out, before);
  }

  #encodeNew(word: string, out: IdBuffer): void {
    if (this.#isLongUnigram(word)) this.#beginUnigram(out).encode(word, out);
    else this.#model.encodeInto(word, out);
  }

  #encodeParts(units: Uint16Array, word: string, firstEnd: number, out: IdBuffer): void {
    const model = this.#model as BytePairEncoding;
    const whole = model.ignoreMerges ? model.vocabulary.get(word) : -1;
    if (whole >= 0) {
      out.push(whole);
      return;
    }
    for (let start = 0, end = firstEnd; start < word.length; start = end) {
      if (start > 0) end = this.#borders!.nextCut(units, start, word.length);
      if (this.#cache.find(units, start, end, partOfWord, out)) continue;
      const before = out.length;
      model.mergeInto(word.slice(start, end), out);
      this.#cache.store(units, start, end, partOfWord, out, before);
    }
  }

  #mergeBorders(): WordBorders | null {
    if (this.#borders === undefined) {
      const { type } = this.#model;
      this.#borders = type === "BPE" ? createCharacterBorders(this.#model as BytePairEncoding) : null;
    }
    return this.#borders;
  }

  #isLongUnigram(word: string): boolean {
    return word.length >= longWord && this.#model.type === "Unigram";
  }

  /** For a word that begins at the end of `out`. */
  #beginUnigram(out?: IdBuffer): UnigramEncoder {
    this.#unigram ??= new UnigramEncoder(this.#model as Unigram);
    this.#unigram.begin(out);
    return this.#unigram;
  }
}
