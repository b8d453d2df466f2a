/** The pairs that wait to be joined, lowest rank first, then leftmost. @module */
import type { SymbolList } from "./byte-pair-encoding.ts";
import type { PairTable } from "./pair-table.ts";

/** A binary heap of (rank, position, id of the union). */
export class MergeQueue {
  readonly #rank: number[] = [];
  readonly #position: number[] = [];
  readonly #id: number[] = [];

  /**
   * Joins pairs until none is left. With `dropout` each pair that comes up is passed over with that probability, until
   * the next one that is joined.
   * @see Provilkov et al. 2020, "BPE-Dropout", section 3, https://arxiv.org/abs/1910.13267
   */
  merge(symbols: SymbolList, table: PairTable, dropout: number, random: () => number): void {
    const { id, bytes, next, previous, length } = symbols;
    const skipped: [rank: number, position: number, id: number][] = [];
    const offer = (position: number) => {
      const right = next[position];
      if (right >= length) return;
      const place = table.find(id[position], id[right]);
      if (place >= 0) this.#push(table.rank(place), position, table.id(place));
    };
    for (let i = 0; i + 1 < length; i++) offer(i);
    while (this.#rank.length > 0) {
      const rank = this.#rank[0];
      const position = this.#position[0];
      const union = this.#id[0];
      this.#pop();
      if (dropout > 0 && random() < dropout) {
        skipped.push([rank, position, union]);
        continue;
      }
      for (const [r, p, i] of skipped) this.#push(r, p, i);
      skipped.length = 0;
      const right = next[position];
      if (right >= length || right < 0) continue; // the last symbol, or one that has been swallowed
      const place = table.find(id[position], id[right]);
      if (place < 0 || table.id(place) !== union) continue; // out of date
      id[position] = union;
      bytes[position] += bytes[right];
      const after = next[right];
      next[position] = after;
      next[right] = -1;
      if (after < length) previous[after] = position;
      if (previous[position] >= 0) offer(previous[position]);
      offer(position);
    }
  }

  #less(a: number, b: number): boolean {
    return this.#rank[a] < this.#rank[b] || (this.#rank[a] === this.#rank[b] && this.#position[a] < this.#position[b]);
  }

  #swap(a: number, b: number): void {
    for (const column of [this.#rank, this.#position, this.#id]) {
      const kept = column[a];
      column[a] = column[b];
      column[b] = kept;
    }
  }

  #push(rank: number, position: number, id: number): void {
    let child = this.#rank.length;
    this.#rank.push(rank);
    this.#position.push(position);
    this.#id.push(id);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#less(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  #pop(): void {
    const last = this.#rank.length - 1;
    this.#swap(0, last);
    this.#rank.pop();
    this.#position.pop();
    this.#id.pop();
    for (let parent = 0; ; ) {
      let child = 2 * parent + 1;
      if (child >= last) return;
      if (child + 1 < last && this.#less(child + 1, child)) child++;
      if (!this.#less(child, parent)) return;
      this.#swap(child, parent);
      parent = child;
    }
  }
}
