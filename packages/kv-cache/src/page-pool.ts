/**
 * The blocks that paged caches share, and how often each is named.
 *
 * In each layer the pool is one array [numKvHeads, positions, dim], so that blocks that lie side by side are read as one.
 * @module
 */
import { checkOptions, checkSize, fillShape, layerWidth } from "./checks.ts";
import type { CacheShape, LayerWidth } from "./kv-cache.ts";
import { type ArrayMemory, heapMemory } from "./slot-store.ts";

export interface PagePoolOptions extends Partial<ArrayMemory> {
  /** How many blocks there are. */
  blocks: number;
  /** Positions in a block. Default 16. */
  blockSize?: number;
}

/** Whoever names blocks: the lists of a cache, one per batch row. */
export interface BlockHolder {
  readonly tables: readonly (readonly number[])[];
}

interface PoolLayer {
  width: LayerWidth;
  keys: Float32Array;
  values: Float32Array;
}

/** The blocks that paged caches share. */
export class PagePool {
  readonly shape: Readonly<CacheShape>;
  readonly blocks: number;
  readonly blockSize: number;
  /** Those who hold blocks; for finding mistakes. */
  readonly holders = new Set<BlockHolder>();
  private readonly layers: PoolLayer[];
  /** How many lists name each block. */
  private readonly references: Int32Array;
  private readonly free: number[];
  private readonly memory: ArrayMemory;

  constructor(shape: Omit<CacheShape, "batch">, { blocks, blockSize = 16, ...memory }: PagePoolOptions) {
    checkOptions("createPagePool", memory, ["blocks", "blockSize", "allocate", "free"]);
    checkSize("createPagePool", "blocks", blocks, 1);
    checkSize("createPagePool", "blockSize", blockSize, 1);
    this.shape = fillShape("createPagePool", { ...shape, batch: 1 });
    this.blocks = blocks;
    this.blockSize = blockSize;
    this.memory = { ...heapMemory, ...memory };
    this.layers = Array.from({ length: shape.numLayers }, (_, index) => {
      const width = layerWidth(this.shape, index);
      const rows = width.numKvHeads * blocks * blockSize;
      const { allocate } = this.memory;
      return { width, keys: allocate(rows * width.headDim), values: allocate(rows * width.valueDim) };
    });
    this.references = new Int32Array(blocks);
    // Taken from the end: the lowest block first, so that a first sequence lies in one piece.
    this.free = Array.from({ length: blocks }, (_, n) => blocks - 1 - n);
  }

  get freeBlocks(): number {
    return this.free.length;
  }

  /** Bytes of the whole pool. */
  get bytes(): number {
    return this.layers.reduce((sum, { keys, values }) => sum + keys.byteLength + values.byteLength, 0);
  }

  layer(index: number): PoolLayer {
    return this.layers[index];
  }

  /** @throws RangeError when no block is free */
  take(): number {
    const block = this.free.pop();
    if (block === undefined) throw new RangeError(`take: all ${this.blocks} blocks of the pool are in use.`);
    this.references[block] = 1;
    return block;
  }

  share(block: number): void {
    this.references[block]++;
  }

  release(block: number): void {
    if (--this.references[block] === 0) this.free.push(block);
  }

  isShared(block: number): boolean {
    return this.references[block] > 1;
  }

  /** Copies a block in all layers. */
  copy(from: number, to: number): void {
    const { blockSize } = this;
    for (const { width, keys, values } of this.layers) {
      for (const [array, dim] of [
        [keys, width.headDim],
        [values, width.valueDim],
      ] as const) {
        for (let h = 0; h < width.numKvHeads; h++) {
          const head = h * this.blocks * blockSize; // position 0 of this head
          const start = (head + from * blockSize) * dim;
          array.copyWithin((head + to * blockSize) * dim, start, start + blockSize * dim);
        }
      }
    }
  }

  /** What is wrong with the counts, in words. */
  violations(): string[] {
    const named = new Int32Array(this.blocks);
    for (const { tables } of this.holders) for (const table of tables) for (const block of table) named[block]++;
    const wrong: string[] = [];
    for (let block = 0; block < this.blocks; block++) {
      if (named[block] !== this.references[block]) {
        wrong.push(`block ${block} is counted ${this.references[block]} times but named ${named[block]} times`);
      }
    }
    const inUse = this.references.filter((count) => count > 0).length;
    if (inUse + this.free.length !== this.blocks) {
      wrong.push(`${inUse} blocks in use and ${this.free.length} free are not ${this.blocks}`);
    }
    return wrong;
  }

  dispose(): void {
    for (const layer of this.layers) {
      this.memory.free(layer.keys);
      this.memory.free(layer.values);
      layer.keys = layer.values = new Float32Array(0);
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
