/**
 * Byte pair encoding: a word begins as its characters, then pairs of symbols are joined in the order they were learnt.
 *
 * Two ways lead to the first symbols. The general one takes characters of the text that the pre-tokenizer left. The other
 * is for byte-level tokenizers: it takes the bytes of the original text and skips spelling them in byte characters, which
 * would only be looked up and turned back.
 * @module
 */
import { byteToCharacter, toByteCharacters } from "../byte-characters.ts";
import { type Builder, type Config, show, TokenizerError } from "../config.ts";
import type { IdBuffer } from "../id-buffer.ts";
import { utf8Length } from "../unicode.ts";
import { SymbolList } from "./merging.ts";
import { BytePlaces, byteTokens, type Model, type ModelOptions, type ModelToken } from "./model.ts";
import type { PairTable } from "./pair-table.ts";
import { readMerges } from "./read-merges.ts";
import { Vocabulary } from "./vocabulary.ts";

export const bpe: Builder<Model> = (config) => new BytePairEncoding(config);

export class BytePairEncoding implements Model {
  readonly type = "BPE";
  readonly vocabulary: Vocabulary;
  readonly #merges: PairTable;
  readonly #dropout: number;
  readonly #unkToken: string | undefined;
  readonly #prefix: string;
  readonly #suffix: string;
  readonly #fuseUnk: boolean;
  readonly #byteFallback: boolean;
  readonly #ignoreMerges: boolean;
  readonly #symbols = new SymbolList();
  /** firstIds[byte], lastIds[byte]: the symbols of bytes, the last one of a word with the suffix. Null: some are missing. */
  readonly #byteIds: { first: Int32Array; last: Int32Array } | null;

  constructor(config: Config) {
    this.#dropout = config.number("dropout", 0);
    if (!(this.#dropout >= 0 && this.#dropout <= 1)) {
      config.fail("dropout", `is ${this.#dropout} but has to satisfy 0 <= dropout <= 1.`);
    }
    this.#unkToken = config.has("unk_token") ? config.string("unk_token") : undefined;
    this.#prefix = config.string("continuing_subword_prefix", "");
    this.#suffix = config.string("end_of_word_suffix", "");
    this.#fuseUnk = config.boolean("fuse_unk", false);
    this.#byteFallback = config.boolean("byte_fallback", false);
    this.#ignoreMerges = config.boolean("ignore_merges", false);
    this.vocabulary = new Vocabulary(config, "vocab");
    this.#merges = readMerges(config, this.vocabulary, this.#prefix.length);
    this.#byteIds = this.#prefix === "" ? findByteIds(this.vocabulary, this.#suffix) : null;
  }

  get size(): number {
    return this.vocabulary.size;
  }

  get isRandom(): boolean {
    return this.#dropout > 0;
  }

  /** Whether `encodeUnits` may be used. */
  get hasAllBytes(): boolean {
    return this.#byteIds !== null && this.#dropout === 0;
  }

  tokenToId(token: string): number | undefined {
    const id = this.vocabulary.get(token);
    return id < 0 ? undefined : id;
  }

  idToToken(id: number): string | undefined {
    return this.vocabulary.token(id);
  }

  tokenize(text: string, options: ModelOptions = {}): ModelToken[] {
    const { dropout = this.#dropout, random, watch } = options;
    const whole = dropout === 0 ? this.#wholeWord(text) : -1;
    if (whole >= 0) return [{ id: whole, value: text, start: 0, end: text.length }];
    this.#pushCharacters(text);
    if (watch?.symbols) {
      const { id, bytes, length } = this.#symbols;
      watch.symbols(id.slice(0, length), bytes.slice(0, length));
    }
    this.#symbols.merge(this.#merges, { dropout, random, watch });
    const symbols = this.#symbols;
    const places = new BytePlaces(text);
    const tokens: ModelToken[] = [];
    for (let i = 0; i < symbols.length; i++) {
      const id = symbols.id[i];
      tokens.push({ id, value: this.vocabulary.token(id)!, ...places.advance(symbols.bytes[i]) });
    }
    return tokens;
  }

  encodeInto(text: string, out: IdBuffer): void {
    const whole = this.#dropout === 0 ? this.#wholeWord(text) : -1;
    if (whole >= 0) out.push(whole);
    else {
      this.#pushCharacters(text);
      this.#symbols.merge(this.#merges, { dropout: this.#dropout });
      this.#emit(out);
    }
  }

  /** Byte-level only: the ids of UTF-16 units start..end as they are in the text, not spelt in byte characters. */
  encodeUnits(units: Uint16Array, start: number, end: number, out: IdBuffer): void {
    if (this.#ignoreMerges) {
      const whole = this.vocabulary.get(
        toByteCharacters(String.fromCharCode(...units.subarray(start, Math.min(end, start + 512)))),
      );
      if (whole >= 0 && end - start <= 512) {
        out.push(whole);
        return;
      }
    }
    this.#pushUtf8(units, start, end);
    const symbols = this.#symbols;
    if (symbols.length > 0) {
      const last = symbols.length - 1;
      symbols.id[last] = this.#byteIds!.last[symbols.id[last]];
      for (let i = 0; i < last; i++) symbols.id[i] = this.#byteIds!.first[symbols.id[i]];
    }
    symbols.merge(this.#merges);
    this.#emit(out);
  }

  #emit(out: IdBuffer): void {
    const { id, length } = this.#symbols;
    out.reserve(length);
    out.data.set(id.subarray(0, length), out.length);
    out.length += length;
  }

  #wholeWord(text: string): number {
    return this.#ignoreMerges ? this.vocabulary.get(text) : -1;
  }

  /** The bytes of a text as the symbols to begin with. Half a surrogate pair becomes U+FFFD. */
  #pushUtf8(units: Uint16Array, start: number, end: number): void {
    const symbols = this.#symbols;
    symbols.length = 0;
    for (let i = start; i < end; i++) {
      let codePoint = units[i];
      if (codePoint < 0x80) {
        symbols.push(codePoint, 1);
        continue;
      }
      if (codePoint < 0x800) {
        symbols.push(0xc0 | (codePoint >> 6), 1);
        symbols.push(0x80 | (codePoint & 63), 1);
        continue;
      }
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) {
        const low = codePoint < 0xdc00 && i + 1 < end ? units[i + 1] : 0;
        if (low >= 0xdc00 && low <= 0xdfff) {
          codePoint = 0x10000 + ((codePoint - 0xd800) << 10) + (low - 0xdc00);
          i++;
          symbols.push(0xf0 | (codePoint >> 18), 1);
          symbols.push(0x80 | ((codePoint >> 12) & 63), 1);
          symbols.push(0x80 | ((codePoint >> 6) & 63), 1);
          symbols.push(0x80 | (codePoint & 63), 1);
          continue;
        }
        codePoint = 0xfffd;
      }
      symbols.push(0xe0 | (codePoint >> 12), 1);
      symbols.push(0x80 | ((codePoint >> 6) & 63), 1);
      symbols.push(0x80 | (codePoint & 63), 1);
    }
  }

  /** The characters of a word as the symbols to begin with. */
  #pushCharacters(text: string): void {
    const symbols = this.#symbols;
    symbols.length = 0;
    const { vocabulary } = this;
    const plain = this.#prefix === "" && this.#suffix === "";
    let unkBytes = 0; // bytes of unknown characters that wait for the next known one
    for (let i = 0; i < text.length; ) {
      const codePoint = text.codePointAt(i)!;
      const end = i + (codePoint > 0xffff ? 2 : 1);
      const bytes = utf8Length(codePoint);
      let id: number;
      let symbol = "";
      if (plain) id = vocabulary.getPart(text, i, end);
      else {
        symbol = (i > 0 ? this.#prefix : "") + text.slice(i, end) + (end === text.length ? this.#suffix : "");
        id = vocabulary.get(symbol);
      }
      if (id >= 0) {
        if (unkBytes > 0) symbols.push(this.#unkId(), unkBytes);
        unkBytes = 0;
        symbols.push(id, bytes);
      } else if (
        !(this.#byteFallback && this.#pushByteTokens(symbol || text.slice(i, end))) &&
        this.#unkToken !== undefined
      ) {
        if (unkBytes > 0 && !this.#fuseUnk) {
          symbols.push(this.#unkId(), unkBytes);
          unkBytes = 0;
        }
        unkBytes += bytes;
      }
      i = end;
    }
    if (unkBytes > 0) symbols.push(this.#unkId(), unkBytes);
  }

  #unkId(): number {
    const id = this.vocabulary.get(this.#unkToken!);
    if (id >= 0) return id;
    throw new TokenizerError("model.unk_token", `is ${show(this.#unkToken)}, which is not in the vocabulary.`);
  }

  /** Spells a symbol with the tokens <0x00> … <0xFF>, if all of them are there. */
  #pushByteTokens(symbol: string): boolean {
    const ids = byteTokens(symbol).map((token) => this.vocabulary.get(token));
    if (ids.includes(-1)) return false;
    for (const id of ids) this.#symbols.push(id, 1);
    return true;
  }
}

function findByteIds(vocabulary: Vocabulary, suffix: string): { first: Int32Array; last: Int32Array } | null {
  const first = Int32Array.from(byteToCharacter, (character) => vocabulary.get(character));
  const last = suffix === "" ? first : Int32Array.from(byteToCharacter, (c) => vocabulary.get(c + suffix));
  // Bytes that no UTF-8 text has may be missing.
  const needed = (id: number, byte: number) => id >= 0 || byte === 0xc0 || byte === 0xc1 || byte > 0xf4;
  return first.every(needed) && last.every(needed) ? { first, last } : null;
}
