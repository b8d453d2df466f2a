/**
 * One layer of a cache: a storage, a policy, and which token each slot holds.
 *
 * As long as heads agree that is known without a list: slots hold positions 0, 1, 2 … with at most one gap, which begins
 * behind the pinned positions. Policies that choose by attention weights let every head hold something else; then each
 * slot's position and importance are kept beside it.
 * @module
 */
import { headsOfRows } from "./array-storage.ts";
import type { CachePolicy } from "./cache-policy.ts";
import { chooseSlots, type EvictionRule, type WeightRows } from "./eviction.ts";
import type { LayerWidth } from "./kv-cache.ts";
import type { LayerStorage } from "./layer-storage.ts";
import { turnRows } from "./rotary-turn.ts";
import type { StoredLayer } from "./serialize.ts";
import { heapMemory, SlotStore } from "./slot-store.ts";

const [positionColumn, importanceColumn] = [0, 1];

export class CachedLayer {
  readonly storage: LayerStorage;
  readonly policy: CachePolicy;
  readonly width: LayerWidth;
  /** Tokens appended: the position of the next one. */
  next = 0;
  #batch: number;
  /** Positions missing behind the pinned ones. */
  #gap = 0;
  /** Position and importance of each slot, where heads hold different ones. */
  #facts: SlotStore | null;
  /** Keys of the pinned positions before they were turned: [batch, numKvHeads, pinned, headDim]. */
  #pinnedKeys: Float32Array | null = null;
  /** Whether attention has not yet told what it looked at since the last append. */
  #awaitsWeights = false;

  constructor(storage: LayerStorage, policy: CachePolicy, width: LayerWidth, batch: number) {
    this.storage = storage;
    this.policy = policy;
    this.width = width;
    this.#batch = batch;
    this.#facts = policy.eviction ? createFacts(batch * width.numKvHeads) : null;
  }

  get bytes(): number {
    return this.storage.bytes + (this.#facts?.bytes ?? 0);
  }

  /** The smallest length above 0 to which `crop` is exact. */
  get cropLimit(): number {
    return this.#facts || this.#gap === 0 ? 1 : this.policy.pinned + this.#gap + this.policy.reads;
  }

  /** [length], or [batch, numKvHeads, length] where heads differ. */
  positions(): Int32Array {
    const facts = this.#facts;
    const { length } = this.storage;
    if (!facts) {
      const { pinned } = this.policy;
      return Int32Array.from({ length }, (_, slot) => (slot < pinned ? slot : slot + this.#gap));
    }
    const positions = new Int32Array(facts.heads * length);
    for (let head = 0; head < facts.heads; head++) positions.set(fact(facts, positionColumn, head), head * length);
    return positions;
  }

  /** Forgets what no query will read again, then adds. Returns the positions [from, to) that were forgotten. */
  append(keys: Float32Array, values: Float32Array, newLen: number): { from: number; to: number } | null {
    const dropped = this.#dropOld();
    this.storage.append(keys, values, newLen);
    const facts = this.#facts;
    if (facts) {
      const start = facts.extend(newLen);
      for (let head = 0; head < facts.heads; head++) {
        const positions = fact(facts, positionColumn, head);
        for (let t = 0; t < newLen; t++) positions[start + t] = this.next + t;
        fact(facts, importanceColumn, head).fill(0, start);
      }
      if (!this.observes) this.#weighKeys(facts, keys, newLen);
      // A prompt that was never observed would stay whole for ever; a decoded token that is not observed does no harm
      // where only prompts are thinned out.
      this.#awaitsWeights ||= this.observes && (newLen > 1 || !this.policy.eviction?.promptsOnly);
    }
    this.next += newLen;
    return dropped;
  }

  /** Whether its policy wants to see attention weights. */
  get observes(): boolean {
    return Boolean(this.policy.eviction?.update);
  }

  /** Whether the layer is over its budget and nobody said what attention looked at. */
  get misses(): boolean {
    return this.#awaitsWeights && this.storage.length > (this.policy.eviction?.budget ?? 0);
  }

  /** Learns from weights [batch, numHeads, queryLen, length]. Returns whether something was evicted. */
  observe(weights: Float32Array, numHeads: number, queryLen: number): boolean {
    const facts = this.#facts;
    const { eviction } = this.policy;
    if (!facts || !eviction) return false;
    this.#awaitsWeights = false;
    this.#updateImportance(facts, eviction, weights, numHeads, queryLen);
    return !(eviction.promptsOnly && queryLen === 1) && this.evict();
  }

  /** Keeps the most important positions, as many as the budget says. Returns whether others went. */
  evict(): boolean {
    const facts = this.#facts;
    const { eviction } = this.policy;
    if (!facts || !eviction || this.storage.length <= eviction.budget) return false;
    this.#keepChosen(facts, (importance) => chooseSlots(importance, eviction.budget, eviction.recent));
    return true;
  }

  crop(length: number): void {
    this.next = Math.min(this.next, length);
    if (this.#facts) this.#cropHeads(this.#facts, length);
    else {
      const slots = length <= this.policy.pinned ? length : length - this.#gap;
      this.storage.drop(Math.min(slots, this.storage.length), this.storage.length);
    }
    if (length > 0) return;
    this.#gap = 0;
    this.#pinnedKeys = null;
  }

  select(rows: ArrayLike<number>): void {
    this.storage.select(rows);
    this.#facts?.select(headsOfRows(rows, this.width.numKvHeads));
    if (this.#pinnedKeys) {
      const size = this.#pinnedKeys.length / this.#batch;
      const chosen = new Float32Array(rows.length * size);
      for (let b = 0; b < rows.length; b++) {
        chosen.set(this.#pinnedKeys.subarray(rows[b] * size, (rows[b] + 1) * size), b * size);
      }
      this.#pinnedKeys = chosen;
    }
    this.#batch = rows.length;
  }

  fork(): CachedLayer {
    const fork = new CachedLayer(this.storage.fork(), this.policy, this.width, this.#batch);
    fork.next = this.next;
    fork.#gap = this.#gap;
    fork.#facts = this.#facts?.fork() ?? null;
    fork.#pinnedKeys = this.#pinnedKeys; // replaced, never written
    fork.#awaitsWeights = this.#awaitsWeights;
    return fork;
  }

  save(): { layer: StoredLayer; parts: Uint8Array[] } {
    const { storage, next } = this;
    const [facts, pinnedKeys, gap] = [this.#facts, this.#pinnedKeys, this.#gap];
    const parts = [...storage.save(), ...(facts?.save() ?? [])];
    if (pinnedKeys) parts.push(new Uint8Array(pinnedKeys.buffer, pinnedKeys.byteOffset, pinnedKeys.byteLength));
    return { layer: { length: storage.length, next, gap, pinned: pinnedKeys !== null }, parts };
  }

  /** Fills an empty layer. Returns how many bytes it read. */
  load(bytes: Uint8Array, { length, next, gap, pinned }: StoredLayer): number {
    let at = this.storage.load(bytes, length);
    if (this.#facts) at += this.#facts.load(bytes.subarray(at), length);
    this.next = next;
    this.#gap = gap;
    if (pinned) {
      const size = this.#batch * this.width.numKvHeads * this.policy.pinned * this.width.headDim * 4;
      this.#pinnedKeys = new Float32Array(bytes.slice(at, at + size).buffer);
      at += size;
    }
    return at;
  }

  violations(): string[] {
    const { storage, policy } = this;
    const [facts, gap] = [this.#facts, this.#gap];
    const { length } = storage;
    const wrong = [...storage.violations(), ...(facts?.violations() ?? [])];
    if (facts && facts.length !== length) wrong.push(`positions are known of ${facts.length} slots, not ${length}`);
    if (!facts && gap > 0 && length < policy.pinned) wrong.push("there is a gap but not all pinned positions");
    if (!facts && length > 0 && length + gap !== this.next) {
      wrong.push(`${length} held and ${gap} dropped are not the ${this.next} seen`);
    }
    const positions = this.positions();
    for (let at = 0; at < positions.length; at++) {
      const before = at % length === 0 ? -1 : positions[at - 1];
      if (positions[at] > before && positions[at] < this.next) continue;
      wrong.push(`slot ${at % length} holds position ${positions[at]} after ${before}, of ${this.next} seen`);
    }
    return wrong;
  }

  dispose(): void {
    this.storage.dispose();
    this.#facts?.dispose();
    this.#pinnedKeys = null;
    this.next = this.#gap = 0;
  }

  #dropOld(): { from: number; to: number } | null {
    const { pinned, recent, rotary } = this.policy;
    const surplus = this.storage.length - pinned - recent;
    if (!(surplus > 0)) return null;
    if (pinned > 0 && rotary && !this.#pinnedKeys) this.#pinnedKeys = this.#copyPinned();
    this.storage.drop(pinned, pinned + surplus);
    const from = pinned + this.#gap;
    this.#gap += surplus;
    if (this.#pinnedKeys && rotary) {
      // Always from the first, unturned keys: errors of turning do not add up.
      this.storage.replaceKeys(turnRows(this.#pinnedKeys, this.width.headDim, rotary, this.#gap), pinned);
    }
    return { from, to: from + surplus };
  }

  #copyPinned(): Float32Array {
    const { keys, capacity } = this.storage.view();
    const { numKvHeads, headDim } = this.width;
    const size = this.policy.pinned * headDim;
    const copy = new Float32Array(this.#batch * numKvHeads * size);
    for (let head = 0; head < this.#batch * numKvHeads; head++) {
      const row = head * capacity * headDim; // keys[b, h, 0, 0]
      copy.set(keys.subarray(row, row + size), head * size);
    }
    return copy;
  }

  /** The importance of the newest slots: minus the norm of their keys, token-major [batch, newLen, numKvHeads, headDim]. */
  #weighKeys(facts: SlotStore, keys: Float32Array, newLen: number): void {
    const { numKvHeads, headDim } = this.width;
    for (let head = 0; head < facts.heads; head++) {
      const importance = fact(facts, importanceColumn, head).subarray(-newLen);
      for (let t = 0; t < newLen; t++) {
        const row = ((Math.floor(head / numKvHeads) * newLen + t) * numKvHeads + (head % numKvHeads)) * headDim; // keys[b, t, h, 0]
        let squares = 0;
        for (let d = 0; d < headDim; d++) squares += keys[row + d] ** 2;
        importance[t] = -Math.sqrt(squares);
      }
    }
  }

  #updateImportance(
    facts: SlotStore,
    eviction: EvictionRule,
    weights: Float32Array,
    numHeads: number,
    queryLen: number,
  ): void {
    facts.own();
    const { length } = this.storage;
    const { numKvHeads } = this.width;
    const group = eviction.sharedByHeads ? numHeads : numHeads / numKvHeads; // query heads that vote together
    for (let head = 0; head < facts.heads; head++) {
      const b = Math.floor(head / numKvHeads);
      const firstHead = eviction.sharedByHeads ? 0 : (head % numKvHeads) * group;
      const start = (b * numHeads + firstHead) * queryLen * length; // weights[b, firstHead, 0, 0]
      const rows: WeightRows = {
        ...{ rows: group * queryLen, length, queryLen },
        at: (n, j) => weights[start + n * length + j],
      };
      eviction.update?.(fact(facts, importanceColumn, head), rows);
    }
  }

  /** Heads may hold different numbers of positions below `length`: those that hold more give up their least important. */
  #cropHeads(facts: SlotStore, length: number): void {
    const below = Array.from({ length: facts.heads }, (_, head) => {
      return fact(facts, positionColumn, head).filter((position) => position < length).length;
    });
    const kept = Math.min(...below);
    this.#keepChosen(facts, (importance, head) => chooseSlots(importance.subarray(0, below[head]), kept, 0));
    this.#awaitsWeights = false;
  }

  /** Keeps the slots that `choose` picks by the importance of each head; every head has to get the same number. */
  #keepChosen(facts: SlotStore, choose: (importance: Float32Array, head: number) => Int32Array): void {
    const chosen = Array.from({ length: facts.heads }, (_, head) => choose(fact(facts, importanceColumn, head), head));
    const kept = chosen[0].length;
    const slots = Int32Array.from(chosen.flatMap((picked) => Array.from(picked)));
    this.storage.keep(slots, kept);
    facts.keep(slots, kept);
  }
}

function createFacts(heads: number): SlotStore {
  const column = { dim: 1, type: "float32" } as const; // exact for positions up to 2^24
  return new SlotStore(heads, { columns: [column, column], capacity: 0, growable: true, memory: heapMemory });
}

/** What is known of the slots of one head. */
function fact(facts: SlotStore, column: number, head: number): Float32Array {
  const row = facts.rowOf(head, 0, 1);
  return (facts.column(column) as Float32Array).subarray(row, row + facts.length);
}
