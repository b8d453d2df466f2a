/** The two large parts of a tokenizer.json, when they are still text; `json-text.ts` finds them. @module */
import type { Part } from "./models/vocabulary.ts";

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

  get count(): number {
    return this.bounds.length / 2;
  }

  /** Finds the parts of a merge, and says true; one with escapes is parsed and returned instead. */
  locate(index: number, left: Part, right: Part): unknown {
    const { text, bounds } = this;
    const start = bounds[2 * index];
    const end = bounds[2 * index + 1];
    const isPair = text.charCodeAt(start) === 0x5b;
    left.text = text;
    right.text = text;
    left.start = isPair ? text.indexOf('"', start) + 1 : start + 1;
    let at = left.start;
    for (; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 0x5c || unit === 0x23) return JSON.parse(text.slice(start, end)); // an escape, or perhaps "#version"
      if (unit === (isPair ? 0x22 : 0x20)) break;
    }
    left.end = at;
    right.start = isPair ? text.indexOf('"', at + 1) + 1 : at + 1;
    for (at = right.start; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 0x5c || (!isPair && unit === 0x20)) return JSON.parse(text.slice(start, end));
      if (unit === 0x22) break;
    }
    right.end = at;
    return left.end < end && right.start <= at ? true : JSON.parse(text.slice(start, end));
  }
}
