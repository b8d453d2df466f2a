/**
 * From a mask as data to two fast questions: is one pair visible, and what is visible in a whole block of pairs?
 *
 * The second question has three answers: nothing, something, everything. Each rule answers it from the smallest and
 * largest position in the block, without looking at pairs. The answers combine: `and` of nothing with anything is
 * nothing, `not` swaps nothing and everything. "Something" may be said where the truth is one of the other two; it then
 * costs time, never correctness.
 * @module
 */
import type { Alignment, DocumentMask, Mask, TableMask } from "./mask.ts";

/** The sizes a mask is applied to. */
export interface MaskShape {
  queryLen: number;
  keyLen: number;
  /** Default 1. */
  batch?: number;
  /** Default 1. */
  numHeads?: number;
  /**
   * Absolute positions, [queryLen] or [batch, queryLen], and [keyLen] or [batch, keyLen], for caches that drop keys.
   * Given both, positional rules use them and not the alignment.
   */
  queryPositions?: ArrayLike<number>;
  keyPositions?: ArrayLike<number>;
}

/** What is visible in a block: 0 nothing, 1 something, 2 everything. */
export type Reach = 0 | 1 | 2;

/** A mask ready to be asked. Intervals are half-open. */
export interface CompiledMask {
  /** May query i see key j in this batch row and head? */
  visible(batch: number, head: number, i: number, j: number): boolean;
  /** What do queries [i0, i1) see of keys [j0, j1)? */
  reach(batch: number, head: number, i0: number, i1: number, j0: number, j1: number): Reach;
  /** Whether the answer depends on the batch row, on the head. */
  perBatch: boolean;
  perHead: boolean;
}

/** @throws RangeError when a per-row list or a table does not fit the shape, TypeError for an unknown kind */
export function compileMask(mask: Mask, shape: MaskShape): CompiledMask {
  checkPositions(shape);
  switch (mask.kind) {
    case "full":
      return { visible: () => true, reach: () => 2, perBatch: false, perHead: false };
    case "causal":
      return band(mask.align, shape, Number.POSITIVE_INFINITY, 0);
    case "window":
      return band(mask.align, shape, mask.left, mask.right);
    case "chunked":
      return chunked(mask.align, shape, mask.size);
    case "dilated":
      return dilated(mask.align, shape, mask.step);
    case "prefix":
      return prefix(mask.length, shape);
    case "document":
      return document(mask, shape);
    case "table":
      return table(mask, shape);
    case "and":
    case "or":
      return combined(
        mask.kind,
        mask.masks.map((part) => compileMask(part, shape)),
      );
    case "not": {
      const inner = compileMask(mask.mask, shape);
      return {
        ...inner,
        visible: (...at) => !inner.visible(...at),
        reach: (...block) => (2 - inner.reach(...block)) as Reach,
      };
    }
    default:
      throw new TypeError(`mask: kind is ${JSON.stringify((mask as Mask).kind)}, which is no kind of mask.`);
  }
}

/** Distances query - key from -right to left. */
function band(align: Alignment | undefined, shape: MaskShape, left: number, right: number): CompiledMask {
  const at = placed(align, shape);
  return {
    perBatch: at.perBatch,
    perHead: false,
    visible(b, _, i, j) {
      const distance = at.query(b, i) - at.key(b, j);
      return distance <= left && distance >= -right;
    },
    reach(b, _, i0, i1, j0, j1) {
      const [q0, q1] = at.queries(b, i0, i1);
      const [k0, k1] = at.keys(b, j0, j1);
      const nearest = q0 - k1; // the smallest distance in the block
      const farthest = q1 - k0;
      if (nearest > left || farthest < -right) return 0;
      return farthest <= left && nearest >= -right ? 2 : 1;
    },
  };
}

function chunked(align: Alignment | undefined, shape: MaskShape, size: number): CompiledMask {
  const at = placed(align, shape);
  const chunk = (position: number) => Math.floor(position / size);
  return {
    perBatch: at.perBatch,
    perHead: false,
    visible: (b, _, i, j) => chunk(at.query(b, i)) === chunk(at.key(b, j)),
    reach(b, _, i0, i1, j0, j1) {
      const [q0, q1] = at.queries(b, i0, i1).map(chunk);
      const [k0, k1] = at.keys(b, j0, j1).map(chunk);
      return overlap(q0, q1, k0, k1);
    },
  };
}

/** Equality of two ranges of labels: disjoint ranges never meet, two equal constants always do. */
function overlap(q0: number, q1: number, k0: number, k1: number): Reach {
  if (q1 < k0 || k1 < q0) return 0;
  return q0 === q1 && k0 === k1 ? 2 : 1;
}

function dilated(align: Alignment | undefined, shape: MaskShape, step: number): CompiledMask {
  const at = placed(align, shape);
  const visible = (b: number, _: number, i: number, j: number) => (at.query(b, i) - at.key(b, j)) % step === 0;
  return {
    perBatch: at.perBatch,
    perHead: false,
    visible,
    reach(b, h, i0, i1, j0, j1) {
      if (step === 1) return 2;
      if (i1 - i0 === 1 && j1 - j0 === 1) return visible(b, h, i0, j0) ? 2 : 0;
      return 1;
    },
  };
}

function prefix(length: number | readonly number[], { batch = 1 }: MaskShape): CompiledMask {
  const lengths = perRow("prefixMask", "length", length, batch);
  return {
    perBatch: typeof length !== "number",
    perHead: false,
    visible: (b, _, __, j) => j < lengths[b],
    reach: (b, _, __, ___, j0, j1) => (j0 >= lengths[b] ? 0 : j1 <= lengths[b] ? 2 : 1),
  };
}

function document({ keys, queries, align }: DocumentMask, shape: MaskShape): CompiledMask {
  const { batch = 1, queryLen, keyLen } = shape;
  checkRows("documentMask", "keys", keys, keyLen, batch);
  if (queries) checkRows("documentMask", "queries", queries, queryLen, batch);
  const at = placed(align, { ...shape, queryPositions: undefined, keyPositions: undefined });
  const keysPerRow = keys.length !== keyLen ? keyLen : 0; // stride between batch rows
  const queriesPerRow = queries && queries.length !== queryLen ? queryLen : 0;
  const keyDocument = (b: number, j: number) => keys[b * keysPerRow + j];
  const queryDocument = (b: number, i: number) =>
    queries ? queries[b * queriesPerRow + i] : keyDocument(b, at.query(b, i));
  const queryExtremes = extremesOf(queryDocument, queryLen);
  const keyExtremes = extremesOf(keyDocument, keyLen);
  return {
    perBatch: at.perBatch || keysPerRow > 0 || queriesPerRow > 0,
    perHead: false,
    visible: (b, _, i, j) => queryDocument(b, i) === keyDocument(b, j),
    reach(b, _, i0, i1, j0, j1) {
      const [q0, q1] = queryExtremes(b, i0, i1);
      const [k0, k1] = keyExtremes(b, j0, j1);
      return overlap(q0, q1, k0, k1);
    },
  };
}

function table(mask: TableMask, { queryLen, keyLen, batch = 1, numHeads = 1 }: MaskShape): CompiledMask {
  const { visible, batch: batches = 1, heads = 1, queryLen: rows = 1, keyLen: cols } = mask;
  const fits = (name: string, size: number, shapeSize: number) => {
    if (size !== 1 && size !== shapeSize) {
      throw new RangeError(`tableMask: ${name} is ${size} but has to be 1 or ${shapeSize}, the size it is applied to.`);
    }
  };
  fits("batch", batches, batch);
  fits("heads", heads, numHeads);
  fits("queryLen", rows, queryLen);
  if (cols > keyLen) {
    throw new RangeError(`tableMask: keyLen is ${cols} but there are ${keyLen} keys. Leave out the columns past them.`);
  }
  const rowOf = (b: number, h: number, i: number) =>
    (((batches === 1 ? 0 : b) * heads + (heads === 1 ? 0 : h)) * rows + (rows === 1 ? 0 : i)) * cols;
  return {
    perBatch: batches > 1,
    perHead: heads > 1,
    visible: (b, h, i, j) => j < cols && Boolean(visible[rowOf(b, h, i) + j]),
    reach(b, h, i0, i1, j0, j1) {
      let seen = 0;
      const rowEnd = rows === 1 ? i0 + 1 : i1;
      for (let i = i0; i < rowEnd; i++) {
        for (let j = j0; j < Math.min(j1, cols); j++) seen += visible[rowOf(b, h, i) + j] ? 1 : 0;
      }
      return seen === 0 ? 0 : seen === (rowEnd - i0) * (j1 - j0) ? 2 : 1;
    },
  };
}

function combined(kind: "and" | "or", parts: CompiledMask[]): CompiledMask {
  const deciding = kind === "and" ? 0 : 2; // the answer of one part that decides for all
  return {
    perBatch: parts.some((part) => part.perBatch),
    perHead: parts.some((part) => part.perHead),
    visible:
      kind === "and"
        ? (b, h, i, j) => parts.every((part) => part.visible(b, h, i, j))
        : (b, h, i, j) => parts.some((part) => part.visible(b, h, i, j)),
    reach(b, h, i0, i1, j0, j1) {
      let answer = (2 - deciding) as Reach;
      for (const part of parts) {
        const reach = part.reach(b, h, i0, i1, j0, j1);
        if (reach === deciding) return reach;
        if (reach === 1) answer = 1;
      }
      return answer;
    },
  };
}

/** Where queries and keys stand: absolute positions, and their extremes over a range. */
export interface Placement {
  query(b: number, i: number): number;
  key(b: number, j: number): number;
  queries(b: number, i0: number, i1: number): [number, number];
  keys(b: number, j0: number, j1: number): [number, number];
  perBatch: boolean;
}

export function placed(align: Alignment | undefined, shape: MaskShape): Placement {
  const { queryLen, keyLen, queryPositions, keyPositions } = shape;
  if (queryPositions && keyPositions) {
    const queryStride = queryPositions.length === queryLen ? 0 : queryLen; // between batch rows
    const keyStride = keyPositions.length === keyLen ? 0 : keyLen;
    const query = (b: number, i: number) => queryPositions[b * queryStride + i];
    const key = (b: number, j: number) => keyPositions[b * keyStride + j];
    return {
      query,
      key,
      queries: extremesOf(query, queryLen),
      keys: extremesOf(key, keyLen),
      perBatch: queryStride + keyStride > 0,
    };
  }
  const { offsets, perBatch } = alignmentOffsets(align, shape);
  return {
    query: (b, i) => i + offsets[b],
    key: (_, j) => j,
    queries: (b, i0, i1) => [i0 + offsets[b], i1 - 1 + offsets[b]],
    keys: (_, j0, j1) => [j0, j1 - 1],
    perBatch,
  };
}

/** The key index that query 0 stands at, per batch row. */
export function alignmentOffsets(
  align: Alignment = "bottom-right",
  { queryLen, keyLen, batch = 1 }: MaskShape,
): { offsets: ArrayLike<number>; perBatch: boolean } {
  if (align === "bottom-right") return { offsets: perRow("mask", "align", keyLen - queryLen, batch), perBatch: false };
  if (align === "top-left") return { offsets: perRow("mask", "align", 0, batch), perBatch: false };
  if (typeof align === "string") {
    throw new TypeError(`mask: align is "${align}" but has to be "bottom-right", "top-left", a number or a list.`);
  }
  return { offsets: perRow("mask", "align", align, batch), perBatch: typeof align !== "number" };
}

/**
 * The smallest and largest of a range. Each range is looked through once: every block of queries asks about every block
 * of keys, which would be length² / 64 looks and not linear where the mask is.
 */
function extremesOf(
  of: (b: number, i: number) => number,
  length: number,
): (b: number, start: number, end: number) => [number, number] {
  const known = new Map<number, [number, number]>();
  return (b, start, end) => {
    const range = (b * (length + 1) + start) * (length + 1) + end;
    let found = known.get(range);
    if (!found) {
      found = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let i = start; i < end; i++) {
        found[0] = Math.min(found[0], of(b, i));
        found[1] = Math.max(found[1], of(b, i));
      }
      known.set(range, found);
    }
    return found;
  };
}

function perRow(call: string, name: string, value: number | readonly number[], batch: number): readonly number[] {
  const rows = typeof value === "number" ? new Array<number>(batch).fill(value) : value;
  if (rows.length !== batch) {
    throw new RangeError(`${call}: ${name} has ${rows.length} entries but batch is ${batch}. Pass one per batch row.`);
  }
  return rows;
}

function checkRows(call: string, name: string, array: ArrayLike<number>, length: number, batch: number): void {
  if (array.length === length || array.length === batch * length) return;
  throw new RangeError(
    `${call}: ${name} has ${array.length} elements but has to have ${length}, or [batch=${batch}, ${length}].`,
  );
}

function checkPositions({ queryLen, keyLen, batch = 1, queryPositions, keyPositions }: MaskShape): void {
  if (!queryPositions !== !keyPositions) {
    throw new RangeError("mask: queryPositions and keyPositions go together; one of them is missing.");
  }
  if (queryPositions) checkRows("mask", "queryPositions", queryPositions, queryLen, batch);
  if (keyPositions) checkRows("mask", "keyPositions", keyPositions, keyLen, batch);
}
