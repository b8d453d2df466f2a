/**
 * From words to ids with a memory: what the model said about a word, or about a part of one, is not asked again.
 *
 * A long word of a BPE model (all of a text, where there is no pre-tokenizer) falls into parts where no merge reaches across.
 * @module
 */
import { IdBuffer } from "../id-buffer.ts";
import type { BytePairEncoding } from "../models/byte-pair-encoding.ts";
import type { Model, ModelToken } from "../models/model.ts";
import { createMergeBorders, type MergeBorders } from "./merge-borders.ts";
import { PieceCache } from "./piece-cache.ts";
import { Spelling } from "./spelling.ts";
import { UnitWindow } from "./unit-window.ts";

/** Whole words and parts of words are remembered apart: `ignore_merges` is about whole ones. */
const wholeWord = 1;
const partOfWord = 2;

export class WordEncoder {
  readonly #model: Model;
  /** Undefined: not made yet. */
  #borders: MergeBorders | null | undefined;
  readonly #cache = new PieceCache();
  readonly #window = new UnitWindow();
  readonly #ids = new IdBuffer();
  #spelling: Spelling | null = null;

  /** The model is not random. */
  constructor(model: Model) {
    this.#model = model;
    if (model.type !== "BPE") this.#borders = null;
  }

  /** Appends the ids of a word. */
  encode(word: string, out: IdBuffer): void {
    this.#borders =
      this.#borders === undefined ? createMergeBorders(this.#model as BytePairEncoding, false) : this.#borders;
    const { length } = word;
    this.#window.load(word, 0, length, length);
    const { units } = this.#window;
    const end = this.#borders ? this.#borders.nextCut(units, 0, length) : length;
    if (end === length) this.#encodeWhole(units, word, out);
    else this.#encodeParts(units, word, end, out);
  }

  /** The tokens of a word, with their places in it. */
  tokenize(word: string): ModelToken[] {
    if (this.#model.type !== "BPE") return this.#model.tokenize(word);
    this.#spelling ??= new Spelling(this.#model as BytePairEncoding);
    this.#ids.length = 0;
    this.encode(word, this.#ids);
    return this.#spelling.locate(word, this.#ids) ?? this.#model.tokenize(word);
  }

  #encodeWhole(units: Uint16Array, word: string, out: IdBuffer): void {
    const { length } = word;
    if (this.#cache.find(units, 0, length, wholeWord, out)) return;
    const before = out.length;
    this.#model.encodeInto(word, out);
    this.#cache.store(units, 0, length, wholeWord, out, before);
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
}
