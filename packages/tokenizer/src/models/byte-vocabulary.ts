/**
 * The vocabulary of a tokenizer.json that is read from its bytes: a hash table of integers beside the tokens' UTF-8.
 *
 * A `Map` of 128 000 strings takes a tenth of a second to fill, and every key is a string of its own. This fills in a tenth of the
 * time, and no token becomes a string before somebody asks for it: what is kept is where it stands in the file.
 * @module
 */
import { readUtf8, writeUtf8 } from "../utf8.ts";
import { seedA, seedB, stepA, stepB } from "./token-hash.ts";
import type { Vocabulary } from "./vocabulary.ts";

export class ByteVocabulary implements Vocabulary {
  /** Number of tokens. */
  size = 0;
  readonly sharesIds = false;
  /** Bytes of tokens: first those of the file, then, at places from `#file.length` on, those of `#own`. */
  readonly #file: Uint8Array;
  #own = new Uint8Array(1024);
  #ownLength = 0;
  /** bounds[2 id], bounds[2 id + 1]: where the token begins, and 1 + where it ends (0: there is none). */
  #bounds: Int32Array;
  /** strings[id]: tokens that somebody asked for. */
  #strings: (string | undefined)[] | null = null;
  /** slots[2 s]: hash A; slots[2 s + 1]: id + 1 in the low bits, as many of hash B above them as fit; 0 is an empty slot. */
  #slots = new Int32Array(0);
  #mask = 0;
  readonly #idBits: number;
  readonly #idMask: number;
  /** No two tokens have all bits of a slot in common but the id. */
  #hashesDiffer = true;
  /** By UTF-16 unit, the id of the token it is, plus 2: 1 is none, 0 not asked yet. BPE asks for each character of a word. */
  #singles: Int32Array | null = null;

  /** An empty vocabulary with room for `count` tokens (more make it larger) and ids up to `highestId`; `file` holds most of them. */
  constructor(file: Uint8Array, count: number, highestId: number) {
    this.#idBits = 32 - Math.clz32(highestId + 1);
    this.#idMask = 2 ** this.#idBits - 1;
    this.#bounds = new Int32Array(2 * count + 2);
    this.#file = file;
    this.#allocate(count);
  }

  /** Adds a token; of equal ones the last counts, as in `JSON.parse`. False: another token has the id. */
  add(token: string, id: number): boolean {
    const wanted = this.#ownLength + 3 * token.length;
    if (wanted > this.#own.length) {
      const larger = new Uint8Array(Math.max(wanted, 2 * this.#own.length));
      larger.set(this.#own);
      this.#own = larger;
    }
    const start = this.#ownLength;
    this.#ownLength = writeUtf8(token, 0, token.length, this.#own, start);
    let a = seedA;
    let b = seedB;
    for (let i = start; i < this.#ownLength; i++) {
      a = stepA(a, this.#own[i]);
      b = stepB(b, this.#own[i]);
    }
    return this.addPlace(id, this.#file.length + start, this.#file.length + this.#ownLength, a, b);
  }

  /** Adds the token that the file has from `start` to `end`, whose hashes are known. False: another token has the id. */
  addPlace(id: number, start: number, end: number, a: number, b: number): boolean {
    this.#singles = null;
    if (4 * ++this.size > 3 * this.#mask) this.#grow();
    const slots = this.#slots;
    const tag = b << this.#idBits;
    const at = 2 * id;
    let isNew = true;
    let s = slotOf(a) & this.#mask;
    for (; slots[2 * s + 1] !== 0; s = (s + 1) & this.#mask) {
      const word = slots[2 * s + 1];
      if (slots[2 * s] !== a || ((word ^ tag) & ~this.#idMask) !== 0) continue;
      const other = (word & this.#idMask) - 1;
      const inFile = start < this.#file.length;
      const from = inFile ? start : start - this.#file.length;
      if (this.equals(other, inFile ? this.#file : this.#own, from, from + end - start)) {
        if (other === id) isNew = false;
        else this.#bounds[2 * other + 1] = 0;
        this.size--;
        break;
      }
      this.#hashesDiffer = false;
    }
    slots[2 * s] = a;
    slots[2 * s + 1] = (id + 1) | tag;
    if (isNew && this.#bounds[at + 1] > 0) return false;
    if (at >= this.#bounds.length) this.#bounds = longer(this.#bounds, 2 * at + 2);
    this.#bounds[at] = start;
    this.#bounds[at + 1] = end + 1;
    return true;
  }

  /** The token of an id. */
  token(id: number): string | undefined {
    const known = this.#strings?.[id];
    if (known !== undefined) return known;
    if (!(this.#bounds[2 * id + 1] > 0)) return undefined;
    this.#strings ??= new Array(this.#bounds.length / 2);
    const token = this.readBytes(id, readUtf8);
    this.#strings[id] = token;
    return token;
  }

  /** `read(bytes, start, end)` of the UTF-8 of a token that exists. */
  readBytes<T>(id: number, read: (bytes: Uint8Array, start: number, end: number) => T): T {
    const start = this.#bounds[2 * id];
    const end = this.#bounds[2 * id + 1] - 1;
    const fileLength = this.#file.length;
    return start < fileLength ? read(this.#file, start, end) : read(this.#own, start - fileLength, end - fileLength);
  }

  /** The id of a token, or -1. */
  get(token: string): number {
    return this.getPart(token, 0, token.length);
  }

  /** The id of the token that `text` has from `start` to `end`, or -1. */
  getPart(text: string, start: number, end: number): number {
    if (end - start !== 1) return this.#find(text, start, end);
    this.#singles ??= new Int32Array(0x10000);
    const unit = text.charCodeAt(start);
    const known = this.#singles[unit];
    if (known !== 0) return known - 2;
    const id = this.#find(text, start, end);
    this.#singles[unit] = id + 2;
    return id;
  }

  #find(text: string, start: number, end: number): number {
    if (3 * (end - start) > asked.length) asked = new Uint8Array(6 * (end - start));
    return this.getBytes(asked, 0, writeUtf8(text, start, end, asked, 0));
  }

  /** The id of the token whose UTF-8 is bytes[start..end], or -1. */
  getBytes(bytes: Uint8Array, start: number, end: number): number {
    let a = seedA;
    let b = seedB;
    for (let i = start; i < end; i++) {
      a = stepA(a, bytes[i]);
      b = stepB(b, bytes[i]);
    }
    return this.getHashed(a, b, bytes, start, end);
  }

  /** The same, with its hashes. */
  getHashed(a: number, b: number, bytes: Uint8Array, start: number, end: number): number {
    const slots = this.#slots;
    const tag = b << this.#idBits;
    for (let s = slotOf(a) & this.#mask; ; s = (s + 1) & this.#mask) {
      const word = slots[2 * s + 1];
      if (word === 0) return -1;
      if (slots[2 * s] !== a || ((word ^ tag) & ~this.#idMask) !== 0) continue;
      const id = (word & this.#idMask) - 1;
      if (this.equals(id, bytes, start, end)) return id;
    }
  }

  /** The id of the token that two tokens are together, or -1. */
  getUnion(left: number, right: number): number {
    return this.getBytes(asked, 0, this.#copy(right, this.#copy(left, 0)));
  }

  /** Copies the UTF-8 of a token to `asked`, from `at` on, and returns where it ends. */
  #copy(id: number, at: number): number {
    const start = this.#bounds[2 * id];
    const length = this.#bounds[2 * id + 1] - 1 - start;
    const inFile = start < this.#file.length;
    const bytes = inFile ? this.#file : this.#own;
    const from = inFile ? start : start - this.#file.length;
    if (at + length > asked.length) {
      const larger = new Uint8Array(2 * (at + length));
      larger.set(asked);
      asked = larger;
    }
    for (let i = 0; i < length; i++) asked[at + i] = bytes[from + i];
    return at + length;
  }

  /** The id of a token of which it can be taken for granted that it exists, by its hashes; -1 if nothing is like it. */
  getKnown(a: number, b: number, bytes: Uint8Array, start: number, end: number): number {
    if (!this.#hashesDiffer) return this.getHashed(a, b, bytes, start, end);
    const slots = this.#slots;
    const tag = b << this.#idBits;
    for (let s = slotOf(a) & this.#mask; ; s = (s + 1) & this.#mask) {
      const word = slots[2 * s + 1];
      if (word === 0 || (slots[2 * s] === a && ((word ^ tag) & ~this.#idMask) === 0)) return (word & this.#idMask) - 1;
    }
  }

  /** Whether the UTF-8 of token `id` is one stretch of bytes and then another. */
  equals(id: number, bytes: Uint8Array, start: number, end: number, secondStart = end, secondEnd = end): boolean {
    const stop = this.#bounds[2 * id + 1] - 1;
    let at = this.#bounds[2 * id];
    if (at + end - start + secondEnd - secondStart !== stop) return false;
    let own = this.#file;
    if (at >= own.length) {
      at -= own.length;
      own = this.#own;
    }
    for (let i = start; i < end; i++) if (own[at++] !== bytes[i]) return false;
    for (let i = secondStart; i < secondEnd; i++) if (own[at++] !== bytes[i]) return false;
    return true;
  }

  *[Symbol.iterator](): Generator<[token: string, id: number]> {
    for (let id = 0; 2 * id < this.#bounds.length; id++) {
      const token = this.token(id);
      if (token !== undefined) yield [token, id];
    }
  }

  /** At most three quarters full: emptier ones are searched in fewer steps, but are more memory to wait for. */
  #allocate(count: number): void {
    let size = 16;
    while (3 * size < 4 * count) size *= 2;
    this.#slots = new Int32Array(2 * size);
    this.#mask = size - 1;
  }

  #grow(): void {
    const old = this.#slots;
    this.#allocate(3 * (this.#mask >> 1));
    const slots = this.#slots;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === 0) continue;
      let s = slotOf(old[at]) & this.#mask;
      while (slots[2 * s + 1] !== 0) s = (s + 1) & this.#mask;
      slots[2 * s] = old[at];
      slots[2 * s + 1] = old[at + 1];
    }
  }
}

/** FNV's low bits are weak; the table uses them after one more mixing. */
function slotOf(a: number): number {
  return a ^ (a >>> 15);
}

/** The UTF-8 of the string that is asked for. */
let asked = new Uint8Array(256);

function longer(array: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
