/**
 * Byte pair encoding: begin with single characters, then again and again join the pair that was learnt first.
 *
 * The textbook joins one pair at a time by searching the whole word. Here the symbols are a linked list and the pairs wait
 * in a heap ordered by rank and place, so that a word of n characters costs O(n log n), whatever it looks like. Pairs are
 * looked up by their two ids in one open-addressing table of integers.
 * @see Sennrich, Haddow, Birch 2016, section 3.2, https://arxiv.org/abs/1508.07909
 * @module
 */
import { type Builder, type Config, show, TokenizerError } from "../config.ts";
import { utf8Length } from "../unicode.ts";
import { MergeQueue } from "./merge-queue.ts";
import { BytePlaces, byteTokens, type Model, type ModelToken, Vocabulary } from "./model.ts";
import { PairTable } from "./pair-table.ts";

export const bpe: Builder<Model> = (config) => new BytePairEncoding(config);

export class BytePairEncoding implements Model {
  readonly #vocabulary: Vocabulary;
  readonly #merges: PairTable;
  readonly #dropout: number;
  readonly #unkToken: string | undefined;
  readonly #prefix: string;
  readonly #suffix: string;
  readonly #fuseUnk: boolean;
  readonly #byteFallback: boolean;
  readonly #ignoreMerges: boolean;
  readonly #queue = new MergeQueue();

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
    this.#vocabulary = new Vocabulary(config, "vocab");
    this.#merges = readMerges(config, this.#vocabulary.ids, this.#prefix.length);
  }

  get size(): number {
    return this.#vocabulary.ids.size;
  }

  vocabulary(): Iterable<[string, number]> {
    return this.#vocabulary.ids;
  }

  tokenToId(token: string): number | undefined {
    return this.#vocabulary.ids.get(token);
  }

  idToToken(id: number): string | undefined {
    return this.#vocabulary.tokens[id];
  }

  tokenize(text: string): ModelToken[] {
    if (this.#ignoreMerges && this.#dropout === 0) {
      const id = this.#vocabulary.ids.get(text);
      if (id !== undefined) return [{ id, value: text, start: 0, end: text.length }];
    }
    const symbols = this.#symbols(text);
    this.#queue.merge(symbols, this.#merges, this.#dropout, Math.random);
    const places = new BytePlaces(text);
    const tokens: ModelToken[] = [];
    for (let i = 0; i < symbols.length; i = symbols.next[i]) {
      const id = symbols.id[i];
      tokens.push({ id, value: this.#vocabulary.tokens[id]!, ...places.advance(symbols.bytes[i]) });
    }
    return tokens;
  }

  /** The characters of a word as ids: the list that merging begins with. */
  #symbols(text: string): SymbolList {
    const list = new SymbolList();
    const { ids } = this.#vocabulary;
    let unkBytes = 0; // bytes of unknown characters that wait for the next known one
    for (let i = 0; i < text.length; ) {
      const codePoint = text.codePointAt(i)!;
      const end = i + (codePoint > 0xffff ? 2 : 1);
      let symbol = text.slice(i, end);
      if (i > 0) symbol = this.#prefix + symbol;
      if (end === text.length) symbol += this.#suffix;
      const bytes = utf8Length(codePoint);
      const id = ids.get(symbol);
      if (id !== undefined) {
        if (unkBytes > 0) list.push(this.#unkId(), unkBytes);
        unkBytes = 0;
        list.push(id, bytes);
      } else if (!(this.#byteFallback && this.#pushBytes(list, symbol)) && this.#unkToken !== undefined) {
        if (unkBytes > 0 && !this.#fuseUnk) {
          list.push(this.#unkId(), unkBytes);
          unkBytes = 0;
        }
        unkBytes += bytes;
      }
      i = end;
    }
    if (unkBytes > 0) list.push(this.#unkId(), unkBytes);
    return list;
  }

  #unkId(): number {
    const id = this.#vocabulary.ids.get(this.#unkToken!);
    if (id !== undefined) return id;
    throw new TokenizerError("model.unk_token", `is ${show(this.#unkToken)}, which is not in the vocabulary.`);
  }

  /** Spells a symbol with the tokens <0x00> … <0xFF>, if all of them are there. */
  #pushBytes(list: SymbolList, symbol: string): boolean {
    const ids = byteTokens(symbol).map((token) => this.#vocabulary.ids.get(token));
    if (ids.includes(undefined)) return false;
    for (const id of ids) list.push(id!, 1);
    return true;
  }
}

/** The symbols of one word as a linked list in arrays; next[i] is `length` at the end. */
export class SymbolList {
  readonly id: number[] = [];
  /** Length in bytes of UTF-8: the reference counts in bytes, and its offsets are the running sum, right or wrong. */
  readonly bytes: number[] = [];
  readonly next: number[] = [];
  readonly previous: number[] = [];
  length = 0;

  push(id: number, bytes: number): void {
    this.id.push(id);
    this.bytes.push(bytes);
    this.previous.push(this.length - 1);
    this.next.push(++this.length);
  }
}

function readMerges(config: Config, ids: Map<string, number>, prefixLength: number): PairTable {
  const merges = config.array("merges");
  const table = new PairTable(merges.length);
  for (let rank = 0; rank < merges.length; rank++) {
    const merge = merges[rank];
    const pair = typeof merge === "string" ? merge.split(" ") : merge;
    if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== "string" || typeof pair[1] !== "string") {
      config.fail(`merges[${rank}]`, `is ${show(merge)} but has to be "left right" or ["left", "right"].`);
    }
    const [left, right] = pair;
    const joined = left + right.slice(prefixLength);
    const idOf = (token: string) => {
      const id = ids.get(token);
      if (id === undefined)
        config.fail(`merges[${rank}]`, `needs the token ${show(token)}, which is not in the vocabulary.`);
      return id;
    };
    table.set(idOf(left), idOf(right), rank, idOf(joined));
  }
  return table;
}
