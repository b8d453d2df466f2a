/**
 * The checks of every kernel, in one place: both sets refuse the same calls with the same words.
 *
 * Each runs once per call, before any loop; the loops trust it.
 * @module
 */
import type { Activation, AttentionCall, WeightMatrix } from "./kernels.ts";

/** Dims by name, in the order of the shape: `{ rows: 2, cols: 8 }`. */
type Shape = Record<string, number>;

/** @throws RangeError when `array` does not have exactly the elements of `shape` */
export function checkLength(where: string, name: string, array: ArrayLike<unknown>, shape: Shape): void {
  let needed = 1;
  for (const dim in shape) needed *= shape[dim];
  if (array.length !== needed) throw wrongLength(where, name, array, shape);
}

// The checks below compare first and build a shape only for the message: a call that is right makes no garbage.

function wrongLength(where: string, name: string, array: ArrayLike<unknown>, shape: Shape): RangeError {
  checkDims(where, shape);
  const needed = Object.values(shape).reduce((product, dim) => product * dim, 1);
  return new RangeError(
    `${where}: ${name} has ${array.length} elements but ${describe(shape)} needs ${needed}. Pass the part you mean with subarray(), or check the dims.`,
  );
}

/** @throws RangeError when a dim is not a whole number of at least 0 */
export function checkDims(where: string, shape: Shape): void {
  for (const dim in shape) {
    if (Number.isInteger(shape[dim]) && shape[dim] >= 0) continue;
    throw new RangeError(`${where}: ${dim} is ${shape[dim]} but has to be a whole number of at least 0.`);
  }
}

function describe(shape: Shape): string {
  const dims = Object.keys(shape).map((dim) => `${dim}=${shape[dim]}`);
  return `[${dims.join(", ")}]`;
}

/** @throws TypeError, RangeError when the stored arrays do not fit rows, cols and type */
export function checkMatrix(where: string, name: string, w: WeightMatrix): void {
  const { rows, cols } = w;
  switch (w.type) {
    case "f32":
      if (w.data.length !== rows * cols) throw wrongLength(where, `${name}.data`, w.data, { rows, cols });
      return;
    case "int8":
      if (w.data.length !== rows * cols) throw wrongLength(where, `${name}.data`, w.data, { rows, cols });
      if (w.scales.length !== rows) throw wrongLength(where, `${name}.scales`, w.scales, { rows });
      return;
    case "int4":
      if (cols % 32 !== 0) {
        throw new RangeError(
          `${where}: ${name} has ${cols} columns but int4 needs a multiple of 32, one scale per 32 columns. Keep this matrix in int8.`,
        );
      }
      if (w.data.length !== (rows * cols) / 2) {
        throw wrongLength(where, `${name}.data`, w.data, { rows, "cols / 2": cols / 2 });
      }
      if (w.scales.length !== (rows * cols) / 32) {
        throw wrongLength(where, `${name}.scales`, w.scales, { rows, "cols / 32": cols / 32 });
      }
      return;
    default:
      throw new TypeError(
        `${where}: ${name}.type is ${JSON.stringify((w as { type: unknown }).type)} but has to be "f32", "int8" or "int4".`,
      );
  }
}

export function checkLinear(
  out: Float32Array,
  x: Float32Array,
  w: WeightMatrix,
  bias: Float32Array | null,
  rows: number,
): void {
  checkMatrix("linear", "w", w);
  if (x.length !== rows * w.cols) throw wrongLength("linear", "x", x, { rows, cols: w.cols });
  if (out.length !== rows * w.rows) throw wrongLength("linear", "out", out, { rows, "w.rows": w.rows });
  if (bias && bias.length !== w.rows) throw wrongLength("linear", "bias", bias, { "w.rows": w.rows });
  checkApart("linear", "x", x, out);
}

export function checkGatherRows(out: Float32Array, table: WeightMatrix, ids: Int32Array): void {
  checkMatrix("gatherRows", "table", table);
  if (out.length !== ids.length * table.cols) {
    throw wrongLength("gatherRows", "out", out, { ids: ids.length, cols: table.cols });
  }
  for (let i = 0; i < ids.length; i++) {
    if (ids[i] >= 0 && ids[i] < table.rows) continue;
    throw new RangeError(
      `gatherRows: ids[${i}] is ${ids[i]} but the table has ${table.rows} rows. Pass ids from 0 to ${table.rows - 1}.`,
    );
  }
}

export function checkMatMul(
  out: Float32Array,
  a: Float32Array,
  b: Float32Array,
  { m, k, n }: { m: number; k: number; n: number },
): void {
  if (a.length !== m * k) throw wrongLength("matMul", "a", a, { m, k });
  if (b.length !== k * n) throw wrongLength("matMul", "b", b, { k, n });
  if (out.length !== m * n) throw wrongLength("matMul", "out", out, { m, n });
  checkApart("matMul", "a", a, out);
  checkApart("matMul", "b", b, out);
}

/** Checks a function over rows: `x` and `out` [rows, cols], and the parameters that have one element per column. */
export function checkRows(
  where: string,
  out: Float32Array,
  x: Float32Array,
  rows: number,
  cols: number,
  weight: Float32Array | null,
  bias: Float32Array | null,
): void {
  if (x.length !== rows * cols) throw wrongLength(where, "x", x, { rows, cols });
  if (out.length !== rows * cols) throw wrongLength(where, "out", out, { rows, cols });
  if (weight && weight.length !== cols) throw wrongLength(where, "weight", weight, { cols });
  if (bias && bias.length !== cols) throw wrongLength(where, "bias", bias, { cols });
}

export function checkRotary(
  x: Float32Array,
  cos: Float32Array,
  sin: Float32Array,
  rows: number,
  heads: number,
  headDim: number,
  half: number,
): void {
  if (2 * half > headDim) {
    throw new RangeError(
      `rotary: half is ${half} but 2 * half has to be at most headDim=${headDim}. Pass cos and sin of at most ${Math.floor(headDim / 2)} columns.`,
    );
  }
  if (x.length !== rows * heads * headDim) throw wrongLength("rotary", "x", x, { rows, heads, headDim });
  if (cos.length !== rows * half) throw wrongLength("rotary", "cos", cos, { rows, half });
  if (sin.length !== rows * half) throw wrongLength("rotary", "sin", sin, { rows, half });
}

/** Checks an array that goes element by element with `out`. */
export function checkSameLength(where: string, out: Float32Array, name: string, array: Float32Array): void {
  if (array.length !== out.length) throw wrongLength(where, name, array, { "out.length": out.length });
}

const activations: Record<Activation, true> = {
  relu: true,
  "relu-squared": true,
  gelu: true,
  "gelu-tanh": true,
  "quick-gelu": true,
  silu: true,
  sigmoid: true,
  tanh: true,
  mish: true,
  "leaky-relu": true,
  relu6: true,
  "gelu-10": true,
  laplace: true,
  linear: true,
};

export function checkActivation(where: string, kind: Activation): void {
  if (Object.hasOwn(activations, kind)) return;
  const known = Object.keys(activations).join(", ");
  throw new TypeError(`${where}: the activation ${JSON.stringify(kind)} is not one of ${known}.`);
}

/** An {@link AttentionCall} with every default filled in; `window` and `softcap` are 0 where they are off. */
export interface ResolvedAttention {
  queryLen: number;
  keyLen: number;
  numHeads: number;
  numKvHeads: number;
  headDim: number;
  valueDim: number;
  scale: number;
  causal: boolean;
  causalOffset: number;
  window: number;
  softcap: number;
  bias: Float32Array | null;
  biasHeadStride: number;
  biasQueryStride: number;
  biasStart: number;
  sinks: Float32Array | null;
  queryStride: number;
  queryHeadStride: number;
  keyStride: number;
  keyHeadStride: number;
  valueStride: number;
  valueHeadStride: number;
  outStride: number;
  outHeadStride: number;
  logSumExp: Float32Array | null;
}

/** Fills in the defaults and checks that every array reaches as far as the strides say. Writes into `into` when given. */
export function resolveAttention(
  out: Float32Array,
  q: Float32Array,
  k: Float32Array,
  v: Float32Array,
  call: AttentionCall,
  into: Partial<ResolvedAttention> = {},
): ResolvedAttention {
  const { queryLen, keyLen, numHeads, numKvHeads, headDim } = call;
  const valueDim = call.valueDim ?? headDim;
  const r = into as ResolvedAttention;
  r.queryLen = queryLen;
  r.keyLen = keyLen;
  r.numHeads = numHeads;
  r.numKvHeads = numKvHeads;
  r.headDim = headDim;
  r.valueDim = valueDim;
  r.scale = call.scale ?? 1 / Math.sqrt(headDim);
  r.causal = call.causalOffset !== undefined;
  r.causalOffset = call.causalOffset ?? 0;
  r.window = call.window ?? 0;
  r.softcap = call.softcap ?? 0;
  r.bias = call.bias ?? null;
  r.biasHeadStride = call.biasHeadStride ?? queryLen * keyLen;
  r.biasQueryStride = call.biasQueryStride ?? keyLen;
  r.biasStart = call.biasStart ?? 0;
  r.sinks = call.sinks ?? null;
  r.queryStride = call.queryStride ?? numHeads * headDim;
  r.queryHeadStride = call.queryHeadStride ?? headDim;
  r.keyStride = call.keyStride ?? headDim;
  r.keyHeadStride = call.keyHeadStride ?? keyLen * headDim;
  r.valueStride = call.valueStride ?? valueDim;
  r.valueHeadStride = call.valueHeadStride ?? keyLen * valueDim;
  r.outStride = call.outStride ?? numHeads * valueDim;
  r.outHeadStride = call.outHeadStride ?? valueDim;
  r.logSumExp = call.logSumExp ?? null;

  if (!(isCount(queryLen) && isCount(keyLen) && isCount(numHeads) && isCount(headDim) && isCount(valueDim))) {
    checkDims("attention", { queryLen, keyLen, numHeads, headDim, valueDim });
  }
  if (!(numKvHeads >= 1 && numHeads % numKvHeads === 0)) {
    throw new RangeError(
      `attention: numKvHeads is ${numKvHeads} but has to divide numHeads=${numHeads}. Each key/value head serves the same number of query heads.`,
    );
  }
  if (call.window !== undefined && !(Number.isInteger(call.window) && call.window >= 1)) {
    throw new RangeError(
      `attention: window is ${call.window} but has to be a whole number of at least 1; 1 is the current key alone. Leave it out for no window.`,
    );
  }
  if (call.softcap !== undefined && !(call.softcap > 0)) {
    throw new RangeError(`attention: softcap is ${call.softcap} but has to be above 0. Leave it out for no cap.`);
  }
  if (!Number.isInteger(r.causalOffset)) {
    throw new RangeError(`attention: causalOffset is ${r.causalOffset} but has to be a whole number.`);
  }
  if (queryLen === 0) return r;
  checkReach("q", q, numHeads, r.queryHeadStride, queryLen, r.queryStride, headDim);
  checkReach("out", out, numHeads, r.outHeadStride, queryLen, r.outStride, valueDim);
  checkReach("k", k, numKvHeads, r.keyHeadStride, keyLen, r.keyStride, headDim);
  checkReach("v", v, numKvHeads, r.valueHeadStride, keyLen, r.valueStride, valueDim);
  if (r.bias) checkBias(r.bias, r);
  if (r.sinks && r.sinks.length !== numHeads) throw wrongLength("attention", "sinks", r.sinks, { numHeads });
  if (r.logSumExp && r.logSumExp.length !== numHeads * queryLen) {
    throw wrongLength("attention", "logSumExp", r.logSumExp, { numHeads, queryLen });
  }
  return r;
}

/** Checks that heads × positions rows of `dim` elements lie inside `array`. */
function checkReach(
  name: string,
  array: Float32Array,
  heads: number,
  headStride: number,
  positions: number,
  stride: number,
  dim: number,
): void {
  if (heads === 0 || positions === 0) return;
  const end = (heads - 1) * headStride + (positions - 1) * stride + dim;
  if (array.length >= end && headStride >= 0 && stride >= 0) return;
  throw new RangeError(
    `attention: ${name} has ${array.length} elements but ${heads} heads of stride ${headStride} and ${positions} positions of stride ${stride} with ${dim} elements each reach to ${end}. Check the lengths and the strides.`,
  );
}

/** As {@link checkReach}, for strides of either sign and any start. */
function checkBias(
  bias: Float32Array,
  { numHeads, biasHeadStride, queryLen, biasQueryStride, keyLen, biasStart }: ResolvedAttention,
): void {
  const toHead = (numHeads - 1) * biasHeadStride;
  const toQuery = (queryLen - 1) * biasQueryStride;
  const first = biasStart + Math.min(0, toHead) + Math.min(0, toQuery);
  const end = biasStart + Math.max(0, toHead) + Math.max(0, toQuery) + keyLen;
  if (numHeads === 0 || (first >= 0 && end <= bias.length)) return;
  throw new RangeError(
    `attention: bias has ${bias.length} elements but from biasStart ${biasStart} on, ${numHeads} heads of stride ${biasHeadStride} and ${queryLen} queries of stride ${biasQueryStride} with ${keyLen} keys each reach from ${first} to ${end}. Check the lengths and the strides.`,
  );
}

function isCount(n: number): boolean {
  return Number.isInteger(n) && n >= 0;
}

/** @throws RangeError when the two arrays share bytes */
function checkApart(where: string, name: string, input: Float32Array, out: Float32Array): void {
  if (input.buffer !== out.buffer || input.length === 0 || out.length === 0) return;
  const inputEnd = input.byteOffset + input.byteLength;
  const outEnd = out.byteOffset + out.byteLength;
  if (input.byteOffset >= outEnd || out.byteOffset >= inputEnd) return;
  throw new RangeError(
    `${where}: out overlaps ${name}: bytes ${out.byteOffset} to ${outEnd} and ${input.byteOffset} to ${inputEnd}. Every output needs the whole input; pass another array.`,
  );
}
