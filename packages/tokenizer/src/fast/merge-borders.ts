/**
 * Where no merge ever reaches across, a word can be cut and each part be merged alone.
 *
 * The border between two characters goes away when a merge joins a symbol that ends with the first and one that begins with the
 * second. So all borders that can ever go are known from the list of merges: last character of the left half, first of the right. In English
 * nearly all can; in Chinese, whose words have no spaces between them, few: a line falls into words of one to four characters, which
 * come up again and again and so are found in a cache.
 *
 * Characters that are in no token can reach across as well: several in a row become one unknown token, or they are left out, and
 * those around them are neighbours.
 * @module
 */
import { characterToByte } from "../byte-characters.ts";
import type { BytePairEncoding } from "../models/byte-pair-encoding.ts";
import { byteTokenOf } from "../models/model.ts";
import { utf8Length } from "../unicode.ts";
import { codePointInUtf8 } from "../utf8.ts";
import { type KnownSides, partial, WordBorders } from "./word-borders.ts";

/** The place is inside a character, or in no text. */
const inside = -1;

/** Of a model whose tokens are spelt in byte characters. Null where the end of a word is spelt differently. */
export function createByteBorders(model: BytePairEncoding): WordBorders | null {
  return model.suffix === "" ? bordersOf(model, endsInBytes, 0) : null;
}

/**
 * Null where parts cannot be merged alone: they are spelt differently at the beginning or the end of a word, or a merge joins
 * what is no spelling (bytes, the unknown token).
 */
export function createCharacterBorders(model: BytePairEncoding): WordBorders | null {
  if (model.prefix !== "" || model.suffix !== "" || joinsUnknown(model)) return null;
  return bordersOf(model, endsInCharacters, knownSides(model));
}

/** Whether a merge joins what is no spelling: the unknown token, or one that spells a byte. */
export function joinsUnknown(model: BytePairEncoding): boolean {
  const others = byteTokenIds(model);
  if (model.unkToken !== undefined) others.add(model.vocabulary.get(model.unkToken));
  let found = false;
  model.merges.forEach((left, right) => {
    if (others.has(left) || others.has(right)) found = true;
  });
  return found;
}

/** First and last character of a token, in UTF-8; `partial` plus a byte; or `inside`. */
type Ends = (bytes: Uint8Array, start: number, end: number) => [first: number, last: number];

/** Null where hardly any border stays: an alphabet of a few letters, all of which are joined with all. */
function bordersOf({ vocabulary, merges }: BytePairEncoding, readEnds: Ends, known: KnownSides): WordBorders | null {
  const borders = new WordBorders(merges.count, known, (character) => vocabulary.get(character) >= 0);
  const characters = new Set<number>();
  const ends = new Map<number, [first: number, last: number]>();
  const endsOf = (id: number) => {
    if (!ends.has(id)) ends.set(id, vocabulary.readBytes(id, readEnds));
    return ends.get(id)!;
  };
  merges.forEach((left, right) => {
    const last = endsOf(left)[1];
    const first = endsOf(right)[0];
    if (last === inside || first === inside) return;
    borders.join(last, first);
    characters.add(last).add(first);
  });
  return 2 * borders.joined > characters.size ** 2 ? null : borders;
}

function knownSides(model: BytePairEncoding): KnownSides {
  const byteTokens = byteTokenIds(model).size;
  if (byteTokens === 256) return 0; // nothing is unknown
  if (model.unkToken === undefined) return 2; // what is left out makes neighbours of what is around it
  // One that waits for those after it is behind the bytes of theirs that some byte tokens can spell.
  return model.fuseUnk || byteTokens > 0 ? 1 : 0;
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
