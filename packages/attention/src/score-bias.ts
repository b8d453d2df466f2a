/**
 * What is added to the scores before softmax, as plain data: a table, a rule by distance, or a sum of them.
 *
 * A rule (ALiBi, T5's buckets) knows only distances, of which there are queryLen + keyLen - 1: so its numbers are a line
 * per head, along which kernels move from query to query, and no heads × queryLen × keyLen table is made.
 * @module
 */
import type { AttentionCall, Kernels } from "@llm-anatomy/kernels";
import { type MaskShape, placed } from "./compile-mask.ts";
import type { Alignment } from "./mask.ts";
import { type RelativePositionOptions, relativePositionBucket } from "./relative-position-bias.ts";

/** Numbers per pair; -Infinity hides it. */
export interface TableBias {
  kind: "table";
  /** [batch or 1, heads or 1, queryLen or 1, keyLen] */
  values: Float32Array;
  batch?: number;
  heads?: number;
  queryLen?: number;
}

/** -slope · |query position - key position|, see alibi.ts. */
export interface AlibiBias {
  kind: "alibi";
  /** [numHeads], from {@link alibiSlopes} */
  slopes: Float32Array;
  align?: Alignment;
}

/** A learned number per head and bucket of distance, see relative-position-bias.ts. */
export interface RelativeBias extends RelativePositionOptions {
  kind: "relative";
  /** [numBuckets, numHeads] */
  table: Float32Array;
  align?: Alignment;
}

export interface SumBias {
  kind: "sum";
  biases: readonly ScoreBias[];
}

export type ScoreBias = TableBias | AlibiBias | RelativeBias | SumBias;

/** A bias ready to be added. */
export interface CompiledBias {
  /** Adds the bias of query i to a row of scores: to out[start + c] that of key columns[c]. */
  addRow(out: Scores, start: number, batch: number, head: number, i: number, columns: Int32Array): void;
  /**
   * A rule by distance takes queryLen + keyLen - 1 numbers per head: adds them to `out` [numHeads, queryLen + keyLen - 1],
   * in which that of query i and key j is out[h, queryLen - 1 + j - i]. null where it is no such rule, or positions are
   * given and need not follow one another.
   */
  addLines: ((out: Float32Array, batch: number) => void) | null;
  perBatch: boolean;
  perHead: boolean;
}

type Scores = Float32Array | Float64Array;

/** @throws RangeError when a table or the slopes do not fit the shape */
export function compileBias(bias: ScoreBias, shape: MaskShape): CompiledBias {
  const { batch = 1, numHeads = 1, queryLen, keyLen } = shape;
  switch (bias.kind) {
    case "table": {
      const { batchStride, headStride, queryStride } = biasTableStrides(bias, { batch, numHeads, queryLen, keyLen });
      const { values } = bias;
      return {
        perBatch: batchStride > 0 && batch > 1,
        perHead: headStride > 0 && numHeads > 1,
        addLines: null,
        addRow(out, start, b, h, i, columns) {
          const row = b * batchStride + h * headStride + i * queryStride; // values[b, h, i, 0]
          for (let c = 0; c < columns.length; c++) out[start + c] += values[row + columns[c]];
        },
      };
    }
    case "alibi": {
      const { slopes } = bias;
      if (slopes.length !== numHeads) {
        throw new RangeError(`bias: there are ${slopes.length} ALiBi slopes but numHeads is ${numHeads}.`);
      }
      return byDistance(bias.align, shape, (line, first, h) => {
        const slope = slopes[h];
        for (let n = 0; n < line.length; n++) line[n] -= slope * Math.abs(first + n);
      });
    }
    case "relative": {
      const { table, numBuckets = 32, maxDistance = 128 } = bias;
      if (table.length !== numBuckets * numHeads) {
        throw new RangeError(
          `bias: the relative table has ${table.length} elements but [numBuckets=${numBuckets}, numHeads=${numHeads}] needs ${numBuckets * numHeads}.`,
        );
      }
      // All distances from maxDistance on share a bucket, so a short list knows the number of every one.
      const span = 2 * maxDistance + 1;
      const numbers = new Float32Array(numHeads * span);
      for (let n = 0; n < span; n++) {
        const bucket = relativePositionBucket(n - maxDistance, bias);
        for (let h = 0; h < numHeads; h++) numbers[h * span + n] = table[bucket * numHeads + h];
      }
      return byDistance(bias.align, shape, (line, first, h) => {
        const own = h * span;
        for (let n = 0; n < line.length; n++) {
          line[n] += numbers[own + Math.max(0, Math.min(span - 1, first + n + maxDistance))];
        }
      });
    }
    case "sum": {
      const parts = bias.biases.map((part) => compileBias(part, shape));
      return {
        perBatch: parts.some((part) => part.perBatch),
        perHead: parts.some((part) => part.perHead),
        addLines: parts.every((part) => part.addLines)
          ? (...line) => {
              for (const part of parts) part.addLines?.(...line);
            }
          : null,
        addRow(...row) {
          for (const part of parts) part.addRow(...row);
        },
      };
    }
    default:
      throw new TypeError(`bias: kind is ${JSON.stringify((bias as ScoreBias).kind)}, which is no kind of bias.`);
  }
}

/** A bias by distance. `addLine` adds that of the distances first, first + 1 … (key position - query position) of a head. */
function byDistance(
  align: Alignment | undefined,
  shape: MaskShape,
  addLine: (line: Scores, first: number, head: number) => void,
): CompiledBias {
  const place = placed(align, shape);
  const { numHeads = 1, queryLen, keyLen } = shape;
  const addLines = (out: Float32Array, b: number) => {
    const farthest = place.key(b, 0) - place.query(b, queryLen - 1);
    const length = queryLen + keyLen - 1;
    for (let h = 0; h < numHeads; h++) addLine(out.subarray(h * length, (h + 1) * length), farthest, h);
  };
  return {
    perBatch: place.perBatch,
    perHead: true,
    addLines: shape.queryPositions ? null : addLines,
    addRow(out, start, b, h, i, columns) {
      const query = place.query(b, i);
      for (let c = 0, end = 0; c < columns.length; c = end) {
        const key = place.key(b, columns[c]);
        do end++;
        while (end < columns.length && place.key(b, columns[end]) === key + end - c); // keys that follow one another
        addLine(out.subarray(start + c, start + end), key - query, h);
      }
    },
  };
}

/** Elements between batch rows, heads and queries of a table; 0 where it is shared. */
export function biasTableStrides(
  { values, batch = 1, heads = 1, queryLen = 1 }: TableBias,
  shape: { batch: number; numHeads: number; queryLen: number; keyLen: number },
): { batchStride: number; headStride: number; queryStride: number } {
  const { keyLen } = shape;
  const needed = batch * heads * queryLen * keyLen;
  if (values.length !== needed) {
    throw new RangeError(
      `bias: values has ${values.length} elements but [batch=${batch}, heads=${heads}, queryLen=${queryLen}, keyLen=${keyLen}] needs ${needed}.`,
    );
  }
  const fits = (name: string, size: number, full: number) => {
    if (size !== 1 && size !== full) {
      throw new RangeError(`bias: ${name} is ${size} but has to be 1 or ${full}, the size it is applied to.`);
    }
  };
  fits("batch", batch, shape.batch);
  fits("heads", heads, shape.numHeads);
  fits("queryLen", queryLen, shape.queryLen);
  return {
    batchStride: batch === 1 ? 0 : heads * queryLen * keyLen,
    headStride: heads === 1 ? 0 : queryLen * keyLen,
    queryStride: queryLen === 1 ? 0 : keyLen,
  };
}

/** The lines of a bias by distance where kernels work, and how a call says where in them it begins. */
export function createBiasLines(
  bias: CompiledBias,
  { numHeads, queryLen, keyLen }: { numHeads: number; queryLen: number; keyLen: number },
  { memory }: Kernels,
) {
  const length = Math.max(0, queryLen + keyLen - 1);
  const lines = memory.allocate(Float32Array, numHeads * length);
  let filled = -1; // for which batch row
  return {
    /** For a call that begins at head h, query i and key j. */
    of(b: number, h: number, i: number, j: number): Partial<AttentionCall> {
      if (filled < 0 || (bias.perBatch && filled !== b)) {
        if (filled >= 0) lines.fill(0);
        bias.addLines?.(lines, b);
        filled = b;
      }
      const biasStart = h * length + queryLen - 1 + j - i;
      return { bias: lines, biasHeadStride: length, biasQueryStride: -1, biasStart };
    },
    free: () => memory.free(lines),
  };
}
