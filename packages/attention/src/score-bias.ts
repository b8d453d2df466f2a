/**
 * What is added to the scores before softmax, as plain data: a table, a rule by distance, or a sum of them.
 *
 * A rule (ALiBi, T5's buckets) is evaluated where it is needed, so no heads × queryLen × keyLen table is made for it.
 * @module
 */
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

/** A bias ready to be asked. */
export interface CompiledBias {
  at(batch: number, head: number, i: number, j: number): number;
  perBatch: boolean;
  perHead: boolean;
}

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
        at: (b, h, i, j) => values[b * batchStride + h * headStride + i * queryStride + j],
      };
    }
    case "alibi": {
      const place = placed(bias.align, shape);
      const { slopes } = bias;
      if (slopes.length !== numHeads) {
        throw new RangeError(`bias: there are ${slopes.length} ALiBi slopes but numHeads is ${numHeads}.`);
      }
      return {
        perBatch: place.perBatch,
        perHead: true,
        at: (b, h, i, j) => -slopes[h] * Math.abs(place.query(b, i) - place.key(b, j)),
      };
    }
    case "relative": {
      const place = placed(bias.align, shape);
      const { table, numBuckets = 32 } = bias;
      if (table.length !== numBuckets * numHeads) {
        throw new RangeError(
          `bias: the relative table has ${table.length} elements but [numBuckets=${numBuckets}, numHeads=${numHeads}] needs ${numBuckets * numHeads}.`,
        );
      }
      const buckets = new Map<number, number>(); // a distance occurs up to keyLen times
      const bucketOf = (distance: number) => {
        let bucket = buckets.get(distance);
        if (bucket === undefined) {
          bucket = relativePositionBucket(distance, bias);
          buckets.set(distance, bucket);
        }
        return bucket;
      };
      return {
        perBatch: place.perBatch,
        perHead: true,
        at: (b, h, i, j) => table[bucketOf(place.key(b, j) - place.query(b, i)) * numHeads + h],
      };
    }
    case "sum": {
      const parts = bias.biases.map((part) => compileBias(part, shape));
      return {
        perBatch: parts.some((part) => part.perBatch),
        perHead: parts.some((part) => part.perHead),
        at: (b, h, i, j) => parts.reduce((sum, part) => sum + part.at(b, h, i, j), 0),
      };
    }
    default:
      throw new TypeError(`bias: kind is ${JSON.stringify((bias as ScoreBias).kind)}, which is no kind of bias.`);
  }
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
