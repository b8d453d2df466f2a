/**
 * One pool of blocks that many caches take from, and how often each block is named.
 *
 * Every layer has blocks of its own: two arrays [numKvHeads, blocks · blockSize, dim], so that blocks that lie side by
 * side are read as one.
 * @module
 */
import { checkOptions, checkSize, fillShape, layerWidth } from "./checks.ts";
import type { CacheShape, LayerWidth } from "./kv-cache.ts";
import { type ArrayMemory, heapMemory } from "./slot-store.ts";

export interface PagePoolOptions extends Partial<ArrayMemory> {
  /** How many blocks each layer has. */
  blocks: number;
  /** Positions in a block. Default 16. */
  blockSize?: number;
}

/** Whoever names blocks: one list per batch row. */
export interface BlockHolder {
  readonly tables: readonly (readonly number[])[];
}

/** The blocks of one layer. */
export class LayerPool {
  readonly width: LayerWidth;
  readonly blockSize: number;
  /** Positions there are. */
  readonly capacity: number;
  readonly keys: Float32Array;
  readonly values: Float32Array;
  /** Those who hold blocks; for finding mistakes. */
  readonly holders = new Set<BlockHolder>();
  readonly free: number[];
  /** How many lists name each block. */
  readonly #references: Int32Array;

  constructor(width: LayerWidth, blocks: number, blockSize: number, { allocate }: ArrayMemory) {
    this.width = width;
    this.blockSize = blockSize;
    this.capacity = blocks * blockSize;
    this.keys = allocate(width.numKvHeads * this.capacity * width.headDim);
    this.values = allocate(width.numKvHeads * this.capacity * width.valueDim);
    this.#references = new Int32Array(blocks);
    // Taken from the end: the lowest block first, so that a first sequence lies in one piece.
    this.free = Array.from({ length: blocks }, (_, n) => blocks - 1 - n);
  }

  /** @throws RangeError when fewer than `count` blocks are free */
  checkFree(count: number): void {
    if (count <= this.free.length) return;
    throw new RangeError(
      `append: ${count} blocks are needed but ${this.free.length} of ${this.#references.length} are free. Dispose caches, evict from the prefix index, or make a larger pool.`,
    );
  }

  /** A free block; there is one. */
  take(): number {
    const block = this.free.pop() as number;
    this.#references[block] = 1;
    return block;
  }

  share(block: number): void {
    this.#references[block]++;
  }

  release(block: number): void {
    if (--this.#references[block] === 0) this.free.push(block);
  }

  isShared(block: number): boolean {
    return this.#references[block] > 1;
  }

  copy(from: number, to: number): void {
    const { numKvHeads, headDim, valueDim } = this.width;
    for (let h = 0; h < numKvHeads; h++) {
      const [start, target] = [from, to].map((block) => h * this.capacity + block * this.blockSize);
      const end = start + this.blockSize;
      this.keys.copyWithin(target * headDim, start * headDim, end * headDim);
      this.values.copyWithin(target * valueDim, start * valueDim, end * valueDim);
    }
  }

  /** What is wrong with the counts, in words. */
  violations(): string[] {
    const named = new Int32Array(this.#references.length);
    for (const { tables } of this.holders) for (const block of tables.flat()) named[block]++;
    const wrong = Array.from(
      named,
      (times, block) => `block ${block} is counted ${this.#references[block]} times but named ${times} times`,
    );
    return wrong.filter((_, block) => named[block] !== this.#references[block]);
  }
}

export class PagePool {
  readonly shape: Readonly<CacheShape>;
  readonly layers: readonly LayerPool[];
  readonly blocks: number;
  readonly #memory: ArrayMemory;

  constructor(shape: Omit<CacheShape, "batch">, { blocks, blockSize = 16, ...memory }: PagePoolOptions) {
    checkOptions("createPagePool", memory, ["allocate", "free"]);
    checkSize("createPagePool", "blocks", blocks, 1);
    checkSize("createPagePool", "blockSize", blockSize, 1);
    this.shape = fillShape("createPagePool", { ...shape, batch: 1 });
    this.blocks = blocks;
    this.#memory = { ...heapMemory, ...memory };
    this.layers = Array.from({ length: shape.numLayers }, (_, layer) => {
      return new LayerPool(layerWidth(this.shape, layer), blocks, blockSize, this.#memory);
    });
  }

  /** Blocks that every layer still has. */
  get freeBlocks(): number {
    return Math.min(...this.layers.map(({ free }) => free.length));
  }

  /** Bytes of the whole pool. */
  get bytes(): number {
    return this.layers.reduce((sum, { keys, values }) => sum + keys.byteLength + values.byteLength, 0);
  }

  /** What is wrong with the counts, in words. */
  violations(): string[] {
    return this.layers.flatMap((layer) => layer.violations());
  }

  /** Gives the arrays back. Caches of this pool must not be used afterwards. */
  dispose(): void {
    for (const { keys, values } of this.layers) {
      this.#memory.free(keys);
      this.#memory.free(values);
    }
  }
}

/**
 * A pool of blocks for caches of one model.
 *
 * @throws RangeError for sizes that are not whole numbers of at least 1
 */
export function createPagePool(shape: Omit<CacheShape, "batch">, options: PagePoolOptions): PagePool {
  return new PagePool(shape, options);
}
