/**
 * Older positions in 8 or 4 bits, the newest `residual` ones as they are.
 *
 * A row of a key or value is cut into groups of 32 numbers. Each group stores its smallest number and a step, and every
 * number becomes a whole number of steps: x ≈ min + step · code, off by at most half a step. The newest positions get
 * most of the attention, so they wait in full precision and are rounded only when others have come after them.
 *
 * Attention reads float32, so `view` widens the layer into a scratch array that all layers of a cache share: memory is
 * saved, time is not.
 * @module
 */
import { ArrayStorage, headsOfRows } from "./array-storage.ts";
import type { CacheView, LayerWidth } from "./kv-cache.ts";
import type { LayerStorage } from "./layer-storage.ts";
import { type Rewrite, rewrite, type WideScratch, wideScratch } from "./rewrite.ts";
import { damaged } from "./serialize.ts";
import { type ColumnSpec, SlotStore, type SlotStoreOptions } from "./slot-store.ts";

/** Numbers that share a minimum and a step. Smaller groups are more exact and store more. */
const groupSize = 32;

export interface QuantizedOptions {
  bits: 8 | 4;
  /** How many of the newest positions stay float32. */
  residual: number;
  scratch: WideScratch;
}

export class QuantizedStorage implements LayerStorage {
  readonly #width: Readonly<LayerWidth>;
  readonly #options: QuantizedOptions;
  /** Columns: key codes, key steps, value codes, value steps. */
  readonly #rounded: SlotStore;
  readonly #recent: ArrayStorage;

  constructor(width: Readonly<LayerWidth>, options: QuantizedOptions, rounded: SlotStore, recent: ArrayStorage) {
    this.#width = width;
    this.#options = options;
    this.#rounded = rounded;
    this.#recent = recent;
  }

  static create(
    width: Readonly<LayerWidth>,
    batch: number,
    options: QuantizedOptions,
    storage: Omit<SlotStoreOptions, "columns">,
  ): QuantizedStorage {
    const columns = quantizedColumns(width, options.bits);
    // One slot more: a token is appended before the oldest is rounded.
    const recent = ArrayStorage.create(width, batch, {
      capacity: 2 * (options.residual + 1),
      growable: true,
      memory: storage.memory,
    });
    return new QuantizedStorage(
      width,
      options,
      new SlotStore(batch * width.numKvHeads, { ...storage, columns }),
      recent,
    );
  }

  get length(): number {
    return this.#rounded.length + this.#recent.length;
  }

  get bytes(): number {
    return this.#rounded.bytes + this.#recent.bytes;
  }

  append(keys: Float32Array, values: Float32Array, newLen: number): void {
    this.#recent.append(keys, values, newLen);
    const surplus = this.#recent.length - this.#options.residual;
    if (surplus <= 0) return;
    const start = this.#rounded.extend(surplus);
    const view = this.#recent.view();
    for (let head = 0; head < this.#rounded.heads; head++) {
      for (let n = 0; n < surplus; n++) {
        this.#roundRow(0, view.keys, (head * view.capacity + n) * this.#width.headDim, head, start + n);
        this.#roundRow(1, view.values, (head * view.capacity + n) * this.#width.valueDim, head, start + n);
      }
    }
    this.#recent.drop(0, surplus);
  }

  view(): CacheView {
    const { length } = this;
    const { headDim, valueDim } = this.#width;
    const { scratch } = this.#options;
    const heads = this.#rounded.heads;
    const capacity = Math.ceil(length / 64) * 64; // grows in steps, so that the scratch is not made anew each time
    wideScratch(scratch, this.#width, heads, capacity);
    const recent = this.#recent.view();
    const widen = (pair: 0 | 1, to: Float32Array, from: Float32Array, dim: number) => {
      for (let head = 0; head < heads; head++) {
        const row = head * capacity * dim;
        for (let slot = 0; slot < this.#rounded.length; slot++) this.#widenRow(pair, to, row + slot * dim, head, slot);
        const start = head * recent.capacity * dim;
        to.set(from.subarray(start, start + recent.length * dim), row + this.#rounded.length * dim);
      }
    };
    widen(0, scratch.keys, recent.keys, headDim);
    widen(1, scratch.values, recent.values, valueDim);
    return {
      keys: scratch.keys.subarray(0, heads * capacity * headDim),
      values: scratch.values.subarray(0, heads * capacity * valueDim),
      ...{ length, capacity },
    };
  }

  drop(start: number, end: number): void {
    const rounded = this.#rounded.length;
    this.#recent.drop(Math.max(start - rounded, 0), Math.max(end - rounded, 0));
    this.#rounded.drop(Math.min(start, rounded), Math.min(end, rounded));
  }

  /** Heads may keep different slots rounded, so all are rounded again; a rounded group rounds to itself. */
  keep(slots: Int32Array, kept: number): void {
    this.#rewrite({ length: kept, from: (head, n) => slots[head * kept + n] });
  }

  replaceKeys(keys: Float32Array, count: number): void {
    this.#rewrite({ length: this.length, keys, count });
  }

  select(rows: ArrayLike<number>): void {
    this.#rounded.select(headsOfRows(rows, this.#width.numKvHeads));
    this.#recent.select(rows);
  }

  fork(): QuantizedStorage {
    return new QuantizedStorage(this.#width, this.#options, this.#rounded.fork(), this.#recent.fork());
  }

  save(): Uint8Array[] {
    const lengths = new Uint8Array(Uint32Array.of(this.#rounded.length).buffer);
    return [lengths, ...this.#rounded.save(), ...this.#recent.save()];
  }

  load(bytes: Uint8Array, length: number): number {
    const rounded = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    if (rounded > length) throw damaged(`${rounded} of ${length} positions are said to be rounded`);
    const read = 4 + this.#rounded.load(bytes.subarray(4), rounded);
    return read + this.#recent.load(bytes.subarray(read), length - rounded);
  }

  violations(): string[] {
    const wrong = [...this.#rounded.violations(), ...this.#recent.violations()];
    if (this.#recent.length > this.#options.residual && this.#options.residual > 0) {
      wrong.push(`${this.#recent.length} positions are float32 but residual is ${this.#options.residual}`);
    }
    return wrong;
  }

  dispose(): void {
    this.#rounded.dispose();
    this.#recent.dispose();
  }

  #rewrite(change: Rewrite): void {
    rewrite(this, this.#width, this.#rounded.heads, change);
  }

  /** Where the codes and steps of a row of keys (pair 0) or values (pair 1) lie. */
  #place(pair: 0 | 1, head: number, slot: number) {
    const { headDim, valueDim } = this.#width;
    const dim = pair === 0 ? headDim : valueDim;
    const groups = Math.ceil(dim / groupSize);
    return {
      ...{ dim, groups, codes: this.#rounded.column(2 * pair), steps: this.#rounded.column(2 * pair + 1) },
      codeRow: this.#rounded.rowOf(head, slot, codeBytes(dim, this.#options.bits)),
      stepRow: this.#rounded.rowOf(head, slot, 2 * groups), // steps[head, slot, group, (min, step)]
    };
  }

  #roundRow(pair: 0 | 1, from: Float32Array, fromRow: number, head: number, slot: number): void {
    const { dim, groups, codes, steps, codeRow, stepRow } = this.#place(pair, head, slot);
    const { bits } = this.#options;
    const top = 2 ** bits - 1;
    if (bits === 4) codes.fill(0, codeRow, codeRow + codeBytes(dim, 4));
    for (let group = 0; group < groups; group++) {
      const start = group * groupSize;
      const end = Math.min(start + groupSize, dim);
      const numbers = from.subarray(fromRow + start, fromRow + end);
      const min = numbers.reduce((a, b) => Math.min(a, b));
      const max = numbers.reduce((a, b) => Math.max(a, b));
      const step = Math.fround((max - min) / top);
      steps[stepRow + 2 * group] = min;
      steps[stepRow + 2 * group + 1] = step;
      for (let d = start; d < end; d++) {
        const code = step === 0 ? 0 : Math.min(top, Math.max(0, Math.round((from[fromRow + d] - min) / step)));
        if (bits === 8) codes[codeRow + d] = code;
        else codes[codeRow + (d >> 1)] |= code << (4 * (d & 1)); // even dims in the low half
      }
    }
  }

  #widenRow(pair: 0 | 1, to: Float32Array, toRow: number, head: number, slot: number): void {
    const { dim, codes, steps, codeRow, stepRow } = this.#place(pair, head, slot);
    const { bits } = this.#options;
    for (let d = 0; d < dim; d++) {
      const group = stepRow + 2 * Math.floor(d / groupSize);
      const code = bits === 8 ? codes[codeRow + d] : (codes[codeRow + (d >> 1)] >> (4 * (d & 1))) & 15;
      to[toRow + d] = steps[group] + steps[group + 1] * code;
    }
  }
}

/** What one position of one head stores: codes and steps, for keys and for values. */
export function quantizedColumns({ headDim, valueDim }: LayerWidth, bits: 8 | 4): ColumnSpec[] {
  return [headDim, valueDim].flatMap((dim) => [
    { dim: codeBytes(dim, bits), type: "uint8" as const },
    { dim: 2 * Math.ceil(dim / groupSize), type: "float32" as const },
  ]);
}

const codeBytes = (dim: number, bits: 8 | 4) => (bits === 8 ? dim : Math.ceil(dim / 2));
