/**
 * A faster way to read the text of a tokenizer.json.
 *
 * `JSON.parse` turns a vocabulary of 200 000 tokens into an object with 200 000 keys, and merges into as many strings, only
 * for both to be read once and turned into tables. Here those two are read where they stand in the text; everything else
 * goes through `JSON.parse`. Anything unexpected does, too: then the whole text does, and it knows best what is wrong.
 * @module
 */
import { MergesText, VocabText } from "./unparsed.ts";

/** The parsed file; `model.vocab` and `model.merges` of a BPE model are `VocabText` and `MergesText`. */
export function parseTokenizerText(text: string): unknown {
  try {
    return new Scanner(text).file();
  } catch (error) {
    if (error === surprise) return JSON.parse(text);
    throw error;
  }
}

const surprise = new Error("not what was expected here");
const quote = 0x22;
const backslash = 0x5c;

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  file(): unknown {
    const json: Record<string, unknown> = {};
    this.#members((key) => {
      define(json, key, key === "model" ? this.#model() : this.#value());
    });
    this.#space();
    if (this.#at < this.#text.length) throw surprise;
    return json;
  }

  #model(): unknown {
    if (this.#peek() !== 0x7b) return this.#value();
    const model: Record<string, unknown> = {};
    this.#members((key) => {
      const next = this.#peek();
      if (key === "vocab" && next === 0x5b) throw surprise; // Unigram's: JSON.parse is the fastest way to all its numbers
      const value =
        key === "vocab" && next === 0x7b
          ? this.#vocab()
          : key === "merges" && next === 0x5b
            ? this.#merges()
            : this.#value();
      define(model, key, value);
    });
    return model;
  }

  #vocab(): VocabText {
    let entries = new Int32Array(3 << 12);
    let used = 0;
    let highestId = -1;
    this.#expect(0x7b);
    if (this.#peek() !== 0x7d) {
      for (;;) {
        if (used === entries.length) {
          const larger = new Int32Array(2 * used);
          larger.set(entries);
          entries = larger;
        }
        this.#space();
        const start = this.#at;
        const plain = this.#skipString();
        entries[used++] = plain ? start + 1 : start;
        entries[used++] = plain ? this.#at - 1 : -this.#at;
        this.#expect(0x3a);
        const id = this.#id();
        entries[used++] = id;
        if (id > highestId) highestId = id;
        if (this.#peek() !== 0x2c) break;
        this.#at++;
      }
    }
    this.#expect(0x7d);
    const count = used / 3;
    if (highestId > 4 * count + 1000) throw surprise; // mostly holes: not for arrays by id
    return new VocabText(this.#text, entries, count, highestId);
  }

  #merges(): MergesText {
    const text = this.#text;
    let bounds = new Int32Array(1 << 12);
    let count = 0;
    this.#expect(0x5b);
    if (this.#peek() !== 0x5d) {
      for (;;) {
        if (count + 2 > bounds.length) {
          const larger = new Int32Array(2 * bounds.length);
          larger.set(bounds);
          bounds = larger;
        }
        this.#space();
        bounds[count++] = this.#at;
        if (text.charCodeAt(this.#at) === quote) this.#skipString();
        else if (text.charCodeAt(this.#at) === 0x5b) {
          this.#at++;
          this.#space();
          this.#skipString();
          this.#expect(0x2c);
          this.#space();
          this.#skipString();
          this.#expect(0x5d);
        } else throw surprise;
        bounds[count++] = this.#at;
        if (this.#peek() !== 0x2c) break;
        this.#at++;
      }
    }
    this.#expect(0x5d);
    return new MergesText(text, bounds.subarray(0, count));
  }

  /** Calls `member(key)` for each member of an object, standing before its value. */
  #members(member: (key: string) => void): void {
    this.#expect(0x7b);
    if (this.#peek() !== 0x7d) {
      for (;;) {
        this.#space();
        const start = this.#at;
        const plain = this.#skipString();
        const key = plain ? this.#text.slice(start + 1, this.#at - 1) : JSON.parse(this.#text.slice(start, this.#at));
        this.#expect(0x3a);
        member(key);
        if (this.#peek() !== 0x2c) break;
        this.#at++;
      }
    }
    this.#expect(0x7d);
  }

  #id(): number {
    this.#space();
    let id = 0;
    const start = this.#at;
    for (;;) {
      const digit = this.#text.charCodeAt(this.#at) - 0x30;
      if (!(digit >= 0 && digit <= 9)) break;
      id = 10 * id + digit;
      this.#at++;
    }
    if (this.#at === start || this.#at - start > 9) throw surprise;
    if (this.#at - start > 1 && this.#text.charCodeAt(start) === 0x30) throw surprise; // 007 is no JSON
    return id;
  }

  /** Any value, through JSON.parse. */
  #value(): unknown {
    this.#space();
    const start = this.#at;
    const text = this.#text;
    let depth = 0;
    do {
      const unit = text.charCodeAt(this.#at);
      if (unit === quote) this.#skipString();
      else if (unit === 0x7b || unit === 0x5b) {
        depth++;
        this.#at++;
      } else if (unit === 0x7d || unit === 0x5d) {
        depth--;
        this.#at++;
      } else if (Number.isNaN(unit)) throw surprise;
      else {
        this.#at++;
        if (depth === 0) while (/[^\s,\]}]/.test(text[this.#at] ?? " ")) this.#at++;
      }
    } while (depth > 0);
    try {
      return JSON.parse(text.slice(start, this.#at));
    } catch {
      throw surprise;
    }
  }

  /** Moves behind a string; returns whether it has no escapes. */
  #skipString(): boolean {
    const text = this.#text;
    if (text.charCodeAt(this.#at) !== quote) throw surprise;
    let plain = true;
    for (let at = this.#at + 1; ; at++) {
      const unit = text.charCodeAt(at);
      if (unit === quote) {
        this.#at = at + 1;
        return plain;
      }
      if (unit === backslash) {
        plain = false;
        at++;
      } else if (!(unit >= 0x20)) throw surprise; // a control character, or the end
    }
  }

  #space(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.#at++;
    }
  }

  #peek(): number {
    this.#space();
    return this.#text.charCodeAt(this.#at);
  }

  #expect(unit: number): void {
    if (this.#peek() !== unit) throw surprise;
    this.#at++;
  }
}

/** Sets a key as JSON.parse does, "__proto__" included. */
function define(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
