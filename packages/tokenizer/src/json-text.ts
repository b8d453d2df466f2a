/**
 * A faster way to read the text of a tokenizer.json: from its bytes, once.
 *
 * `JSON.parse` turns a vocabulary of 200 000 tokens into an object with 200 000 keys, and merges into as many strings, only
 * for both to be read once and turned into tables. Here those two go into their tables as their bytes are passed, hashed on
 * the way; no token becomes a string. Everything else goes through `JSON.parse`. Anything unexpected does, too: then
 * the whole text does, and it knows best what is wrong.
 * @module
 */
import { TokenizerError } from "./config.ts";
import { ByteVocabulary } from "./models/byte-vocabulary.ts";
import { maxPairId, maxRank, PairTable } from "./models/pair-table.ts";
import { seedA, seedB, stepA, stepB } from "./models/token-hash.ts";
import { isUtf8, readUtf8 } from "./utf8.ts";

/** The text as bytes. Null: it has halves of surrogate pairs, which UTF-8 cannot hold. */
export function encodeUtf8(text: string): Uint8Array | null {
  if (!(text as unknown as { isWellFormed(): boolean }).isWellFormed()) return null; // of ES2024
  const bytes = new Uint8Array(text.length + (text.length >> 1));
  const { read, written } = new TextEncoder().encodeInto(text, bytes);
  return read === text.length ? bytes.subarray(0, written) : new TextEncoder().encode(text);
}

/**
 * The parsed file. `model.vocab` may be a `ByteVocabulary`, and `model.merges` a `PairTable`.
 * @throws TokenizerError if the bytes are not UTF-8, SyntaxError if they are no JSON
 */
export function parseTokenizerBytes(bytes: Uint8Array): unknown {
  try {
    return new Scanner(bytes).file();
  } catch (error) {
    if (error !== surprise) throw error;
  }
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw new TokenizerError("tokenizer.json", "is not UTF-8. The file is damaged, or compressed.");
  }
  return JSON.parse(text);
}

const surprise = new Error("not what was expected here");
const [space, quote, hash, comma, colon] = [0x20, 0x22, 0x23, 0x2c, 0x3a];
const [openBracket, backslash, closeBracket] = [0x5b, 0x5c, 0x5d];
const [openBrace, closeBrace] = [0x7b, 0x7d];
const none = -1;
const escapes: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

const decoder = new TextDecoder("utf-8", { fatal: true });

/** So many bytes of the file go with a token, its merge included: less than in any file seen, so that the table seldom has to grow. */
const bytesPerToken = 45;
/** Higher ids than any file has, BPE's limit twice. */
const highestId = 2 ** 21 - 2;

class Scanner {
  readonly #bytes: Uint8Array;
  #at = 0;
  /** The last string passed, without quotes: its hashes, whether it has no escapes, and whether it has other bytes than ASCII. */
  #start = 0;
  #end = 0;
  #hashA = 0;
  #hashB = 0;
  #plain = true;
  #beyondAscii = false;
  #vocabulary: ByteVocabulary | null = null;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  file(): unknown {
    const json: Record<string, unknown> = {};
    this.#members((key) => {
      define(json, key, key === "model" ? this.#model() : this.#value());
    });
    this.#space();
    if (this.#at < this.#bytes.length) throw surprise;
    return json;
  }

  #model(): unknown {
    if (this.#peek() !== openBrace) return this.#value();
    const model: Record<string, unknown> = {};
    this.#members((key) => {
      const next = this.#peek();
      if (Object.hasOwn(model, key)) throw surprise; // twice
      if (key === "vocab" && next === openBracket) throw surprise; // Unigram's: JSON.parse is the fastest way to all its numbers
      let value: unknown;
      if (key === "vocab" && next === openBrace) value = this.#vocabulary = this.#vocab();
      else if (key === "merges" && next === openBracket) value = this.#merges();
      else value = this.#value();
      define(model, key, value);
    });
    if (model.merges instanceof PairTable && model.continuing_subword_prefix) throw surprise; // unions leave it out
    return model;
  }

  #vocab(): ByteVocabulary {
    const vocabulary = new ByteVocabulary(this.#bytes, Math.floor(this.#bytes.length / bytesPerToken), highestId);
    this.#expect(openBrace);
    if (this.#peek() !== closeBrace) {
      do {
        this.#expect(quote);
        this.#hashUntil(quote, none);
        const start = this.#start;
        const end = this.#end;
        this.#expect(colon);
        const id = this.#id();
        if (this.#beyondAscii && !isUtf8(this.#bytes, start, end)) throw surprise;
        const alone = this.#plain
          ? vocabulary.addPlace(id, start, end, this.#hashA, this.#hashB)
          : vocabulary.add(this.#string(start, end), id);
        if (!alone) throw surprise; // two tokens with one id, which the table cannot hold
      } while (this.#goesOn());
    }
    this.#expect(closeBrace);
    return vocabulary;
  }

  #merges(): PairTable {
    const vocabulary = this.#vocabulary;
    if (!vocabulary) throw surprise; // it comes later
    const table = new PairTable(vocabulary.size, (left, right) => vocabulary.getUnion(left, right));
    this.#expect(openBracket);
    if (this.#peek() !== closeBracket) {
      do this.#merge(vocabulary, table);
      while (this.#goesOn());
    }
    if (table.count > maxRank) throw surprise;
    this.#expect(closeBracket);
    return table;
  }

  /** `["left", "right"]` or `"left right"`. */
  #merge(vocabulary: ByteVocabulary, table: PairTable): void {
    const bytes = this.#bytes;
    const isPair = this.#peek() === openBracket;
    if (isPair) this.#at++;
    this.#expect(quote);
    if (isPair) this.#hashUntil(quote, none);
    else this.#hashUntil(space, quote);
    const leftStart = this.#start;
    const leftEnd = this.#end;
    const leftA = this.#hashA;
    const leftB = this.#hashB;
    const leftPlain = this.#plain;
    if (isPair) {
      this.#expect(comma);
      this.#expect(quote);
    }
    this.#hashUntil(quote, isPair ? none : space);
    const rightStart = this.#start;
    const rightEnd = this.#end;
    if (isPair) this.#expect(closeBracket);
    if (!leftPlain || !this.#plain || (!isPair && bytes[leftStart] === hash)) {
      const left = this.#string(leftStart, leftEnd);
      const right = this.#string(rightStart, rightEnd);
      if (!isPair && (left.startsWith("#version") || (left + right).includes(" "))) throw surprise;
      add(table, vocabulary.get(left), vocabulary.get(right), vocabulary.get(left + right));
      return;
    }
    const left = vocabulary.getKnown(leftA, leftB, bytes, leftStart, leftEnd);
    const right = vocabulary.getKnown(this.#hashA, this.#hashB, bytes, rightStart, rightEnd);
    // Vocabularies number unions in the order of merges, and a union may have several: comparing is cheaper than searching.
    const last = table.count > 0 ? table.union[table.count - 1] : -1;
    let union = last + 1;
    if (!vocabulary.equals(union, bytes, leftStart, leftEnd, rightStart, rightEnd)) {
      union = last;
      if (!vocabulary.equals(last, bytes, leftStart, leftEnd, rightStart, rightEnd)) {
        union = this.#union(vocabulary, leftStart, leftEnd);
      }
    }
    add(table, left, right, union);
  }

  /** The union of a part of the file and the string just passed. */
  #union(vocabulary: ByteVocabulary, leftStart: number, leftEnd: number): number {
    const left = this.#bytes.subarray(leftStart, leftEnd);
    const right = this.#bytes.subarray(this.#start, this.#end);
    const union = new Uint8Array(left.length + right.length);
    union.set(left);
    union.set(right, left.length);
    return vocabulary.getBytes(union, 0, union.length);
  }

  /** What stands between quotes from `start` to `end`, escapes undone. */
  #string(start: number, end: number): string {
    const bytes = this.#bytes;
    let text = "";
    let from = start;
    for (let at = start; at < end; at++) {
      if (bytes[at] !== backslash) continue;
      text += readUtf8(bytes, from, at);
      const letter = String.fromCharCode(bytes[++at]);
      if (letter === "u") {
        const digits = readUtf8(bytes, at + 1, Math.min(at + 5, end));
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw surprise;
        text += String.fromCharCode(Number.parseInt(digits, 16));
        at += 4;
      } else if (Object.hasOwn(escapes, letter)) text += escapes[letter];
      else throw surprise;
      from = at + 1;
    }
    return text + readUtf8(bytes, from, end);
  }

  /**
   * Passes a string up to `stop`, a quote or a space, and stands behind that; hashes the bytes on the way. If `forbidden`
   * comes first, that is a surprise.
   */
  #hashUntil(stop: number, forbidden: number): void {
    const bytes = this.#bytes;
    let at = this.#at;
    let a = seedA;
    let b = seedB;
    let plain = true;
    let all = 0;
    this.#start = at;
    for (let byte = bytes[at]; byte !== stop; byte = bytes[++at]) {
      if (byte === backslash) {
        plain = false;
        at++;
      } else if (!(byte >= 0x20) || byte === forbidden) throw surprise; // a control character, or the end
      a = stepA(a, byte);
      b = stepB(b, byte);
      all |= byte;
    }
    this.#end = at;
    this.#beyondAscii = all >= 0x80;
    this.#hashA = a;
    this.#hashB = b;
    this.#plain = plain;
    this.#at = at + 1;
  }

  /** Calls `member(key)` for each member of an object, standing before its value. */
  #members(member: (key: string) => void): void {
    this.#expect(openBrace);
    if (this.#peek() !== closeBrace) {
      do {
        this.#space();
        this.#expect(quote);
        this.#hashUntil(quote, none);
        const key = this.#string(this.#start, this.#end);
        this.#expect(colon);
        member(key);
      } while (this.#goesOn());
    }
    this.#expect(closeBrace);
  }

  #id(): number {
    this.#space();
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    let id = 0;
    for (let digit = bytes[at] - 0x30; digit >= 0 && digit <= 9; digit = bytes[++at] - 0x30) id = 10 * id + digit;
    this.#at = at;
    if (at === start || at - start > 9 || id > highestId) throw surprise;
    if (at - start > 1 && bytes[start] === 0x30) throw surprise; // 007 is no JSON
    return id;
  }

  /** Any value, through JSON.parse. */
  #value(): unknown {
    this.#space();
    const bytes = this.#bytes;
    const start = this.#at;
    let depth = 0;
    do {
      const byte = bytes[this.#at++];
      if (byte === quote) this.#hashUntil(quote, none);
      else if (byte === openBrace || byte === openBracket) depth++;
      else if (byte === closeBrace || byte === closeBracket) depth--;
      else if (byte === undefined) throw surprise;
      else if (depth === 0) while (isOfLiteral(bytes[this.#at])) this.#at++;
    } while (depth > 0);
    try {
      return JSON.parse(decoder.decode(bytes.subarray(start, this.#at)));
    } catch {
      throw surprise;
    }
  }

  #space(): void {
    const bytes = this.#bytes;
    for (;;) {
      const byte = bytes[this.#at];
      if (byte !== space && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.#at++;
    }
  }

  #peek(): number {
    this.#space();
    return this.#bytes[this.#at];
  }

  #expect(byte: number): void {
    if (this.#peek() !== byte) throw surprise;
    this.#at++;
  }

  /** Whether a comma follows; then stands behind it. */
  #goesOn(): boolean {
    if (this.#peek() !== comma) return false;
    this.#at++;
    return true;
  }
}

/** What numbers, true, false and null are made of. */
function isOfLiteral(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e
  );
}

/** Ids that do not exist or are too high are a surprise. */
function add(table: PairTable, left: number, right: number, union: number): void {
  if (left < 0 || right < 0 || union < 0 || left > maxPairId || right > maxPairId) throw surprise;
  table.add(left, right, union);
}

/** Sets a key as JSON.parse does, "__proto__" included. */
function define(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
