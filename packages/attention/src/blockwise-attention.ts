/**
 * Attention under any mask and bias, a block of queries at a time.
 *
 * A block of 64 queries asks the mask which blocks of 64 keys it sees at all. Neighbouring ones are one run; runs that
 * lie far apart (a prefix and a window) are first gathered, which costs one copy for 64 queries that read it. Only where
 * the mask cuts through a block does the kernel get a table of 0 and -Infinity.
 * @module
 */
import type { AttentionCall, Kernels } from "@llm-anatomy/kernels";
import type { AttentionOptions, ResolvedDims } from "./attention-options.ts";
import { type CompiledMask, compileMask } from "./compile-mask.ts";
import { compileBias, createBiasLines } from "./score-bias.ts";
import { sharedKernels } from "./shared-kernels.ts";

const blockSize = 64; // queries and keys alike; kernels tile by as much

/** Fills `out` (and `options.logSumExp`). The arrays are checked. */
export function attendBlockwise(
  q: Float32Array,
  k: Float32Array,
  v: Float32Array,
  out: Float32Array,
  dims: ResolvedDims,
  options: AttentionOptions,
): void {
  const { kernels = sharedKernels() } = options;
  const { batch, numHeads, numKvHeads, queryLen } = dims;
  const shape = { ...options, batch, numHeads };
  const mask = compileMask(options.mask ?? { kind: "full" }, shape);
  const bias = options.bias ? compileBias(options.bias, shape) : null;
  const scratch = createScratch(kernels);
  // Foreign arrays are copied once here, not once per block inside the kernel.
  const own = { q: scratch.own(q), k: scratch.own(k), v: scratch.own(v), out: scratch.own(out) };
  const lines = bias?.addLines ? createBiasLines(bias, dims, kernels) : null;
  for (let b = 0; b < batch; b++) {
    for (let i0 = 0; i0 < queryLen; i0 += blockSize) {
      const rows = Math.min(blockSize, queryLen - i0);
      let seen = visibleKeys(mask, b, 0, i0, rows, dims.keyLen);
      let hidden = seen.partial.length > 0 ? hidePairs(mask, b, 0, i0, rows, seen, scratch) : null;
      // The kernel takes one table: a bias by distance stays a line where nothing is hidden beside it.
      const inLine = lines && !mask.perHead && !hidden && seen.runs.length < 2;
      const perHead = mask.perHead || (bias?.perHead && !inLine);
      const heads = perHead ? 1 : numHeads; // of one call
      for (let h = 0; h < numHeads; h += heads) {
        const g = Math.floor(h / (numHeads / numKvHeads));
        if (h > 0 && mask.perHead) {
          seen = visibleKeys(mask, b, h, i0, rows, dims.keyLen);
          hidden = seen.partial.length > 0 ? hidePairs(mask, b, h, i0, rows, seen, scratch) : null;
        }
        const { columns, runs } = seen;
        const keys = runs.length > 1 ? gatherKeys(own, dims, b, perHead ? g : null, runs, scratch) : null;
        const call: AttentionCall = {
          ...kernelCall(dims, options),
          numHeads: heads,
          numKvHeads: perHead ? 1 : numKvHeads,
          queryLen: rows,
          keyLen: columns.length,
          sinks: options.sinks?.subarray(h, h + heads),
          ...keys?.strides,
        };
        if (hidden) call.bias = hidden;
        call.biasHeadStride = 0;
        if (inLine) Object.assign(call, lines.of(b, h, i0, columns[0] ?? 0));
        else if (bias) {
          call.bias = scratch.take("bias", rows * columns.length);
          if (hidden) call.bias.set(hidden);
          else call.bias.fill(0);
          for (let i = 0; i < rows; i++) bias.addRow(call.bias, i * columns.length, b, h, i0 + i, columns);
        }
        if (options.logSumExp) call.logSumExp = new Float32Array(heads * rows);
        const first = columns[0] ?? 0;
        kernels.attention(
          own.out.subarray(b * dims.out.batch + h * dims.out.head + i0 * dims.out.position),
          own.q.subarray(b * dims.q.batch + h * dims.q.head + i0 * dims.q.position),
          keys?.k ?? own.k.subarray(b * dims.k.batch + g * dims.k.head + first * dims.k.position),
          keys?.v ?? own.v.subarray(b * dims.v.batch + g * dims.v.head + first * dims.v.position),
          call,
        );
        for (let n = 0; call.logSumExp && n < heads; n++) {
          const row = (b * numHeads + h + n) * queryLen + i0; // logSumExp[b, h + n, i0]
          options.logSumExp?.set(call.logSumExp.subarray(n * rows, (n + 1) * rows), row);
        }
      }
    }
  }
  if (own.out !== out) out.set(own.out);
  lines?.free();
  scratch.free();
}

/** The kernel's call for all heads of one batch row: sizes and strides. */
export function kernelCall(dims: ResolvedDims, { scale, softcap, sinks }: AttentionOptions): AttentionCall {
  const { queryLen, keyLen, numHeads, numKvHeads, headDim, valueDim } = dims;
  return {
    ...{ queryLen, keyLen, numHeads, numKvHeads, headDim, valueDim, scale, softcap, sinks },
    queryStride: dims.q.position,
    queryHeadStride: dims.q.head,
    keyStride: dims.k.position,
    keyHeadStride: dims.k.head,
    valueStride: dims.v.position,
    valueHeadStride: dims.v.head,
    outStride: dims.out.position,
    outHeadStride: dims.out.head,
  };
}

interface Run {
  start: number;
  end: number;
}

/** Which keys a block of queries reads. */
interface VisibleKeys {
  /** As intervals of keys. */
  runs: Run[];
  /** As one list: the key of each column. */
  columns: Int32Array;
  /** Intervals of columns that some query of the block does not see. */
  partial: Run[];
}

function visibleKeys(mask: CompiledMask, b: number, h: number, i0: number, rows: number, keyLen: number): VisibleKeys {
  const reach = (start: number) => mask.reach(b, h, i0, i0 + rows, start, Math.min(start + blockSize, keyLen));
  const read: number[] = []; // where the blocks begin that are read
  for (let start = 0; start < keyLen; start += blockSize) if (reach(start) > 0) read.push(start);
  const [first, last] = [read[0], read[read.length - 1]];
  const span = read.length === 0 ? 0 : (last - first) / blockSize + 1;
  // Where few keys lie between those that are seen, reading and hiding them is cheaper than a copy.
  const blocks = span < 1.5 * read.length ? Array.from({ length: span }, (_, n) => first + n * blockSize) : read;
  const runs: Run[] = [];
  const partial: Run[] = [];
  const columns: number[] = [];
  for (const start of blocks) {
    const end = Math.min(start + blockSize, keyLen);
    const run = runs[runs.length - 1];
    if (run?.end === start) run.end = end;
    else runs.push({ start, end });
    if (reach(start) < 2) partial.push({ start: columns.length, end: columns.length + end - start });
    for (let j = start; j < end; j++) columns.push(j);
  }
  return { runs, columns: Int32Array.from(columns), partial };
}

/** [rows, columns]: -Infinity where a query does not see a key. */
function hidePairs(
  mask: CompiledMask,
  b: number,
  h: number,
  i0: number,
  rows: number,
  { columns, partial }: VisibleKeys,
  scratch: Scratch,
): Float32Array {
  const hidden = scratch.take("hidden", rows * columns.length);
  hidden.fill(0);
  for (let i = 0; i < rows; i++) {
    for (const { start, end } of partial) {
      for (let c = start; c < end; c++) {
        if (!mask.visible(b, h, i0 + i, columns[c])) hidden[i * columns.length + c] = Number.NEGATIVE_INFINITY;
      }
    }
  }
  return hidden;
}

/** Copies the runs of one key/value head, or of all, side by side: [heads, keys, dim]. */
function gatherKeys(
  from: { k: Float32Array; v: Float32Array },
  dims: ResolvedDims,
  b: number,
  onlyHead: number | null,
  runs: Run[],
  scratch: Scratch,
) {
  const keys = runs.reduce((sum, run) => sum + run.end - run.start, 0);
  const heads = onlyHead === null ? dims.numKvHeads : 1;
  const gather = (name: string, array: Float32Array, { batch, head, position }: ResolvedDims["k"], dim: number) => {
    const copy = scratch.take(name, heads * keys * dim);
    let at = 0; // copy[g, key, 0]
    for (let g = onlyHead ?? 0; g < (onlyHead ?? 0) + heads; g++) {
      for (const { start, end } of runs) {
        for (let j = start; j < end; j++, at += dim) {
          const row = b * batch + g * head + j * position; // array[b, g, j, 0]
          copy.set(array.subarray(row, row + dim), at);
        }
      }
    }
    return copy;
  };
  const { headDim, valueDim } = dims;
  return {
    k: gather("k", from.k, dims.k, headDim),
    v: gather("v", from.v, dims.v, valueDim),
    strides: {
      keyStride: headDim,
      keyHeadStride: keys * headDim,
      valueStride: valueDim,
      valueHeadStride: keys * valueDim,
    },
  };
}

type Scratch = ReturnType<typeof createScratch>;

/** Working arrays in the memory of the kernels, reused from block to block. */
function createScratch({ memory }: Kernels) {
  const arrays = new Map<string, Float32Array>();
  const copies: Float32Array[] = [];
  return {
    /** `array` itself, or a copy of it where the kernels work. */
    own(array: Float32Array): Float32Array {
      if (memory.owns(array)) return array;
      const copy = memory.allocate(Float32Array, array.length);
      copy.set(array);
      copies.push(copy);
      return copy;
    },
    /** `length` elements to overwrite, valid until the next call with this name. */
    take(name: string, length: number): Float32Array {
      let array = arrays.get(name);
      if (!array || array.length < length) {
        if (array) memory.free(array);
        array = memory.allocate(Float32Array, length);
        arrays.set(name, array);
      }
      return array.subarray(0, length);
    },
    free(): void {
      for (const array of [...copies, ...arrays.values()]) memory.free(array);
    },
  };
}
