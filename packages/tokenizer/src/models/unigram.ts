/**
 * Unigram: of all ways to cut a word into tokens the most probable one, each token having its own probability.
 *
 * Viterbi's algorithm over the places of the word: the best path to a place is the best path to an earlier one plus the
 * token between them. An unknown character costs 10 more than the least probable token.
 * @see Kudo 2018, section 3, https://arxiv.org/abs/1804.10959
 * @module
 */
import { type Builder, type Config, show, TokenizerError } from "../config.ts";
import type { IdBuffer } from "../id-buffer.ts";
import { characterLength } from "../unicode.ts";
import { byteTokenOf, type Model, type ModelOptions, type ModelToken, type ModelWatcher } from "./model.ts";
import { PrefixTrie } from "./prefix-trie.ts";

const unkPenalty = 10;

/** What a token that was given stands for: its text; an unknown character, or the first byte of one; another byte of it. */
const itself = 0;
const unknownCharacter = 1;
const restOfCharacter = 2;

const encoder = new TextEncoder();

export const unigram: Builder<Model> = (config) => new Unigram(config);

/**
 * The reference reads "-12.345678901234567" as 12345678901234567 / 10^15, each step rounded, which may differ from the
 * nearest double in the last bit. Where two ways to cut a word are equally good, that bit decides.
 */
function asReferenceReads(score: number): number {
  const match = /^(-?)(\d+)\.(\d+)$/.exec(String(score));
  if (!match || match[3].length > 22) return score;
  const read = Number(match[2] + match[3]) / 10 ** match[3].length;
  return match[1] ? -read : read;
}

/**
 * A score is a sum, and how it is rounded depends on what was added before. So where two ways to cut a stretch are nearly equally
 * good, it is the sum before it that decides. How near: a sum is at most 2^29 tokens (no string is longer) of the largest score,
 * and each of 256 steps rounds it by 2^-53 of itself, on both ways. That is 2^-15 of the largest score; this is twice as much.
 */
const roundings = 2 ** -14;

export class Unigram implements Model {
  readonly type = "Unigram";
  readonly #tokens: string[] = [];
  /** As the file has them, and, once `scoreOf` was asked for them, as the reference reads them. */
  readonly #scores: Float64Array;
  readonly #wasRead: Uint8Array;
  readonly #unkId: number; // -1: none
  readonly #unkScore: number;
  /** Ways to cut at most 256 units that are farther apart than this keep their order wherever they stand in a word. */
  readonly #margin: number;
  readonly #byteFallback: boolean;
  #trie: PrefixTrie | null = null; // made when it is needed: loading stays quick
  #searches = 0;
  // Of the best path to each place of the word: its score, the last token's id and beginning (-1: no path yet).
  #best = new Float64Array(64);
  #lastId = new Int32Array(64);
  #lastStart = new Int32Array(64);
  /** … and by how much it is better than the second best one. */
  #lead = new Float64Array(64);
  /** The score of all tokens up to the end of what was encoded last. */
  score = 0;
  /** Whether that has the same tokens wherever it stands in a word, and `scoreAfter` knows their score. */
  isCertain = false;
  /** Ends of the tokens of the best path, from the last to the first. */
  readonly #cuts: number[] = [];
  /** What tokens stand for, by id. */
  #meanings: Uint8Array | null = null;
  /** The ids of the tokens that spell bytes; -1: there is none. */
  #byteIds: Int32Array | null = null;

  constructor(config: Config) {
    const vocab = config.array("vocab");
    this.#scores = new Float64Array(vocab.length);
    this.#wasRead = new Uint8Array(vocab.length);
    let lowest = Infinity;
    let highest = 0;
    for (let id = 0; id < vocab.length; id++) {
      const entry = vocab[id];
      if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== "string" || typeof entry[1] !== "number") {
        config.fail(`vocab[${id}]`, `is ${show(entry)} but has to be ["token", score].`);
      }
      this.#tokens.push(entry[0]);
      this.#scores[id] = entry[1];
      if (entry[1] < lowest) lowest = entry[1];
      if (entry[1] > highest) highest = entry[1];
    }
    this.#unkId = config.has("unk_id") ? config.integer("unk_id") : -1;
    if (this.#unkId >= vocab.length) {
      config.fail("unk_id", `is ${this.#unkId} but the vocabulary has ${vocab.length} tokens.`);
    }
    this.#unkScore = asReferenceReads(lowest) - unkPenalty;
    this.#margin = Math.max(-this.#unkScore, highest) * roundings;
    this.#byteFallback = config.boolean("byte_fallback", false);
  }

  get size(): number {
    return this.#tokens.length;
  }

  /** The unknown token, if there is one. */
  get unkToken(): string | undefined {
    return this.#tokens[this.#unkId];
  }

  *#entries(): Generator<[string, number]> {
    for (let id = 0; id < this.#tokens.length; id++) yield [this.#tokens[id], id];
  }

  get vocabulary(): Iterable<[string, number]> {
    return this.#entries();
  }

  tokenToId(token: string): number | undefined {
    const id = this.#find(token);
    return id < 0 ? undefined : id;
  }

  /** The id of a token, or -1. The few that are asked for while loading do not wait for the trie. */
  #find(token: string): number {
    if (!this.#trie && this.#searches++ < 16) return this.#tokens.lastIndexOf(token);
    this.#trie ??= new PrefixTrie(this.#tokens);
    return this.#trie.find(token);
  }

  #scoreOf(id: number): number {
    if (this.#wasRead[id] === 0) {
      this.#scores[id] = asReferenceReads(this.#scores[id]);
      this.#wasRead[id] = 1;
    }
    return this.#scores[id];
  }

  idToToken(id: number): string | undefined {
    return this.#tokens[id];
  }

  tokenize(text: string, { watch }: ModelOptions = {}): ModelToken[] {
    return this.tokenizeNext(text, 0, watch);
  }

  /** The tokens of a word's next part, which no token reaches into; `score` is that of all tokens before it. */
  tokenizeNext(text: string, score: number, watch?: ModelWatcher): ModelToken[] {
    this.#findPaths(text, score, watch);
    return this.#tokensOfPath(text);
  }

  #tokensOfPath(text: string): ModelToken[] {
    this.#collectCuts(text.length);
    const tokens: ModelToken[] = [];
    let start = 0;
    for (let i = this.#cuts.length - 1; i >= 0; i--) {
      const end = this.#cuts[i];
      this.#pushToken(tokens, text.slice(start, end), start, end);
      start = end;
    }
    return tokens;
  }

  /** Finds the cuts of the best path, and returns by how much it is the best. Unknown characters in a row are one token. */
  #collectCuts(length: number): number {
    let lead = Infinity;
    this.#cuts.length = 0;
    for (let end = length, unkEnd = -1; end > 0; end = this.#lastStart[end]) {
      const isUnk = this.#lastId[end] === this.#unkId;
      if (!isUnk || unkEnd !== end) this.#cuts.push(end);
      unkEnd = isUnk ? this.#lastStart[end] : -1;
      if (this.#lead[end] < lead) lead = this.#lead[end];
    }
    return lead;
  }

  encodeInto(text: string, out: IdBuffer): void {
    this.encodeNext(text, 0, out);
  }

  /** Appends the ids of a word's next part, which no token reaches into; `score` is that of all tokens before it. */
  encodeNext(text: string, score: number, out: IdBuffer): void {
    this.#findPaths(text, score);
    this.isCertain = this.#collectCuts(text.length) > this.#margin;
    let start = 0;
    for (let i = this.#cuts.length - 1; i >= 0; i--) {
      const end = this.#cuts[i];
      const id = this.#lastId[end];
      if (id === this.#unkId) this.#pushUnknown(text.slice(start, end), out);
      else {
        out.push(id);
        if (!this.isItself(id)) this.isCertain = false; // "<0x41>" was spelled out in the text
      }
      start = end;
    }
  }

  /** The score of all tokens so far, after those that `encodeNext` gave for parts it was certain about. */
  scoreAfter(score: number, ids: ArrayLike<number>, from: number, to: number): number {
    for (let i = from; i < to; i++) {
      const id = ids[i];
      if (this.isItself(id)) score = this.#scoreOf(id) + score;
      else if (this.#meanings![id] === unknownCharacter) score = this.#unkScore + score;
    }
    return score;
  }

  /** Whether a token stands for its own text, and not for unknown characters. */
  isItself(id: number): boolean {
    this.#meanings ??= this.#findMeanings();
    return this.#meanings[id] === itself;
  }

  #findMeanings(): Uint8Array {
    const meanings = new Uint8Array(this.#tokens.length);
    if (this.#byteFallback) {
      for (let byte = 0; byte < 256; byte++) {
        const id = this.#byteId(byte);
        if (id >= 0) meanings[id] = (byte & 0xc0) === 0x80 ? restOfCharacter : unknownCharacter;
      }
    }
    if (this.#unkId >= 0) meanings[this.#unkId] = unknownCharacter;
    return meanings;
  }

  #byteId(byte: number): number {
    this.#byteIds ??= Int32Array.from({ length: 256 }, (_, b) => this.#find(byteTokenOf(b)));
    return this.#byteIds[byte];
  }

  #pushUnknown(text: string, out: IdBuffer): void {
    const known = this.#find(text);
    const bytes = known < 0 ? this.#spell(text) : null;
    if (bytes) for (const byte of bytes) out.push(this.#byteId(byte));
    else {
      out.push(known >= 0 ? known : this.#requireUnk());
      if (known >= 0 || text.length > characterLength(text, 0)) this.isCertain = false; // the token does not tell how many
    }
  }

  #pushToken(tokens: ModelToken[], value: string, start: number, end: number): void {
    const known = this.#find(value);
    const bytes = known < 0 ? this.#spell(value) : null;
    if (!bytes) tokens.push({ id: known >= 0 ? known : this.#requireUnk(), value, start, end });
    else for (const byte of bytes) tokens.push({ id: this.#byteId(byte), value: byteTokenOf(byte), start, end });
  }

  /** The bytes of a text, if there are tokens for all of them. */
  #spell(text: string): Uint8Array | null {
    if (!this.#byteFallback) return null;
    const bytes = encoder.encode(text);
    return bytes.every((byte) => this.#byteId(byte) >= 0) ? bytes : null;
  }

  #requireUnk(): number {
    if (this.#unkId >= 0) return this.#unkId;
    throw new TokenizerError("model.unk_id", "is missing, and the text has a character that is in no token.");
  }

  #findPaths(text: string, scoreBefore: number, watch?: ModelWatcher): void {
    this.#trie ??= new PrefixTrie(this.#tokens);
    const trie = this.#trie;
    if (this.#best.length <= text.length) this.#reserve(text.length + 1);
    const best = this.#best;
    const lead = this.#lead;
    const lastId = this.#lastId;
    const lastStart = this.#lastStart;
    lastStart.fill(-1, 0, text.length + 1);
    best[0] = scoreBefore;
    for (let start = 0; start < text.length; ) {
      const base = best[start];
      const length = characterLength(text, start);
      let single = false;
      for (let node = 0, end = start; end < text.length; ) {
        node = trie.child(node, text.charCodeAt(end++));
        if (node < 0) break;
        const id = trie.value(node);
        if (id < 0) continue;
        watch?.candidate?.(start, end, id, this.#tokens[id], this.#scoreOf(id));
        const score = this.#scoreOf(id) + base;
        const ahead = lastStart[end] < 0 ? Infinity : score - best[end];
        if (ahead > 0) {
          best[end] = score;
          lead[end] = ahead;
          lastStart[end] = start;
          lastId[end] = id;
        } else if (-ahead < lead[end]) lead[end] = -ahead;
        if (end - start === length) single = true;
      }
      if (!single) this.#tryUnknown(text, start, start + length, watch);
      start += length;
    }
    this.score = best[text.length];
  }

  /** The path to `end` by way of an unknown character, which is in no token by itself. */
  #tryUnknown(text: string, start: number, end: number, watch?: ModelWatcher): void {
    watch?.candidate?.(start, end, this.#unkId, text.slice(start, end), this.#unkScore);
    const score = this.#unkScore + this.#best[start];
    const ahead = this.#lastStart[end] < 0 ? Infinity : score - this.#best[end];
    if (ahead > 0) {
      this.#best[end] = score;
      this.#lead[end] = ahead;
      this.#lastStart[end] = start;
      this.#lastId[end] = this.#requireUnk();
    } else if (-ahead < this.#lead[end]) this.#lead[end] = -ahead;
  }

  #reserve(size: number): void {
    const capacity = Math.max(size, 2 * this.#best.length);
    this.#best = new Float64Array(capacity);
    this.#lead = new Float64Array(capacity);
    this.#lastId = new Int32Array(capacity);
    this.#lastStart = new Int32Array(capacity);
  }
}
