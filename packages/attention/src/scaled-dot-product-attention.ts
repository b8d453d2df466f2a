/**
 * Attention that computes only what somebody sees.
 *
 * Masks that are a band around the diagonal or a number of valid keys go straight to the kernel, which knows them.
 * Every other mask is cut into blocks of 64 queries; each block asks which blocks of keys it can see at all and runs
 * the kernel on those. A window, chunks or packed documents so cost time linear in the length, whatever they are
 * combined with, and no queryLen × keyLen matrix exists at any moment.
 * @module
 */
import type { AttentionCall } from "@llm-anatomy/kernels";
import { type AttentionOptions, type ResolvedDims, resolveDims } from "./attention-options.ts";
import { attendBlockwise, kernelCall } from "./blockwise-attention.ts";
import { alignmentOffsets, type MaskShape } from "./compile-mask.ts";
import type { Mask } from "./mask.ts";
import { biasTableStrides, type CompiledBias, compileBias, createBiasLines } from "./score-bias.ts";
import { sharedKernels } from "./shared-kernels.ts";

/**
 * softmax(cap(q·kᵀ · scale) + bias, where the mask lets) · v.
 *
 * Shape:  q [batch, numHeads, queryLen, headDim], k [batch, numKvHeads, keyLen, headDim],
 *         v [batch, numKvHeads, keyLen, valueDim], returns [batch, numHeads, queryLen, valueDim]; layouts say otherwise
 * Masked: a query that sees no key gets a row of 0
 * Memory: arrays from `kernels.memory` are used in place, others are copied
 * @throws RangeError if an array does not fit the sizes, TypeError for an unknown option
 * @see Vaswani et al. 2017, section 3.2, https://arxiv.org/abs/1706.03762; Ainslie et al. 2023 (grouped queries),
 *   https://arxiv.org/abs/2305.13245; Dao et al. 2022 (blocks), https://arxiv.org/abs/2205.14135
 * @example
 * scaledDotProductAttention(Float32Array.of(1), Float32Array.of(0, Math.log(3)), Float32Array.of(4, 8), {
 *   numHeads: 1, queryLen: 1, keyLen: 2, headDim: 1,
 * }); // => [7]: a quarter of 4 and three quarters of 8
 */
export function scaledDotProductAttention(
  q: Float32Array,
  k: Float32Array,
  v: Float32Array,
  options: AttentionOptions,
): Float32Array {
  const dims = resolveDims("scaledDotProductAttention", { q, k, v }, options);
  const { batch, numHeads, queryLen } = dims;
  const { mask = { kind: "full" }, bias } = options;
  const out = options.out ?? new Float32Array(batch * numHeads * queryLen * dims.valueDim);
  const shape = { ...options, batch, numHeads };
  const bands = bandsOf(mask, shape);
  const byRule = bias && bias.kind !== "table" ? compileBias(bias, shape) : null;
  if (bands && (!byRule || byRule.addLines)) attendInBands(q, k, v, out, dims, options, bands, byRule);
  else attendBlockwise(q, k, v, out, dims, options);
  return out;
}

/** One kernel call per batch row. */
function attendInBands(
  q: Float32Array,
  k: Float32Array,
  v: Float32Array,
  out: Float32Array,
  dims: ResolvedDims,
  options: AttentionOptions,
  bands: Band[],
  byRule: CompiledBias | null,
): void {
  const { kernels = sharedKernels(), bias, logSumExp } = options;
  const lines = byRule && createBiasLines(byRule, dims, kernels);
  const table = bias?.kind === "table" ? { ...biasTableStrides(bias, dims), values: bias.values } : null;
  const rows = dims.numHeads * dims.queryLen;
  const part = (array: Float32Array, b: number, stride: number) => array.subarray(b * stride, (b + 1) * stride);
  for (let b = 0; b < dims.batch; b++) {
    const call = { ...kernelCall(dims, options), ...kernelBand(bands[b]) };
    if (table) {
      call.bias = table.values.subarray(b * table.batchStride);
      call.biasHeadStride = table.headStride;
      call.biasQueryStride = table.queryStride;
    }
    if (lines) Object.assign(call, lines.of(b, 0, 0, 0));
    if (logSumExp) call.logSumExp = part(logSumExp, b, rows);
    kernels.attention(
      part(out, b, dims.out.batch),
      part(q, b, dims.q.batch),
      part(k, b, dims.k.batch),
      part(v, b, dims.v.batch),
      call,
    );
  }
  lines?.free();
}

/** Query i sees key j when -right <= i - j <= left and j < keys. */
interface Band {
  left: number;
  right: number;
  keys: number;
}

/** The band of each batch row, or null when the mask is not one (or not one that kernels know). */
function bandsOf(mask: Mask, shape: MaskShape): Band[] | null {
  const bands: Band[] = [];
  for (let b = 0; b < (shape.batch ?? 1); b++) {
    const band = bandOf(mask, shape, b);
    const { window = 1 } = band ? kernelBand(band) : {};
    if (!band || window < 1) return null; // a window that nothing is in: the kernels do not take it
    bands.push(band);
  }
  return bands;
}

function bandOf(mask: Mask, shape: MaskShape, b: number): Band | null {
  const open = Number.POSITIVE_INFINITY;
  const everything: Band = { left: open, right: open, keys: shape.keyLen };
  switch (mask.kind) {
    case "full":
      return everything;
    case "causal":
    case "window": {
      if (shape.queryPositions) return null;
      const offset = alignmentOffsets(mask.align, shape).offsets[b]; // query i stands at key i + offset
      const { left, right } = mask.kind === "causal" ? { left: open, right: 0 } : mask;
      return { ...everything, left: left - offset, right: right + offset };
    }
    case "prefix":
      return {
        ...everything,
        keys: Math.min(shape.keyLen, typeof mask.length === "number" ? mask.length : mask.length[b]),
      };
    case "and": {
      let result: Band | null = everything;
      for (const part of mask.masks) {
        const band: Band | null = bandOf(part, shape, b);
        if (!band) return null;
        result = {
          left: Math.min(result.left, band.left),
          right: Math.min(result.right, band.right),
          keys: Math.min(result.keys, band.keys),
        };
      }
      return result;
    }
    default:
      return null;
  }
}

/** How kernels say it: j <= i + causalOffset, and of those the last `window` keys. */
function kernelBand({ left, right, keys }: Band): Pick<AttentionCall, "keyLen" | "causalOffset" | "window"> {
  const causalOffset = Number.isFinite(right) ? right : undefined;
  const window = left + (causalOffset ?? 0) + 1;
  return { keyLen: keys, causalOffset, window: Number.isFinite(window) ? window : undefined };
}
