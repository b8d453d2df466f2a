/**
 * What a set of kernels can do. There are two with this one signature: plain TypeScript, and WebAssembly SIMD.
 *
 * Every array is row-major. Any typed array is accepted; arrays that come from `memory.allocate` are used in place,
 * others are copied in and out, which is correct but slow. `out` may be the same array as an input of the same shape
 * unless a call says otherwise.
 * @module
 */

/** Where kernels keep what they work on. The plain kernels use the JavaScript heap, the others a WebAssembly memory. */
export interface KernelMemory {
  /** A zeroed array of `length` elements in this memory. @throws RangeError that says how many bytes were asked for and are left */
  allocate<A extends KernelArray>(type: KernelArrayType<A>, length: number): A;
  /** Gives an allocated array back. Its contents must not be used afterwards. */
  free(array: KernelArray): void;
  /** Whether kernels use this array without a copy. */
  owns(array: KernelArray): boolean;
  /** Bytes allocated and not given back. */
  readonly bytesUsed: number;
}

export type KernelArray = Float32Array | Int8Array | Uint8Array | Int32Array;
export type KernelArrayType<A extends KernelArray> = { new (length: number): A; readonly BYTES_PER_ELEMENT: number };

/** A weight matrix [rows, cols] = [output features, input features], in one of the stored forms. */
export type WeightMatrix = F32Matrix | Int8Matrix | Int4Matrix;

export interface F32Matrix {
  readonly type: "f32";
  readonly rows: number;
  readonly cols: number;
  /** [rows, cols] */
  readonly data: Float32Array;
}

/** w[r, c] = data[r, c] * scales[r], data in [-127, 127]. */
export interface Int8Matrix {
  readonly type: "int8";
  readonly rows: number;
  readonly cols: number;
  /** [rows, cols] */
  readonly data: Int8Array;
  /** [rows] */
  readonly scales: Float32Array;
}

/** w[r, c] = (nibble - 8) * scales[r, c / 32]; two values a byte, the even column in the low nibble; cols is a multiple of 32. */
export interface Int4Matrix {
  readonly type: "int4";
  readonly rows: number;
  readonly cols: number;
  /** [rows, cols / 2] */
  readonly data: Uint8Array;
  /** [rows, cols / 32] */
  readonly scales: Float32Array;
}

/** Elementwise functions. `gelu` is x·Φ(x) with erf; `gelu-tanh` the tanh approximation; `quick-gelu` x·σ(1.702x). */
export type Activation = VectorActivation | RareActivation;

/** Those that most models use: four numbers at a time in WebAssembly. */
export type VectorActivation =
  | "relu"
  | "relu-squared"
  | "gelu"
  | "gelu-tanh"
  | "quick-gelu"
  | "silu"
  | "sigmoid"
  | "tanh";

/**
 * One number at a time: `mish` is x·tanh(ln(1 + eˣ)); `leaky-relu` keeps a hundredth of what is negative; `relu6` ends at 6,
 * `gelu-10` at ±10; `laplace` is the distribution function of a normal distribution with mean √½ and variance 1/(4π).
 */
export type RareActivation = "mish" | "leaky-relu" | "relu6" | "gelu-10" | "laplace" | "linear";

/** Attention of one sequence. Strides are in elements; each default is what a dense array of the named shape has. */
export interface AttentionCall {
  queryLen: number;
  keyLen: number;
  numHeads: number;
  /** Divides numHeads; query head h reads key/value head floor(h / (numHeads / numKvHeads)). */
  numKvHeads: number;
  headDim: number;
  /** Width of a value row and of an output row. Default headDim. */
  valueDim?: number;
  /** Multiplies q·k. Default 1 / sqrt(headDim). */
  scale?: number;
  /** Query i sees key j only if j <= i + causalOffset. Absent: not causal. */
  causalOffset?: number;
  /** Query i sees key j only if j > i + (causalOffset ?? 0) - window: the last `window` keys, the current one included. */
  window?: number;
  /** score = softcap * tanh(score / softcap), after scale and before bias. */
  softcap?: number;
  /** Added to the scores; -Infinity hides a key. [numHeads or 1, queryLen or 1, keyLen] by the strides below. */
  bias?: Float32Array;
  /**
   * Elements between heads / between queries in `bias`; 0 shares it. Default queryLen * keyLen and keyLen. A bias by
   * distance is one line per head, [numHeads, queryLen + keyLen - 1], in which each query begins one element before the
   * last: biasQueryStride -1 and biasStart queryLen - 1.
   */
  biasHeadStride?: number;
  biasQueryStride?: number;
  /** The element of `bias` for head 0, query 0 and key 0. Default 0. */
  biasStart?: number;
  /** [numHeads]: an extra logit per head that takes weight and gives no value. */
  sinks?: Float32Array;
  /** q [queryLen, numHeads, headDim]: elements between positions (default numHeads * headDim) and between heads (default headDim). */
  queryStride?: number;
  queryHeadStride?: number;
  /** k, v [numKvHeads, capacity, dim]: elements between positions (default dim) and between heads (default keyLen * dim). */
  keyStride?: number;
  keyHeadStride?: number;
  valueStride?: number;
  valueHeadStride?: number;
  /** out [queryLen, numHeads, valueDim]. */
  outStride?: number;
  outHeadStride?: number;
  /**
   * Filled with [numHeads, queryLen]: ln Σⱼ exp(score) over the visible keys (and the sink); -Infinity where there are
   * none. Two calls over different keys can be merged with it.
   */
  logSumExp?: Float32Array;
}

export interface Kernels {
  /** Which set this is, for example "wasm-relaxed-simd" or "plain". */
  readonly name: string;
  readonly memory: KernelMemory;

  /** out[r, o] = Σ x[r, i] · w[o, i] + bias[o]. x [rows, w.cols], out [rows, w.rows]; out must not overlap x. */
  linear(out: Float32Array, x: Float32Array, w: WeightMatrix, bias: Float32Array | null, rows: number): void;
  /** out[i] = row ids[i] of the table, widened to f32. */
  gatherRows(out: Float32Array, table: WeightMatrix, ids: Int32Array): void;
  /** c = a · b (no transpose): a [m, k], b [k, n], out [m, n]; out must not overlap. */
  matMul(out: Float32Array, a: Float32Array, b: Float32Array, shape: { m: number; k: number; n: number }): void;
  /** out = x / sqrt(mean(x²) + epsilon) * (weight + weightOffset), per row. */
  rmsNorm(
    out: Float32Array,
    x: Float32Array,
    weight: Float32Array | null,
    options: { rows: number; cols: number; epsilon: number; weightOffset?: number },
  ): void;
  /** out = (x - mean) / sqrt(variance + epsilon) * weight + bias, per row. */
  layerNorm(
    out: Float32Array,
    x: Float32Array,
    weight: Float32Array | null,
    bias: Float32Array | null,
    options: { rows: number; cols: number; epsilon: number },
  ): void;
  /** Softmax of each row. A row of only -Infinity becomes 0. */
  softmax(out: Float32Array, x: Float32Array, shape: { rows: number; cols: number }): void;
  /**
   * Rotates the first 2·half dims of each head in place. x [rows, heads, headDim]; cos, sin [rows, half].
   * Half-split pairs (i, i + half); interleaved pairs (2i, 2i + 1).
   */
  rotary(
    x: Float32Array,
    cos: Float32Array,
    sin: Float32Array,
    options: { rows: number; heads: number; headDim: number; half: number; interleaved?: boolean },
  ): void;
  activation(out: Float32Array, x: Float32Array, kind: Activation): void;
  /** out = activation(gate) * up. */
  gatedActivation(out: Float32Array, gate: Float32Array, up: Float32Array, kind: Activation): void;
  add(out: Float32Array, a: Float32Array, b: Float32Array): void;
  multiply(out: Float32Array, a: Float32Array, b: Float32Array): void;
  scale(out: Float32Array, x: Float32Array, factor: number): void;
  /** See {@link AttentionCall}. A query that sees no key gets a row of 0. */
  attention(out: Float32Array, q: Float32Array, k: Float32Array, v: Float32Array, call: AttentionCall): void;
}
