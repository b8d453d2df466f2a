/**
 * What a policy asks of the place where one layer's keys and values lie.
 *
 * Slots are counted from 0 to length - 1 in every head, oldest first. Which token a slot holds is the policy's business.
 * Another storage (tensors of an inference runtime, for example) implements this and works with every policy.
 * @module
 */
import type { CacheView } from "./kv-cache.ts";

export interface LayerStorage {
  /** Slots held per head. */
  readonly length: number;
  readonly bytes: number;
  /** Adds newLen slots: token-major arrays [batch, newLen, numKvHeads, dim]. */
  append(keys: Float32Array, values: Float32Array, newLen: number): void;
  view(): CacheView;
  /** Forgets slots [start, end) of every head; later ones move up. */
  drop(start: number, end: number): void;
  /** Keeps `kept` slots of every head: slots [batch, numKvHeads, kept], ascending in each head. */
  keep(slots: Int32Array, kept: number): void;
  /** Replaces the keys of the first slots: keys [batch, numKvHeads, count, headDim]. */
  replaceKeys(keys: Float32Array, count: number): void;
  /** Batch row i becomes what row rows[i] was. */
  select(rows: ArrayLike<number>): void;
  fork(): LayerStorage;
  /** The valid slots as stored, for serialising. */
  save(): Uint8Array[];
  /** Fills an empty storage with `length` slots from what `save` gave. Returns how many bytes it read. */
  load(bytes: Uint8Array, length: number): number;
  /** What is wrong inside, in words. */
  violations(): string[];
  dispose(): void;
}
