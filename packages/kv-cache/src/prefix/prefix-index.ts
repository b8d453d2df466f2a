/**
 * Finding the longest beginning that some earlier sequence shares: what was computed for it need not be computed again.
 *
 * Sequences of token ids are kept in a radix tree: a path of edges, each labelled with the run of ids that all sequences
 * below it share. Looking up walks down as long as ids agree, so it costs as many steps as ids match, however many
 * sequences there are. Each stored sequence has its cache; a hit is a fork of one, cropped to what matched. With paged
 * caches forks share their blocks, so that a common beginning is stored once.
 * @module
 */
import type { KVCache } from "../kv-cache.ts";
import {
  canCrop,
  checkTokens,
  type PrefixEntry,
  type PrefixHit,
  type PrefixIndexOptions,
  StoredSequences,
  unpin,
} from "./stored-sequences.ts";

/** Why a lookup reused what it reused. */
export interface HitExplanation {
  /** Tokens asked for. */
  asked: number;
  /** Tokens that agree with some stored sequence. */
  matched: number;
  /** Tokens that can be reused. */
  reused: number;
  /** Where the walk ended: the next token asked for, and those that stored sequences have there. */
  nextAsked: number | null;
  nextStored: number[];
  /** In words. */
  reason: string;
}

interface Node {
  /** The ids between the parent and here. */
  label: Int32Array;
  parent: Node | null;
  children: Map<number, Node>;
  entry: PrefixEntry | null;
}

export class PrefixIndex {
  readonly #root: Node = { label: new Int32Array(0), parent: null, children: new Map(), entry: null };
  readonly #nodes = new Map<PrefixEntry, Node>();
  readonly #stored: StoredSequences;

  constructor(options: PrefixIndexOptions = {}) {
    this.#stored = new StoredSequences("createPrefixIndex", options);
  }

  get size(): number {
    return this.#stored.size;
  }

  /** Bytes of all stored caches; blocks that several share count several times. */
  get bytes(): number {
    return this.#stored.bytes;
  }

  get entries(): PrefixEntry[] {
    return this.#stored.list;
  }

  /**
   * Stores a fork of `cache` under the tokens it holds. A stored sequence that these tokens merely continue is replaced,
   * when the new cache can be cropped to it and it is not pinned. Then the least recently used entries go until the
   * limits hold.
   *
   * @throws RangeError when `tokens` are not as many as the cache has seen
   */
  insert(tokens: ArrayLike<number>, cache: KVCache, { pinned = false }: { pinned?: boolean } = {}): PrefixEntry {
    const ids = checkTokens(tokens, cache);
    const node = this.#nodeAt(ids);
    if (node.entry) return this.#stored.renew(node.entry, pinned);
    const entry = this.#stored.add(ids, cache, pinned);
    node.entry = entry;
    this.#nodes.set(entry, node);
    for (let above = node.parent; above; above = above.parent) {
      const shorter = above.entry;
      if (shorter && shorter.pins === 0 && canCrop(cache, shorter.tokens.length)) this.remove(shorter);
    }
    while (this.#stored.overfull) if (!this.evict(entry)) break;
    return entry;
  }

  /**
   * The longest reusable beginning of `tokens`, or null. At least one token is left to compute, since a model's answer
   * comes with its last token.
   */
  lookup(tokens: ArrayLike<number>): PrefixHit | null {
    const { entry, reused } = this.#find(tokens);
    return entry && reused > 0 ? this.#stored.reuse(entry, reused) : null;
  }

  /** What {@link lookup} would find, and why no more. Changes nothing. */
  explainHit(tokens: ArrayLike<number>): HitExplanation {
    const { matched, reused, nextStored } = this.#find(tokens);
    const asked = tokens.length;
    const nextAsked = matched < asked ? tokens[matched] : null;
    let reason = `${matched} of ${asked} tokens match: `;
    if (matched === asked) reason += "all are stored, and the last one is left to compute";
    else if (nextStored.length > 0)
      reason += `then comes ${nextAsked}, where ${nextStored.slice(0, 5).join(", ")} is stored`;
    else reason += this.size === 0 ? "nothing is stored" : "the stored sequence ends there";
    const usable = Math.min(matched, asked - 1);
    if (reused < usable)
      reason += `; only ${reused} can be reused, since the policy dropped what a crop to ${usable} needs`;
    return { asked, matched, reused, nextAsked, nextStored, reason: `${reason}.` };
  }

  pin(entry: PrefixEntry): void {
    entry.pins++;
  }

  /** @throws RangeError when the entry has no pin */
  unpin(entry: PrefixEntry): void {
    unpin(entry);
  }

  /** Forgets the least recently used entry without pins, other than `except`. Returns it, or null when there is none. */
  evict(except?: PrefixEntry): PrefixEntry | null {
    const oldest = this.#stored.oldest(except);
    if (oldest) this.remove(oldest);
    return oldest;
  }

  /** Forgets an entry and disposes its cache. */
  remove(entry: PrefixEntry): void {
    this.#stored.remove(entry);
    let node = this.#nodes.get(entry) as Node;
    this.#nodes.delete(entry);
    node.entry = null;
    // Branches without an entry below them go, and nodes with a single child melt into it.
    while (node.parent && !node.entry && node.children.size === 0) {
      node.parent.children.delete(node.label[0]);
      node = node.parent;
    }
    if (node.parent && !node.entry && node.children.size === 1) {
      const [child] = node.children.values();
      const label = new Int32Array(node.label.length + child.label.length);
      label.set(node.label);
      label.set(child.label, node.label.length);
      child.label = label;
      child.parent = node.parent;
      node.parent.children.set(label[0], child);
    }
  }

  /** What is wrong inside, in words. */
  violations(): string[] {
    const wrong: string[] = [];
    let found = 0;
    const walk = (node: Node, depth: number) => {
      const here = depth + node.label.length;
      if (node.entry) {
        found++;
        if (node.entry.tokens.length !== here)
          wrong.push(`an entry of ${node.entry.tokens.length} tokens lies at depth ${here}`);
        if (node.entry.cache.seen !== here)
          wrong.push(`a cache of ${node.entry.cache.seen} tokens lies at depth ${here}`);
      } else if (node.parent && node.children.size < 2) {
        wrong.push(`a node at depth ${here} has no entry and ${node.children.size} children`);
      }
      for (const [first, child] of node.children) {
        if (child.label[0] !== first) wrong.push(`an edge for ${first} begins with ${child.label[0]}`);
        if (child.parent !== node) wrong.push(`a node at depth ${here} is not its child's parent`);
        walk(child, here);
      }
    };
    walk(this.#root, 0);
    if (found !== this.size) wrong.push(`${found} entries are in the tree but ${this.size} are known`);
    return wrong;
  }

  dispose(): void {
    for (const entry of this.entries) this.remove(entry);
  }

  /** Walks down as far as ids agree, then chooses what to reuse. */
  #find(tokens: ArrayLike<number>) {
    let node = this.#root;
    let matched = 0;
    const ancestors: PrefixEntry[] = []; // whole sequences that `tokens` begin with
    let inside = 0; // ids matched of the label of `below`
    let below: Node | undefined;
    for (;;) {
      if (node.entry) ancestors.push(node.entry);
      below = node.children.get(tokens[matched]);
      if (!below) break;
      inside = 0;
      while (
        inside < below.label.length &&
        matched + inside < tokens.length &&
        below.label[inside] === tokens[matched + inside]
      )
        inside++;
      matched += inside;
      if (inside < below.label.length) break;
      node = below;
    }
    const nextStored = below && inside < below.label.length ? [below.label[inside]] : [...node.children.keys()];
    const usable = Math.min(matched, Math.max(tokens.length - 1, 0));
    // Any sequence below shares all that matched; one that ends earlier is the next best.
    const candidates = [firstEntry(below ?? node), ...ancestors.reverse()];
    for (const entry of candidates) {
      if (!entry) continue;
      const reused = Math.min(usable, entry.tokens.length);
      if (canCrop(entry.cache, reused)) return { matched, nextStored, entry, reused };
    }
    return { matched, nextStored, entry: null, reused: 0 };
  }

  /** The node at which a sequence ends, made if it is not there. */
  #nodeAt(ids: Int32Array): Node {
    let node = this.#root;
    let at = 0;
    while (at < ids.length) {
      const child = node.children.get(ids[at]);
      if (!child) {
        const leaf: Node = { label: ids.slice(at), parent: node, children: new Map(), entry: null };
        node.children.set(ids[at], leaf);
        return leaf;
      }
      let same = 0;
      while (same < child.label.length && at + same < ids.length && child.label[same] === ids[at + same]) same++;
      node = same < child.label.length ? split(child, same) : child;
      at += same;
    }
    return node;
  }
}

/** An empty index of stored beginnings. */
export function createPrefixIndex(options: PrefixIndexOptions = {}): PrefixIndex {
  return new PrefixIndex(options);
}

/** Any entry at or below `node`. */
function firstEntry(node: Node): PrefixEntry | null {
  let at: Node | undefined = node;
  while (at && !at.entry) at = at.children.values().next().value;
  return at?.entry ?? null;
}

/** Cuts the edge to `node` after `length` ids and returns the node in between. */
function split(node: Node, length: number): Node {
  const middle: Node = { label: node.label.slice(0, length), parent: node.parent, children: new Map(), entry: null };
  node.parent?.children.set(middle.label[0], middle);
  node.label = node.label.slice(length);
  node.parent = middle;
  middle.children.set(node.label[0], node);
  return middle;
}
