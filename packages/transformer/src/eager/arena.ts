/**
 * Memory for the intermediate values of one run, reused by the next.
 *
 * A model makes the same values in the same order at every decoding step. So the n-th value of a step gets the n-th
 * slot, with the array it had last time: after the first step nothing is allocated. Scopes (one per block) give
 * everything but their result back at once, so a deep model needs the memory of one block, not of all.
 * @module
 */
import type { KernelMemory } from "@llm-anatomy/kernels";
import type { EagerTensor } from "./tensor.ts";

interface Slot extends EagerTensor {
  chunk: number;
  offset: number;
}

const alignment = 16; // elements: one cache line

export class Arena {
  readonly #memory: KernelMemory;
  #chunks: Float32Array[] = [];
  #slots: Slot[] = [];
  #nextSlot = 0;
  #chunk = 0;
  #offset = 0;

  constructor(memory: KernelMemory) {
    this.#memory = memory;
  }

  /** Starts a run: all slots are free again. Values of the run before must not be used any more. */
  reset(): void {
    this.#nextSlot = 0;
    this.#chunk = 0;
    this.#offset = 0;
    if (this.#chunks.length <= 1) return;
    const total = this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    for (const chunk of this.#chunks) this.#memory.free(chunk);
    this.#chunks = [this.#memory.allocate(Float32Array, total)];
    this.#slots = [];
  }

  /** A tensor of this shape. Its contents are whatever was there before. */
  take(d0: number, d1: number, d2: number, d3 = -1): EagerTensor {
    const length = d3 < 0 ? d0 * d1 * d2 : d0 * d1 * d2 * d3;
    this.#makeRoom(length);
    const slot = this.#slot();
    if (slot.chunk !== this.#chunk || slot.offset !== this.#offset || slot.data.length !== length) {
      slot.chunk = this.#chunk;
      slot.offset = this.#offset;
      slot.data = this.#chunks[this.#chunk].subarray(this.#offset, this.#offset + length);
    }
    setShape(slot.shape, d0, d1, d2, d3);
    this.#offset += Math.ceil(length / alignment) * alignment;
    return slot;
  }

  /** A tensor of the same shape as `x`. */
  like(x: EagerTensor): EagerTensor {
    return this.take(x.shape[0], x.shape[1], x.shape[2], x.shape.length > 3 ? x.shape[3] : -1);
  }

  /** Another shape for the data of `x`. */
  view(x: EagerTensor, d0: number, d1: number, d2: number, d3 = -1): EagerTensor {
    const slot = this.#slot();
    slot.data = x.data;
    slot.chunk = -1;
    setShape(slot.shape, d0, d1, d2, d3);
    return slot;
  }

  enter(): number {
    return this.#nextSlot;
  }

  /** Frees everything taken since `enter`, but keeps `result`, which moves to the start of the scope. */
  leave(scope: number, result: EagerTensor): EagerTensor {
    const { data } = result;
    const [d0, d1, d2, d3 = -1] = result.shape;
    this.release(scope);
    const kept = this.take(d0, d1, d2, d3);
    if (kept.data !== data) kept.data.set(data);
    return kept;
  }

  /** Frees everything taken since `enter`. */
  release(scope: number): void {
    let first = scope;
    while (first < this.#nextSlot && this.#slots[first].chunk < 0) first++;
    if (first < this.#nextSlot) {
      this.#chunk = this.#slots[first].chunk;
      this.#offset = this.#slots[first].offset;
    }
    this.#nextSlot = scope;
  }

  dispose(): void {
    for (const chunk of this.#chunks) this.#memory.free(chunk);
    this.#chunks = [];
    this.#slots = [];
  }

  #slot(): Slot {
    const index = this.#nextSlot++;
    return (this.#slots[index] ??= { shape: [], data: new Float32Array(0), chunk: -1, offset: 0 });
  }

  /** Makes the current chunk one that has `length` elements left. */
  #makeRoom(length: number): void {
    while (this.#chunk < this.#chunks.length) {
      if (this.#offset + length <= this.#chunks[this.#chunk].length) return;
      this.#chunk++;
      this.#offset = 0;
    }
    const last = this.#chunks.at(-1)?.length ?? 0;
    this.#chunks.push(this.#memory.allocate(Float32Array, Math.max(length, 2 * last, 1 << 16)));
  }
}

function setShape(shape: number[], d0: number, d1: number, d2: number, d3: number): void {
  shape.length = d3 < 0 ? 3 : 4;
  shape[0] = d0;
  shape[1] = d1;
  shape[2] = d2;
  if (d3 >= 0) shape[3] = d3;
}
