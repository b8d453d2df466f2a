/**
 * What is added to the scores before softmax, as plain data: a table, a rule by distance, or a sum of them.
 *
 * A rule (ALiBi, T5's buckets) is evaluated where it is needed, so no heads × queryLen × keyLen table is made for it.
 * @module
 */
import { type MaskShape, type Placement, placed } from "./compile-mask.ts";
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
      return byDistance(placed(bias.align, shape), (out, at, distance, h) => {
        out[at] -= slopes[h] * Math.abs(distance);
      });
    }
    case "relative": {
      const { table, numBuckets = 32, maxDistance = 128 } = bias;
      if (table.length !== numBuckets * numHeads) {
        throw new RangeError(
          `bias: the relative table has ${table.length} elements but [numBuckets=${numBuckets}, numHeads=${numHeads}] needs ${numBuckets * numHeads}.`,
        );
      }
      // All distances from maxDistance on share a bucket, so a short list knows every bucket.
      const buckets = Int32Array.from({ length: 2 * maxDistance + 1 }, (_, n) =>
        relativePositionBucket(n - maxDistance, bias),
      );
      return byDistance(placed(bias.align, shape), (out, at, distance, h) => {
        const near = Math.max(-maxDistance, Math.min(maxDistance, distance));
        out[at] += table[buckets[near + maxDistance] * numHeads + h];
      });
    }
    case "sum": {
      const parts = bias.biases.map((part) => compileBias(part, shape));
      return {
        perBatch: parts.some((part) => part.perBatch),
        perHead: parts.some((part) => part.perHead),
        addRow(...row) {
          for (const part of parts) part.addRow(...row);
        },
      };
    }
    default:
      throw new TypeError(`bias: kind is ${JSON.stringify((bias as ScoreBias).kind)}, which is no kind of bias.`);
  }
}

/** A bias that depends on the head and on key position - query position. */
function byDistance(
  place: Placement,
  add: (out: Scores, at: number, distance: number, head: number) => void,
): CompiledBias {
  return {
    perBatch: place.perBatch,
    perHead: true,
    addRow(out, start, b, h, i, columns) {
      const query = place.query(b, i);
      for (let c = 0; c < columns.length; c++) add(out, start + c, place.key(b, columns[c]) - query, h);
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
