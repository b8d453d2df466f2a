/**
 * Where no merge ever reaches across, a word can be cut and each part be merged alone.
 *
 * The border between two characters goes away when a merge joins a symbol that ends with the first and one that begins with the
 * second. So all borders that can ever go are known from the list of merges: last character of the left half, first of the right. In English
 * nearly all can; in Chinese, whose words have no spaces between them, few: a line falls into words of one to four characters, which
 * come up again and again and so are found in a cache.
 *
 * Characters are kept in a Bloom filter, a bit for each hash of a pair: what is not in it is a border for certain, and to take
 * something else for none costs only time.
 * @see Bloom 1970, https://doi.org/10.1145/362686.362692
 * @module
 */
import { characterToByte } from "../byte-characters.ts";
import type { BytePairEncoding } from "../models/byte-pair-encoding.ts";
import { byteTokenOf } from "../models/model.ts";
import { utf8Length } from "../unicode.ts";
import { codePointInUtf8 } from "../utf8.ts";

/** Not a character, but part of one: plus its first byte (a lead) or its last. */
const partial = 0x200000;
/** The place is inside a character, or in no text. */
const inside = -1;

export class MergeBorders {
  readonly #bits: Int32Array;
  readonly #mask: number;
  /** Whether some tokens begin or end inside a character, beside a border. */
  #hasPartials = false;

  /** @param inBytes whether tokens are spelt in byte characters */
  constructor(model: BytePairEncoding, inBytes: boolean) {
    let size = 1024;
    while (size < 2 * model.merges.count) size *= 2;
    this.#bits = new Int32Array(size / 32);
    this.#mask = size - 1;
    const ends = new Map<number, [first: number, last: number]>();
    const endsOf = (id: number) => {
      let known = ends.get(id);
      if (!known) {
        known = model.vocabulary.readBytes(id, inBytes ? endsInBytes : endsInCharacters);
        ends.set(id, known);
      }
      return known;
    };
    model.merges.forEach((left, right) => {
      const last = endsOf(left)[1];
      const first = endsOf(right)[0];
      if (last === inside || first === inside) return;
      if (last >= partial || first >= partial) this.#hasPartials = true;
      const hash = this.#hash(last, first);
      this.#bits[hash >> 5] |= 1 << (hash & 31);
    });
  }

  /** Where the part that begins at `start` ends: at the first border that no merge reaches across, or at `end`. */
  nextCut(units: Uint16Array, start: number, end: number): number {
    let before = codePointAt(units, start, end);
    for (let at = start + (before > 0xffff ? 2 : 1); at < end; ) {
      const after = codePointAt(units, at, end);
      if (!this.#mayGo(before, after)) return at;
      before = after;
      at += after > 0xffff ? 2 : 1;
    }
    return end;
  }

  /** Whether a merge may reach across the border between two characters. */
  #mayGo(before: number, after: number): boolean {
    if (this.#has(before, after)) return true;
    if (!this.#hasPartials) return false;
    const last = before < 0x80 ? before : partial + (0x80 | (before & 63));
    const first = after < 0x80 ? after : partial + leadOf(after);
    return this.#has(before, first) || this.#has(last, after) || this.#has(last, first);
  }

  #has(last: number, first: number): boolean {
    const hash = this.#hash(last, first);
    return (this.#bits[hash >> 5] & (1 << (hash & 31))) !== 0;
  }

  #hash(last: number, first: number): number {
    const hash = Math.imul(last, 0x9e3779b1) ^ Math.imul(first, 0x85ebca6b);
    return (hash ^ (hash >>> 15)) & this.#mask;
  }
}

/**
 * Null where parts cannot be merged alone: they are spelt differently at the beginning or the end of a word, unknown
 * characters are left out or become one token together, or a merge joins what is no spelling (bytes, the unknown token).
 */
export function createMergeBorders(model: BytePairEncoding, inBytes: boolean): MergeBorders | null {
  const { vocabulary, merges, prefix, suffix } = model;
  if (prefix !== "" || suffix !== "" || model.isRandom) return null;
  if (inBytes) return new MergeBorders(model, true);
  const bytes = byteTokenIds(model);
  const spellsAll = bytes.size === 256;
  const unknown = model.unkToken === undefined ? -1 : vocabulary.get(model.unkToken);
  if (!spellsAll && (model.fuseUnk || unknown < 0)) return null;
  let joinsOthers = false;
  merges.forEach((left, right) => {
    if (left === unknown || right === unknown || bytes.has(left) || bytes.has(right)) joinsOthers = true;
  });
  return joinsOthers ? null : new MergeBorders(model, false);
}

/** Whether an unknown character is left out, so that tokens no longer add up to the text. */
export function dropsUnknown(model: BytePairEncoding): boolean {
  return model.unkToken === undefined && byteTokenIds(model).size < 256;
}

/** The ids of the tokens that unknown characters are spelt with. */
function byteTokenIds({ byteFallback, vocabulary }: BytePairEncoding): Set<number> {
  const ids = new Set<number>();
  if (byteFallback) for (let byte = 0; byte < 256; byte++) ids.add(vocabulary.get(byteTokenOf(byte)));
  ids.delete(-1);
  return ids;
}

function codePointAt(units: Uint16Array, at: number, end: number): number {
  const unit = units[at];
  if (unit < 0xd800 || unit > 0xdfff) return unit;
  const low = unit < 0xdc00 && at + 1 < end ? units[at + 1] : 0;
  return low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
}

/** The first byte of a character's UTF-8. */
function leadOf(codePoint: number): number {
  if (codePoint < 0x800) return 0xc0 | (codePoint >> 6);
  return codePoint < 0x10000 ? 0xe0 | (codePoint >> 12) : 0xf0 | (codePoint >> 18);
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** First and last character of a token. */
function endsInCharacters(bytes: Uint8Array, start: number, end: number): [number, number] {
  let last = end - 1;
  while (last > start && isContinuation(bytes[last])) last--;
  return [codePointInUtf8(bytes, start), codePointInUtf8(bytes, last)];
}

/** The same of a token in byte characters. */
function endsInBytes(spelt: Uint8Array, start: number, end: number): [number, number] {
  const bytes = new Uint8Array(end - start);
  let length = 0;
  for (let at = start; at < end; ) {
    const character = codePointInUtf8(spelt, at);
    bytes[length++] = characterToByte[character] ?? 0;
    at += utf8Length(character);
  }
  return [firstOf(bytes, length), lastOf(bytes, length)];
}

function lengthFromLead(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

function firstOf(bytes: Uint8Array, length: number): number {
  if (isContinuation(bytes[0])) return inside;
  return lengthFromLead(bytes[0]) <= length ? codePointInUtf8(bytes, 0) : partial + bytes[0];
}

function lastOf(bytes: Uint8Array, length: number): number {
  let at = length - 1;
  while (at > 0 && isContinuation(bytes[at])) at--;
  if (isContinuation(bytes[at])) return partial + bytes[length - 1];
  return lengthFromLead(bytes[at]) === length - at ? codePointInUtf8(bytes, at) : inside;
}
