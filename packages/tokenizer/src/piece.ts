/**
 * A piece of text that remembers where each of its UTF-16 units came from.
 *
 * Normalizers and pre-tokenizers change the text; offsets have to point into the text the user gave. So beside the text
 * there may be an alignment: for every unit the range of the original text that it stands for. While nothing has been
 * changed there is none (unit i stands for the character at origin + i), and when only ids are wanted there is never one:
 * offsets cost nothing until somebody asks for them.
 * @module
 */
import { characterLength } from "./unicode.ts";

/** For each UTF-16 unit of a rewritten text, the unit of the old text it stands for; -1 = before the first character. */
export type Sources = number[];

export class Piece {
  readonly text: string;
  /** Where the piece begins in the original text, in UTF-16 units. */
  readonly origin: number;
  /** starts[i], ends[i]: the range of the original text that unit i stands for; null = unit i is original unit origin + i. */
  readonly starts: Int32Array | null;
  readonly ends: Int32Array | null;
  /** Whether rewriting has to keep the alignment. */
  readonly aligned: boolean;
  /** The id of an added token that this piece is, or -1. */
  readonly addedId: number;

  constructor(
    text: string,
    origin: number,
    aligned: boolean,
    starts: Int32Array | null = null,
    ends: Int32Array | null = null,
    addedId = -1,
  ) {
    this.text = text;
    this.origin = origin;
    this.aligned = aligned;
    this.starts = starts;
    this.ends = ends;
    this.addedId = addedId;
  }

  /** The part from unit `start` to unit `end`. */
  slice(start: number, end: number, addedId = -1): Piece {
    if (start === 0 && end === this.text.length && addedId === -1) return this;
    const text = this.text.slice(start, end);
    if (!this.starts || !this.ends) return new Piece(text, this.origin + start, this.aligned, null, null, addedId);
    const origin = start < end ? this.starts[start] : this.origin;
    return new Piece(text, origin, true, this.starts.subarray(start, end), this.ends.subarray(start, end), addedId);
  }

  /** The original range that units start..end stand for. */
  originalRange(start: number, end: number): [number, number] {
    if (!this.starts || !this.ends) return [this.origin + start, this.origin + end];
    return [this.starts[start], this.ends[end - 1]];
  }

  /**
   * The same piece with another text. `rewrite` gets the text and, when an alignment is wanted, an empty list of sources
   * to fill with one entry per unit of its result; it leaves the list empty when it changes nothing.
   */
  rewritten(rewrite: (text: string, sources: Sources | null) => string): Piece {
    if (!this.aligned) {
      const text = rewrite(this.text, null);
      return text === this.text ? this : new Piece(text, this.origin, false);
    }
    const sources: Sources = [];
    const text = rewrite(this.text, sources);
    if (sources.length === 0 && text.length > 0) return this;
    const starts = new Int32Array(text.length);
    const ends = new Int32Array(text.length);
    for (let i = 0; i < text.length; i++) {
      const source = sources[i];
      if (source < 0) {
        starts[i] = this.origin; // inserted before the first character: an empty range there
        ends[i] = this.origin;
      } else if (this.starts && this.ends) {
        starts[i] = this.starts[source];
        ends[i] = this.ends[source];
      } else {
        const start = isLowSurrogate(this.text, source) ? source - 1 : source;
        starts[i] = this.origin + start;
        ends[i] = this.origin + start + characterLength(this.text, start);
      }
    }
    return new Piece(text, text.length > 0 ? starts[0] : this.origin, true, starts, ends);
  }
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff && index > 0 && characterLength(text, index - 1) === 2;
}

/**
 * Builds a rewritten text from changes in the form Rust's `NormalizedString::transform` takes them: each new character
 * comes with `change` = 1 (inserted), 0 (replaces the next old character) or -n (replaces it and swallows n more).
 */
export class Changes {
  text = "";
  readonly #old: string;
  readonly #sources: Sources | null;
  #next = 0; // the first unit of `old` not yet replaced

  constructor(old: string, sources: Sources | null) {
    this.#old = old;
    this.#sources = sources;
  }

  push(character: string, change: number): void {
    this.text += character;
    if (!this.#sources) return;
    const source = change > 0 ? this.#next - 1 : Math.min(this.#next, this.#old.length - 1);
    for (let i = 0; i < character.length; i++) this.#sources.push(source);
    for (let n = 1 - change; n > 0; n--) this.skip();
  }

  /** Drops one old character. */
  skip(): void {
    if (this.#next < this.#old.length) this.#next += characterLength(this.#old, this.#next);
  }
}

/** Replaces each character by a string; every new unit stands for the character it replaced. */
export function mapCharacters(text: string, sources: Sources | null, map: (character: string) => string): string {
  let result = "";
  let changed = false;
  for (let i = 0; i < text.length; ) {
    const length = characterLength(text, i);
    const character = length === 1 ? text[i] : text.slice(i, i + 2);
    const replacement = map(character);
    if (replacement !== character) changed = true;
    result += replacement;
    if (sources) for (let j = 0; j < replacement.length; j++) sources.push(i);
    i += length;
  }
  if (!changed && sources) sources.length = 0;
  return changed ? result : text;
}
