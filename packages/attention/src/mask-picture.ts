/**
 * Masks made visible: as a grid of 0 and 1, as text, and as numbers about their blocks.
 * @module
 */
import { compileMask, type MaskShape, type Reach } from "./compile-mask.ts";
import type { Mask } from "./mask.ts";

/**
 * The mask as a table: 1 visible, 0 hidden.
 *
 * Shape: [batch, numHeads, queryLen, keyLen], batch and numHeads 1 unless the shape says more
 */
export function maskGrid(mask: Mask, shape: MaskShape): Uint8Array {
  const { batch = 1, numHeads = 1, queryLen, keyLen } = shape;
  const { visible } = compileMask(mask, shape);
  const grid = new Uint8Array(batch * numHeads * queryLen * keyLen);
  let at = 0; // grid[b, h, i, j]
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < numHeads; h++) {
      for (let i = 0; i < queryLen; i++) {
        for (let j = 0; j < keyLen; j++) grid[at++] = visible(b, h, i, j) ? 1 : 0;
      }
    }
  }
  return grid;
}

/**
 * The mask of the first batch row and head as lines of text, one query a line.
 *
 * @example
 * maskText(causalMask(), { queryLen: 2, keyLen: 3 }); // => "##.\n###"
 */
export function maskText(mask: Mask, shape: MaskShape, { visible = "#", hidden = "." } = {}): string {
  const compiled = compileMask(mask, shape);
  const line = (i: number) =>
    Array.from({ length: shape.keyLen }, (_, j) => (compiled.visible(0, 0, i, j) ? visible : hidden)).join("");
  return Array.from({ length: shape.queryLen }, (_, i) => line(i)).join("\n");
}

export interface BlockSparsity {
  /** Blocks nobody sees, blocks seen in part, blocks seen whole. */
  empty: number;
  partial: number;
  full: number;
  /** Share of the blocks that attention has to compute: (partial + full) / all. */
  density: number;
  /** Pairs of query and key in blocks that are not empty, and those of them that are visible: over the batch rows and heads that differ. */
  computedPairs: number;
  visiblePairs: number;
  /** Share of visible pairs: what a kernel could reach with blocks of 1. */
  pairDensity: number;
  /** Share of the pairs that lie in blocks that are not empty. */
  computedDensity: number;
  /** [query blocks, key blocks] of the first batch row and head: 0 empty, 1 partial, 2 full. */
  blocks: Uint8Array;
}

/**
 * How much of the score matrix a block-wise kernel can skip.
 *
 * Counts are exact: where the rules say "something", the pairs of the block are counted.
 */
export function blockSparsity(
  mask: Mask,
  shape: MaskShape,
  { queryBlock = 64, keyBlock = 64 }: { queryBlock?: number; keyBlock?: number } = {},
): BlockSparsity {
  const { batch = 1, numHeads = 1, queryLen, keyLen } = shape;
  const compiled = compileMask(mask, shape);
  const batches = compiled.perBatch ? batch : 1;
  const heads = compiled.perHead ? numHeads : 1;
  const blocks = new Uint8Array(Math.ceil(queryLen / queryBlock) * Math.ceil(keyLen / keyBlock));
  const counts: [number, number, number] = [0, 0, 0];
  let visiblePairs = 0;
  let computedPairs = 0;
  for (let b = 0; b < batches; b++) {
    for (let h = 0; h < heads; h++) {
      let at = 0; // blocks[query block, key block]
      for (let i0 = 0; i0 < queryLen; i0 += queryBlock) {
        const i1 = Math.min(i0 + queryBlock, queryLen);
        for (let j0 = 0; j0 < keyLen; j0 += keyBlock) {
          const j1 = Math.min(j0 + keyBlock, keyLen);
          const area = (i1 - i0) * (j1 - j0);
          let pairs = compiled.reach(b, h, i0, i1, j0, j1) === 2 ? area : 0;
          if (compiled.reach(b, h, i0, i1, j0, j1) === 1) {
            for (let i = i0; i < i1; i++) for (let j = j0; j < j1; j++) pairs += compiled.visible(b, h, i, j) ? 1 : 0;
          }
          const reach: Reach = pairs === 0 ? 0 : pairs === area ? 2 : 1;
          counts[reach]++;
          visiblePairs += pairs;
          if (reach > 0) computedPairs += area;
          if (b === 0 && h === 0) blocks[at++] = reach;
        }
      }
    }
  }
  const [empty, partial, full] = counts;
  const all = empty + partial + full;
  return {
    empty,
    partial,
    full,
    density: all === 0 ? 0 : (partial + full) / all,
    computedPairs,
    visiblePairs,
    pairDensity: all === 0 ? 0 : visiblePairs / (batches * heads * queryLen * keyLen),
    computedDensity: all === 0 ? 0 : computedPairs / (batches * heads * queryLen * keyLen),
    blocks,
  };
}
