/**
 * Byte pair encoding: a word begins as its characters, then pairs of symbols are joined in the order they were learnt.
 * @module
 */
import { type Builder, type Config, show, TokenizerError } from "../config.ts";
import type { IdBuffer } from "../id-buffer.ts";
import { utf8Length } from "../unicode.ts";
import { SymbolList } from "./merging.ts";
import { BytePlaces, byteTokenOf, type Model, type ModelOptions, type ModelToken } from "./model.ts";
import type { PairTable } from "./pair-table.ts";
import { readMerges } from "./read-merges.ts";
import { readVocabulary, type Vocabulary } from "./vocabulary.ts";

export const bpe: Builder<Model> = (config) => new BytePairEncoding(config);

export class BytePairEncoding implements Model {
  readonly type = "BPE";
  readonly vocabulary: Vocabulary;
  readonly merges: PairTable;
  readonly #dropout: number;
  readonly unkToken: string | undefined;
  readonly prefix: string;
  readonly suffix: string;
  readonly fuseUnk: boolean;
  readonly byteFallback: boolean;
  readonly ignoreMerges: boolean;
  readonly #symbols = new SymbolList();
  /** The ids of the tokens that stand for bytes; -1: there is none. */
  #byteIds: Int32Array | null = null;

  constructor(config: Config) {
    this.#dropout = config.number("dropout", 0);
    if (!(this.#dropout >= 0 && this.#dropout <= 1)) {
      config.fail("dropout", `is ${this.#dropout} but has to satisfy 0 <= dropout <= 1.`);
    }
    this.unkToken = config.has("unk_token") ? config.string("unk_token") : undefined;
    this.prefix = config.string("continuing_subword_prefix", "");
    this.suffix = config.string("end_of_word_suffix", "");
    this.fuseUnk = config.boolean("fuse_unk", false);
    this.byteFallback = config.boolean("byte_fallback", false);
    this.ignoreMerges = config.boolean("ignore_merges", false);
    this.vocabulary = readVocabulary(config, "vocab");
    this.merges = readMerges(config, this.vocabulary, this.prefix.length);
  }

  get size(): number {
    return this.vocabulary.size;
  }

  get sharesIds(): boolean {
    return this.vocabulary.sharesIds;
  }

  get isRandom(): boolean {
    return this.#dropout > 0;
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
    this.#symbols.merge(this.merges, { dropout, random, watch });
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
    else this.mergeInto(text, out);
  }

  /** The ids of a word or of a part of one, by merges alone. */
  mergeInto(text: string, out: IdBuffer): void {
    this.#pushCharacters(text);
    this.#symbols.merge(this.merges, { dropout: this.#dropout });
    this.#symbols.emit(out);
  }

  #wholeWord(text: string): number {
    return this.ignoreMerges ? this.vocabulary.get(text) : -1;
  }

  /** The characters of a word as the symbols to begin with. */
  #pushCharacters(text: string): void {
    const symbols = this.#symbols;
    symbols.length = 0;
    const { vocabulary } = this;
    const plain = this.prefix === "" && this.suffix === "";
    let unkBytes = 0; // bytes of unknown characters that wait for the next known one
    for (let i = 0; i < text.length; ) {
      const codePoint = text.codePointAt(i)!;
      const end = i + (codePoint > 0xffff ? 2 : 1);
      const bytes = utf8Length(codePoint);
      let id: number;
      let symbol = "";
      if (plain) id = vocabulary.getPart(text, i, end);
      else {
        symbol = (i > 0 ? this.prefix : "") + text.slice(i, end) + (end === text.length ? this.suffix : "");
        id = vocabulary.get(symbol);
      }
      if (id >= 0) {
        if (unkBytes > 0) symbols.push(this.#unkId(), unkBytes);
        unkBytes = 0;
        symbols.push(id, bytes);
      } else if (
        !(this.byteFallback && this.#pushByteTokens(symbol || text.slice(i, end))) &&
        this.unkToken !== undefined
      ) {
        if (unkBytes > 0 && !this.fuseUnk) {
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
    const id = this.vocabulary.get(this.unkToken!);
    if (id >= 0) return id;
    throw new TokenizerError("model.unk_token", `is ${show(this.unkToken)}, which is not in the vocabulary.`);
  }

  /** Spells a symbol with the tokens <0x00> … <0xFF>, if all of them are there. */
  #pushByteTokens(symbol: string): boolean {
    this.#byteIds ??= Int32Array.from({ length: 256 }, (_, byte) => this.vocabulary.get(byteTokenOf(byte)));
    const bytes = encoder.encode(symbol);
    for (const byte of bytes) if (this.#byteIds[byte] < 0) return false;
    for (const byte of bytes) this.#symbols.push(this.#byteIds[byte], 1);
    return true;
  }
}

const encoder = new TextEncoder();
