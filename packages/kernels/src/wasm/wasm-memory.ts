/**
 * One WebAssembly memory that weights, caches and activations live in, and an allocator for it.
 *
 * The memory is *shared* even with one thread: a shared memory grows without detaching the arrays that look into it,
 * and `new WebAssembly.Memory({ shared: true })` works on pages that are not cross-origin isolated too. It reserves
 * addresses, not memory: what was never written costs nothing.
 *
 * The allocator is the classic first-fit list of free blocks, sorted by address and merged with their neighbours when
 * they come back (Knuth, The Art of Computer Programming 1, section 2.5).
 * @module
 */
import type { KernelArray, KernelArrayType, KernelMemory } from "../kernels.ts";

const pageBytes = 65536;
const alignment = 64; // a cache line

/** The constants of the modules lie below. So no array has the address 0, which kernels take for "none". */
const staticBytes = 4096;

/** Kernels read whole vectors and may read up to this far behind an array, never write there. */
const readAhead = 64;

/** A {@link KernelMemory} that kernels can address. */
export interface WasmMemory extends KernelMemory {
  readonly memory: WebAssembly.Memory;
  readonly shared: boolean;
  /** Int32 and float32 views of the whole memory; new ones after it grew. */
  readonly int32: Int32Array;
  readonly float32: Float32Array;
  /** A block of at least `bytes` bytes, not zeroed and not counted. */
  reserve(bytes: number): number;
  release(address: number): void;
}

/**
 * A memory that grows up to `maximumBytes`, or to as much as the browser grants.
 *
 * Where shared memory is refused, it has a fixed size, since growing would detach every array.
 */
export function createWasmMemory(maximumBytes = 2 ** 32): WasmMemory {
  return new FirstFitMemory(newMemory(Math.max(1, Math.floor(maximumBytes / pageBytes))), maximumBytes);
}

/** Asks for shared memory, for less and less of it, and then for memory that is not shared. */
function newMemory(pages: number): { memory: WebAssembly.Memory; shared: boolean } {
  const initial = Math.min(pages, 64);
  for (let maximum = Math.min(pages, 65536); maximum >= initial; maximum = Math.floor(maximum / 2)) {
    try {
      return { memory: new WebAssembly.Memory({ initial, maximum, shared: true }), shared: true };
    } catch {
      // so many addresses are not to be had, or no shared memory
    }
  }
  for (let size = Math.min(pages, 16384); size >= initial; size = Math.floor(size / 2)) {
    try {
      return { memory: new WebAssembly.Memory({ initial: size, maximum: size }), shared: false };
    } catch {
      // less, then
    }
  }
  throw new RangeError(`kernels: the browser refuses a WebAssembly memory of ${initial * pageBytes} bytes.`);
}

class FirstFitMemory implements WasmMemory {
  readonly memory: WebAssembly.Memory;
  readonly shared: boolean;
  int32!: Int32Array;
  float32!: Float32Array;
  bytesUsed = 0;
  private readonly maximumBytes: number;
  /** Every buffer object this memory has had: older arrays keep the one of their time. */
  private readonly buffers = new WeakSet<object>();
  private buffer!: ArrayBufferLike;
  /** Free blocks, by address. */
  private readonly freeStarts: number[] = [];
  private readonly freeSizes: number[] = [];
  /** Size of every block that is out. */
  private readonly blocks = new Map<number, number>();
  /** Bytes of every array that is out, by address. */
  private readonly arrays = new Map<number, number>();

  constructor({ memory, shared }: { memory: WebAssembly.Memory; shared: boolean }, maximumBytes: number) {
    this.memory = memory;
    this.shared = shared;
    this.maximumBytes = maximumBytes;
    this.refreshViews();
    this.addFree(staticBytes, this.buffer.byteLength - staticBytes - readAhead);
  }

  allocate<A extends KernelArray>(type: KernelArrayType<A>, length: number): A {
    if (!(Number.isInteger(length) && length >= 0)) {
      throw new RangeError(`allocate: length is ${length} but has to be a whole number of at least 0.`);
    }
    const bytes = length * type.BYTES_PER_ELEMENT;
    const address = this.reserve(bytes);
    this.arrays.set(address, bytes);
    this.bytesUsed += bytes;
    const View = type as unknown as new (buffer: ArrayBufferLike, offset: number, length: number) => A;
    const array = new View(this.buffer, address, length);
    array.fill(0);
    return array;
  }

  free(array: KernelArray): void {
    const bytes = this.owns(array) ? this.arrays.get(array.byteOffset) : undefined;
    if (bytes !== array.byteLength) {
      throw new RangeError("free: this array is not one that allocate gave and free has not yet taken back.");
    }
    this.arrays.delete(array.byteOffset);
    this.bytesUsed -= bytes;
    this.release(array.byteOffset);
  }

  owns(array: KernelArray): boolean {
    return array.buffer === this.buffer || this.buffers.has(array.buffer);
  }

  reserve(bytes: number): number {
    const size = Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
    let at = this.freeSizes.findIndex((free) => free >= size);
    if (at < 0) {
      this.grow(size, bytes);
      at = this.freeSizes.length - 1;
    }
    const address = this.freeStarts[at];
    if (this.freeSizes[at] === size) {
      this.freeStarts.splice(at, 1);
      this.freeSizes.splice(at, 1);
    } else {
      this.freeStarts[at] += size;
      this.freeSizes[at] -= size;
    }
    this.blocks.set(address, size);
    return address;
  }

  release(address: number): void {
    const size = this.blocks.get(address)!;
    this.blocks.delete(address);
    this.addFree(address, size);
  }

  private addFree(start: number, size: number): void {
    const { freeStarts, freeSizes } = this;
    let low = 0;
    let high = freeStarts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (freeStarts[middle] < start) low = middle + 1;
      else high = middle;
    }
    const joinsNext = low < freeStarts.length && start + size === freeStarts[low];
    const joinsLast = low > 0 && freeStarts[low - 1] + freeSizes[low - 1] === start;
    if (joinsLast) {
      freeSizes[low - 1] += size;
      if (joinsNext) {
        freeSizes[low - 1] += freeSizes[low];
        freeStarts.splice(low, 1);
        freeSizes.splice(low, 1);
      }
    } else if (joinsNext) {
      freeStarts[low] = start;
      freeSizes[low] += size;
    } else {
      freeStarts.splice(low, 0, start);
      freeSizes.splice(low, 0, size);
    }
  }

  /** Makes the last free block hold `size` bytes. */
  private grow(size: number, asked: number): void {
    const last = this.freeStarts.length - 1;
    const end = this.buffer.byteLength - readAhead; // of what can be given out
    const atEnd = last >= 0 && this.freeStarts[last] + this.freeSizes[last] === end ? this.freeSizes[last] : 0;
    const needed = Math.ceil((size - atEnd) / pageBytes);
    // some more than needed, so that many small arrays do not grow it each
    for (const pages of [Math.max(needed, 256), needed]) {
      try {
        if (!this.shared) break;
        this.memory.grow(pages);
        this.refreshViews();
        this.addFree(end, pages * pageBytes);
        return;
      } catch {
        // less, then
      }
    }
    const free = this.freeSizes.reduce((sum, bytes) => sum + bytes, 0);
    throw new RangeError(
      `allocate: ${asked} bytes were asked for, but of the ${this.buffer.byteLength} bytes of this memory only ${free} are free, the largest piece ${Math.max(0, ...this.freeSizes)}, and it cannot grow (its limit is ${this.maximumBytes}). Free arrays, or create the kernels with a larger maximumBytes.`,
    );
  }

  private refreshViews(): void {
    this.buffer = this.memory.buffer;
    this.buffers.add(this.buffer);
    this.int32 = new Int32Array(this.buffer);
    this.float32 = new Float32Array(this.buffer);
  }
}
