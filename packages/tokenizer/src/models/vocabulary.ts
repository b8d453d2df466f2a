/**
 * From tokens to ids and back.
 *
 * A `Map` of 128 000 strings takes a tenth of a second to fill, and can only be asked with a string. This is a hash table
 * of integers beside the list of tokens: it fills in a fifth of the time, and answers for a part of a string, or for two
 * parts in a row, without making a new one. Names such as "constructor" and "__proto__" are tokens like any other.
 * @module
 */
import { type Config, isId, show, TokenizerError } from "../config.ts";
import { VocabText } from "../unparsed.ts";

/** Units start..end of a text. */
export interface Part {
  text: string;
  start: number;
  end: number;
}

export class Vocabulary {
  /** Number of tokens. */
  size: number;
  /** strings[id], for tokens that are strings of their own … */
  readonly #strings: (string | undefined)[] = [];
  /** … and bounds[2 id], bounds[2 id + 1] in `source` for those that are still part of the file's text (end 0: none). */
  readonly #source: string;
  readonly #bounds: Int32Array;
  /** slots[4 s …]: both hashes, id + 1 (0 is an empty slot), unused. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  /** No two tokens have both hashes in common: then what is known to be a token need not be compared again. */
  #hashesDiffer = true;

  /** Reads `{ token: id }` at `key`. */
  constructor(config: Config, key: string) {
    const raw = config.raw(key);
    const vocab = raw instanceof VocabText ? raw : config.object(key).value;
    const names = vocab instanceof VocabText ? null : Object.keys(vocab);
    this.size = vocab instanceof VocabText ? vocab.count : names!.length;
    let capacity = 16;
    while (capacity < 1.5 * this.size) capacity *= 2;
    this.#slots = new Int32Array(4 * capacity);
    this.#mask = capacity - 1;
    this.#source = vocab instanceof VocabText ? vocab.text : "";
    this.#bounds = new Int32Array(vocab instanceof VocabText ? 2 * (vocab.highestId + 1) : 0);
    if (vocab instanceof VocabText) this.#insertText(vocab);
    else {
      for (const token of names!) {
        const id = vocab[token];
        if (!isId(id) || id >= 0x7fffffff) {
          const path = `${config.path}.${key}[${show(token)}]`;
          throw new TokenizerError(path, `is ${show(id)} but has to be a token id.`);
        }
        this.#insertString(token, id);
      }
    }
  }

  #insertText({ text, entries, count }: VocabText): void {
    for (let i = 0; i < count; i++) {
      const start = entries[3 * i];
      const end = entries[3 * i + 1];
      const id = entries[3 * i + 2];
      if (end < 0) {
        this.#insertString(JSON.parse(text.slice(start, -end)), id); // it has escapes
        continue;
      }
      this.#bounds[2 * id] = start;
      this.#bounds[2 * id + 1] = end;
      hashStart();
      hashOn(text, start, end);
      this.#insertHash(id);
    }
  }

  #insertString(token: string, id: number): void {
    const strings = this.#strings;
    if (id < 2 * this.size) while (strings.length < id) strings.push(undefined); // keeps the list dense
    strings[id] = token;
    hashStart();
    hashOn(token, 0, token.length);
    this.#insertHash(id);
  }

  #insertHash(id: number): void {
    const slots = this.#slots;
    let s = spread() & this.#mask;
    for (; slots[4 * s + 2] !== 0; s = (s + 1) & this.#mask) {
      if (slots[4 * s] !== hashA || slots[4 * s + 1] !== hashB) continue;
      const other = slots[4 * s + 2] - 1;
      if (this.token(other) === this.token(id)) {
        // The same token again: the last one counts, as in JSON.parse.
        if (other !== id) {
          this.#strings[other] = undefined;
          if (2 * other < this.#bounds.length) this.#bounds[2 * other + 1] = 0;
        }
        this.size--;
        break;
      }
      this.#hashesDiffer = false;
    }
    slots[4 * s] = hashA;
    slots[4 * s + 1] = hashB;
    slots[4 * s + 2] = id + 1;
  }

  /** The token of an id. */
  token(id: number): string | undefined {
    const own = this.#strings[id];
    if (own !== undefined || 2 * id >= this.#bounds.length || this.#bounds[2 * id + 1] === 0) return own;
    return this.#source.slice(this.#bounds[2 * id], this.#bounds[2 * id + 1]);
  }

  /** Whether token `id` has `length` units, of which those from `at` on are text[start..end]. */
  #has(id: number, length: number, at: number, text: string, start: number, end: number): boolean {
    let token = this.#strings[id];
    let from = 0;
    if (token === undefined) {
      if (2 * id >= this.#bounds.length) return false;
      token = this.#source;
      from = this.#bounds[2 * id];
      if (this.#bounds[2 * id + 1] - from !== length) return false;
    } else if (token.length !== length) return false;
    from += at - start;
    for (let i = start; i < end; i++) if (token.charCodeAt(from + i) !== text.charCodeAt(i)) return false;
    return true;
  }

  /** The id of a token, or -1. */
  get(token: string): number {
    return this.getPart(token, 0, token.length);
  }

  /** The id of the token that `text` has from `start` to `end`, or -1. */
  getPart(text: string, start: number, end: number): number {
    hashStart();
    hashOn(text, start, end);
    const slots = this.#slots;
    for (let s = spread() & this.#mask; ; s = (s + 1) & this.#mask) {
      const entry = slots[4 * s + 2];
      if (entry === 0) return -1;
      if (slots[4 * s] !== hashA || slots[4 * s + 1] !== hashB) continue;
      if (this.#has(entry - 1, end - start, 0, text, start, end)) return entry - 1;
    }
  }

  /** The id of the token that the first `length` units are, or -1. */
  getUnits(units: Uint16Array, length: number): number {
    let a = 0x811c9dc5 | 0;
    let b = 0x3c6ef372;
    for (let i = 0; i < length; i++) {
      a = Math.imul(a ^ units[i], 0x01000193);
      b = Math.imul(b ^ units[i], 0x5bd1e995);
    }
    const slots = this.#slots;
    for (let s = (a ^ (a >>> 15)) & this.#mask; slots[4 * s + 2] !== 0; s = (s + 1) & this.#mask) {
      if (slots[4 * s] !== a || slots[4 * s + 1] !== b) continue;
      const token = this.token(slots[4 * s + 2] - 1)!;
      let same = token.length === length;
      for (let i = 0; same && i < length; i++) same = token.charCodeAt(i) === units[i];
      if (same) return slots[4 * s + 2] - 1;
    }
    return -1;
  }

  /** The id of a token of which it is known, or can be taken for granted, that it exists; -1 if nothing is like it. */
  getKnown(text: string, start: number, end: number): number {
    if (!this.#hashesDiffer) return this.getPart(text, start, end);
    hashStart();
    hashOn(text, start, end);
    return this.#findHashes();
  }

  /**
   * The id of the known token that is one part and then another, or -1. `guess` is tried first: vocabularies number their
   * merges in order, and comparing with one token is cheaper than searching.
   */
  getKnownUnion(left: Part, right: Part, guess: number): number {
    const leftLength = left.end - left.start;
    const length = leftLength + right.end - right.start;
    if (
      this.#has(guess, length, 0, left.text, left.start, left.end) &&
      this.#has(guess, length, leftLength, right.text, right.start, right.end)
    ) {
      return guess;
    }
    if (!this.#hashesDiffer)
      return this.get(left.text.slice(left.start, left.end) + right.text.slice(right.start, right.end));
    hashStart();
    hashOn(left.text, left.start, left.end);
    hashOn(right.text, right.start, right.end);
    return this.#findHashes();
  }

  *[Symbol.iterator](): Generator<[token: string, id: number]> {
    const count = Math.max(this.#strings.length, this.#bounds.length / 2);
    for (let id = 0; id < count; id++) {
      const token = this.token(id);
      if (token !== undefined) yield [token, id];
    }
  }

  #findHashes(): number {
    const slots = this.#slots;
    for (let s = spread() & this.#mask; ; s = (s + 1) & this.#mask) {
      const entry = slots[4 * s + 2];
      if (entry === 0 || (slots[4 * s] === hashA && slots[4 * s + 1] === hashB)) return entry - 1;
    }
  }
}

// Two FNV-1a hashes side by side. They live here because returning two numbers would allocate.
let hashA = 0;
let hashB = 0;

function hashStart(): void {
  hashA = 0x811c9dc5 | 0;
  hashB = 0x3c6ef372;
}

function hashOn(text: string, start: number, end: number): void {
  let a = hashA;
  let b = hashB;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
  }
  hashA = a;
  hashB = b;
}

/** FNV's low bits are weak; the table uses them after one more mixing. */
function spread(): number {
  return hashA ^ (hashA >>> 15);
}
