/** The two large parts of a tokenizer.json, when they are still text; `json-text.ts` finds them. @module */

/**
 * A `vocab` that is still text: token i is text[entries[3 i]..entries[3 i + 1]] and has id entries[3 i + 2]. A token with
 * escapes has its end negated, and its quotes included.
 */
export class VocabText {
  readonly text: string;
  readonly entries: Int32Array;
  readonly count: number;
  readonly highestId: number;
  constructor(text: string, entries: Int32Array, count: number, highestId: number) {
    this.text = text;
    this.entries = entries;
    this.count = count;
    this.highestId = highestId;
  }
}

/** A `merges` that is still text: each entry is text[bounds[2 i]..bounds[2 i + 1]], quotes or brackets included. */
export class MergesText {
  readonly text: string;
  readonly bounds: Int32Array;
  constructor(text: string, bounds: Int32Array) {
    this.text = text;
    this.bounds = bounds;
  }
}
