/**
 * Rows of numbers per head and slot, in one or more columns: [batch · heads, capacity, dim] each.
 *
 * Slots are appended at the end and forgotten anywhere. Growing doubles the capacity, so that storing n slots one at a
 * time copies each of them at most twice on average. Forgetting the oldest moves nothing: slot 0 just begins later, until
 * the room in front is worth a move. Forks share their arrays until one of them writes.
 * @module
 */

export type Column = Float32Array | Uint8Array;

/** Where arrays come from: an engine passes its own memory (for example a WebAssembly heap). */
export interface ArrayMemory {
  /** An array of `length` elements; what it holds does not matter. Default `new Float32Array(length)`. */
  allocate(length: number): Float32Array;
  /** Gives an array back. Default: nothing, the garbage collector takes it. */
  free(array: Float32Array): void;
}

/** Memory of the JavaScript heap. */
export const heapMemory: ArrayMemory = {
  allocate: (length) => new Float32Array(length),
  free: () => {},
};

/** The elements of a slot in one column, and their type. */
export interface ColumnSpec {
  dim: number;
  type: "float32" | "uint8";
}

export interface SlotStoreOptions {
  columns: readonly ColumnSpec[];
  /** Slots to allocate at once. */
  capacity: number;
  /** Whether more may be allocated later. */
  growable: boolean;
  memory: ArrayMemory;
  onGrow?: (capacity: number) => void;
}

interface SharedColumns {
  arrays: Column[];
  /** How many stores use them. */
  users: number;
}

/** How many slots to allocate when `needed` do not fit in `capacity`: the double, and at least 16. */
export function grownCapacity(capacity: number, needed: number): number {
  return Math.max(needed, 2 * capacity, 16); // 16: a first token should not grow five times
}

export class SlotStore {
  length = 0;
  heads: number;
  capacity: number;
  /** Where slot 0 lies. */
  first = 0;
  readonly #options: SlotStoreOptions;
  #shared: SharedColumns;

  /** `heads` counts those of all batch rows. */
  constructor(heads: number, options: SlotStoreOptions, shared?: SharedColumns) {
    this.heads = heads;
    this.#options = options;
    this.capacity = options.capacity;
    this.#shared = shared ?? this.#allocate(heads, this.capacity);
  }

  get bytes(): number {
    return this.#shared.arrays.reduce((sum, array) => sum + array.byteLength, 0);
  }

  /** Column n, whole: slot s of head h begins at element rowOf(h, s, dim). */
  column(n: number): Column {
    return this.#shared.arrays[n];
  }

  rowOf(head: number, slot: number, dim: number): number {
    return (head * this.capacity + this.first + slot) * dim;
  }

  /** Makes room for `count` slots after the last; the caller writes all of them. Returns the first new slot. */
  extend(count: number): number {
    const start = this.length;
    const needed = start + count;
    if (this.first + needed > this.capacity) this.#makeRoom(needed);
    else this.own();
    this.length = needed;
    return start;
  }

  /** Forgets slots [start, end); later ones move up. */
  drop(start: number, end: number): void {
    if (end <= start) return;
    if (end < this.length) {
      if (start < this.length - end) {
        // Fewer slots lie before the gap: they move up behind it.
        if (start > 0) this.#moveSlots(0, end - start, start);
        this.first += end - start;
      } else {
        this.#moveSlots(end, start - end, this.length - end);
      }
    }
    this.length -= Math.min(end, this.length) - start;
  }

  /** Keeps `kept` slots of each head: slots [heads, kept], ascending in each head. */
  keep(slots: Int32Array, kept: number): void {
    this.own();
    this.#forEachRow((array, dim, row, head) => {
      for (let n = 0; n < kept; n++) {
        const slot = slots[head * kept + n];
        if (slot !== n) array.copyWithin(row + n * dim, row + slot * dim, row + (slot + 1) * dim);
      }
    });
    this.length = kept;
  }

  /** Head n becomes what head `heads[n]` was. */
  select(heads: Int32Array): void {
    const fresh = this.#allocate(heads.length, this.capacity);
    this.#options.columns.forEach(({ dim }, n) => {
      heads.forEach((from, to) => {
        const row = this.rowOf(from, 0, dim);
        fresh.arrays[n].set(this.column(n).subarray(row, row + this.length * dim), to * this.capacity * dim);
      });
    });
    this.#replace(fresh, this.capacity);
    this.heads = heads.length;
  }

  fork(): SlotStore {
    this.#shared.users++;
    const fork = new SlotStore(this.heads, this.#options, this.#shared);
    fork.length = this.length;
    fork.capacity = this.capacity;
    fork.first = this.first;
    return fork;
  }

  /** The valid slots, column by column and head by head. */
  save(): Uint8Array[] {
    const parts: Uint8Array[] = [];
    this.#forEachRow((array, dim, row) => {
      const { buffer, byteOffset, byteLength } = array.subarray(row, row + this.length * dim);
      parts.push(new Uint8Array(buffer, byteOffset, byteLength));
    });
    return parts;
  }

  /** Fills an empty store from what `save` gave. Returns how many bytes it read. */
  load(bytes: Uint8Array, length: number): number {
    this.extend(length);
    let at = 0;
    this.#forEachRow((array, dim, row) => {
      const { buffer, byteOffset, byteLength } = array.subarray(row, row + length * dim);
      new Uint8Array(buffer, byteOffset, byteLength).set(bytes.subarray(at, at + byteLength));
      at += byteLength;
    });
    return at;
  }

  violations(): string[] {
    const wrong: string[] = [];
    if (this.first < 0 || this.length < 0 || this.first + this.length > this.capacity) {
      wrong.push(`slots ${this.first} to ${this.first + this.length} lie outside the capacity ${this.capacity}`);
    }
    this.#options.columns.forEach(({ dim }, n) => {
      const needed = this.heads * this.capacity * dim;
      const { length } = this.column(n);
      if (length !== needed) wrong.push(`column ${n} has ${length} elements but needs ${needed}`);
    });
    if (this.#shared.users < 1) wrong.push("the arrays were given back");
    return wrong;
  }

  dispose(): void {
    this.capacity = this.length = this.first = 0;
    this.#replace({ arrays: this.#shared.arrays.map((array) => array.slice(0, 0)), users: 1 }, 0);
  }

  /** Makes sure that nobody else sees what is written next. */
  own(): void {
    if (this.#shared.users > 1) this.#moveTo(this.capacity);
  }

  /** By moving to the front when that frees enough for a while, else by growing. */
  #makeRoom(needed: number): void {
    const { growable } = this.#options;
    if (!growable && needed > this.capacity) {
      throw new RangeError(
        `append: ${this.length} positions are held and ${needed - this.length} more do not fit in capacity=${this.capacity}. Crop or reset the cache, or create it with a larger capacity.`,
      );
    }
    if ((growable ? 2 : 1) * needed <= this.capacity) {
      this.#moveSlots(0, -this.first, this.length);
      this.first = 0;
      return;
    }
    this.#moveTo(grownCapacity(this.capacity, needed));
    this.#options.onGrow?.(this.capacity);
  }

  /** Copies the slots to the front of fresh arrays. */
  #moveTo(capacity: number): void {
    const fresh = this.#allocate(this.heads, capacity);
    this.#options.columns.forEach(({ dim }, n) => {
      for (let head = 0; head < this.heads; head++) {
        const row = this.rowOf(head, 0, dim);
        fresh.arrays[n].set(this.column(n).subarray(row, row + this.length * dim), head * capacity * dim);
      }
    });
    this.#replace(fresh, capacity);
  }

  /** Moves `count` slots from `slot` to `slot + by`. */
  #moveSlots(slot: number, by: number, count: number): void {
    this.own();
    this.#forEachRow((array, dim, row) => {
      array.copyWithin(row + (slot + by) * dim, row + slot * dim, row + (slot + count) * dim);
    });
  }

  /** Visits each head of each column; `row` is where slot 0 begins. */
  #forEachRow(visit: (array: Column, dim: number, row: number, head: number) => void): void {
    this.#options.columns.forEach(({ dim }, n) => {
      for (let head = 0; head < this.heads; head++) visit(this.column(n), dim, this.rowOf(head, 0, dim), head);
    });
  }

  #allocate(heads: number, capacity: number): SharedColumns {
    const { memory, columns } = this.#options;
    const arrays = columns.map(({ dim, type }) => {
      const length = heads * capacity * dim;
      return type === "float32" ? memory.allocate(length) : new Uint8Array(length);
    });
    return { arrays, users: 1 };
  }

  #replace(fresh: SharedColumns, capacity: number): void {
    this.#shared.users--;
    if (this.#shared.users === 0) {
      for (const array of this.#shared.arrays) if (array instanceof Float32Array) this.#options.memory.free(array);
    }
    this.#shared = fresh;
    this.capacity = capacity;
    this.first = 0;
  }
}
