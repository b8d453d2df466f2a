/**
 * A trie in one hash table: (node, UTF-16 unit) → child.
 *
 * Nested objects for a vocabulary of 250 000 tokens are 600 000 allocations; this is three arrays, filled in one pass.
 * @module
 */
export class PrefixTrie {
  /** edges[3 s …]: node, unit, child; node = -1 is an empty slot. */
  #edges = new Int32Array(0);
  #mask = 0;
  #nodes = 1;
  /** values[node] is the value of the token that ends there, or -1. */
  #values = new Int32Array(1024).fill(-1);

  constructor(tokens: readonly string[]) {
    let units = 0;
    for (const token of tokens) units += token.length;
    let size = 1024;
    while (size < units) size *= 2; // most units share their edge with another token: at most half full in practice
    this.#allocate(size);
    for (let value = 0; value < tokens.length; value++) this.#insert(tokens[value], value);
  }

  /** The child of `node` along `unit`, or -1. Node 0 is the root. */
  child(node: number, unit: number): number {
    const edges = this.#edges;
    for (let s = this.#hash(node, unit); ; s = (s + 1) & this.#mask) {
      const at = 3 * s;
      if (edges[at] === node && edges[at + 1] === unit) return edges[at + 2];
      if (edges[at] === -1) return -1;
    }
  }

  /** The index of the token that ends at `node`, or -1. Of equal tokens the last one counts. */
  value(node: number): number {
    return this.#values[node];
  }

  /** The index of a token, or -1. */
  find(token: string): number {
    let node = 0;
    for (let i = 0; i < token.length && node >= 0; i++) node = this.child(node, token.charCodeAt(i));
    return node < 0 ? -1 : this.#values[node];
  }

  #hash(node: number, unit: number): number {
    const hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
    return (hash ^ (hash >>> 15)) & this.#mask;
  }

  #allocate(size: number): void {
    this.#edges = new Int32Array(3 * size).fill(-1);
    this.#mask = size - 1;
  }

  #insert(token: string, value: number): void {
    let node = 0;
    for (let i = 0; i < token.length; i++) {
      const unit = token.charCodeAt(i);
      const child = this.child(node, unit);
      node = child >= 0 ? child : this.#add(node, unit);
    }
    this.#values[node] = value;
  }

  #add(node: number, unit: number): number {
    const child = this.#nodes++;
    if (this.#nodes * 4 > (this.#mask + 1) * 3) this.#grow();
    if (child >= this.#values.length) {
      const values = new Int32Array(2 * this.#values.length).fill(-1);
      values.set(this.#values);
      this.#values = values;
    }
    this.#put(node, unit, child);
    return child;
  }

  #put(node: number, unit: number, child: number): void {
    let s = this.#hash(node, unit);
    while (this.#edges[3 * s] !== -1) s = (s + 1) & this.#mask;
    this.#edges.set([node, unit, child], 3 * s);
  }

  #grow(): void {
    const old = this.#edges;
    this.#allocate(2 * (this.#mask + 1));
    for (let at = 0; at < old.length; at += 3) {
      if (old[at] !== -1) this.#put(old[at], old[at + 1], old[at + 2]);
    }
  }
}
