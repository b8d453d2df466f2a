/**
 * One description of an attention layer, as plain data, for everything one may want of it: to run it, to look inside,
 * to know what it costs.
 *
 *     queries, keys → norm → rotary → scores · scale → softcap → bias, mask → softmax (with sinks) → values
 *
 * A model is a choice at each of these stages; what it leaves out it does without.
 * @module
 */
import { alibiSlopes } from "./alibi.ts";
import type { AttentionDims, AttentionOptions, Layout, OutputOptions } from "./attention-options.ts";
import { alignmentOffsets } from "./compile-mask.ts";
import { type HeadNormOptions, normalizeHeadsInPlace } from "./head-norm.ts";
import type { Mask } from "./mask.ts";
import type { RelativePositionOptions } from "./relative-position-bias.ts";
import { type MultimodalRotary, multimodalRotaryAngles, rotaryAngles } from "./rotary-angles.ts";
import { rotaryEmbeddingInPlace } from "./rotary-embedding.ts";
import { type RotarySpec, rotaryFrequencies } from "./rotary-frequencies.ts";
import { type AttentionStages, attentionStages } from "./scaled-dot-product-attention.reference.ts";
import { scaledDotProductAttention } from "./scaled-dot-product-attention.ts";
import type { ScoreBias } from "./score-bias.ts";

export interface AttentionSpec {
  numHeads: number;
  /** Default numHeads: multi-head. 1 is multi-query, anything between grouped-query attention. */
  numKvHeads?: number;
  headDim: number;
  /** Default headDim. */
  valueDim?: number;
  /** Multiplies q·k. Default 1 / sqrt(headDim). */
  scale?: number;
  softcap?: number;
  /** Who may look at whom. Default: everyone at everything. */
  mask?: Mask;
  rotary?: RotarySpec;
  /** M-RoPE: which pairs of `rotary` follow which position axis. The positions per axis are given when it runs. */
  multimodal?: MultimodalRotary;
  /** "alibi", or T5's learned numbers per distance (the table is a weight, given when it runs). */
  positionBias?: { kind: "alibi"; maxBias?: number } | ({ kind: "relative" } & RelativePositionOptions);
  /** How queries and keys of each head are normalised, before rotary. */
  queryKeyNorm?: Pick<HeadNormOptions, "kind" | "epsilon" | "weightOffset">;
  /** Whether each head has a learned logit that takes weight and gives no value. */
  sinks?: boolean;
  /** Keys and values are made from one latent per token, which is all that a cache keeps (see latent-attention.ts). */
  latent?: { rank: number; ropeDim: number };
}

/** What a spec leaves open: the arrays, the lengths, and the weights it mentions. */
export interface AttendInputs extends Pick<OutputOptions, "kernels"> {
  /** [batch, numHeads, queryLen, headDim] or tokens-first. Not changed. */
  q: Float32Array;
  /** [batch, numKvHeads, keyLen, headDim] or tokens-first. Not changed. */
  k: Float32Array;
  v: Float32Array;
  batch?: number;
  queryLen: number;
  keyLen: number;
  queryLayout?: Layout;
  keyLayout?: Layout;
  /** Absolute positions, [queryLen] and [keyLen]. Default: keys 0 … keyLen - 1, and the queries are the last of them. */
  queryPositions?: ArrayLike<number>;
  keyPositions?: ArrayLike<number>;
  /** Where the spec is multimodal: positions to rotate by, [axes, queryLen] and [axes, keyLen]. Masks do not use them. */
  queryAxes?: ArrayLike<number>;
  keyAxes?: ArrayLike<number>;
  /** [headDim] each, where the spec has a norm with weights. */
  queryNorm?: Float32Array;
  keyNorm?: Float32Array;
  /** [numHeads], where the spec has sinks. */
  sinks?: Float32Array;
  /** [numBuckets, numHeads], where the spec has a relative bias. */
  biasTable?: Float32Array;
}

/**
 * Runs the attention that `spec` describes, from projected queries, keys and values to what the heads say.
 *
 * Shape: returns [batch, numHeads, queryLen, valueDim] in the query's layout
 * @throws RangeError if an array does not fit or a weight that the spec mentions is missing
 * @example
 * attend({ numHeads: 1, headDim: 2, mask: causalMask() }, { q, k, v, queryLen: 3, keyLen: 3 });
 */
export function attend(spec: AttentionSpec, inputs: AttendInputs): Float32Array {
  const { q, k, options } = prepare(spec, inputs);
  return scaledDotProductAttention(q, k, inputs.v, options);
}

/** {@link attend} with every stage, and the queries and keys as they met. */
export function attendInStages(
  spec: AttentionSpec,
  inputs: AttendInputs,
): AttentionStages & { q: Float32Array; k: Float32Array } {
  const { q, k, options } = prepare(spec, inputs);
  const { kernels: _, ...rest } = options;
  return { q, k, ...attentionStages(q, k, inputs.v, rest) };
}

/** Norms and rotates copies of q and k, and says the rest as options. */
function prepare(
  spec: AttentionSpec,
  inputs: AttendInputs,
): { q: Float32Array; k: Float32Array; options: AttentionOptions } {
  if (spec.latent) {
    throw new RangeError("attend: a spec with latents has no keys and values of its own. Call latentAttention.");
  }
  const { numHeads, numKvHeads = numHeads, headDim, valueDim, scale, softcap, mask } = spec;
  const { batch, queryLen, keyLen, queryLayout, keyLayout, kernels } = inputs;
  const dims: AttentionDims = {
    batch,
    numHeads,
    numKvHeads,
    queryLen,
    keyLen,
    headDim,
    valueDim,
    queryLayout,
    keyLayout,
  };
  const keyPositions = inputs.keyPositions ?? Int32Array.from({ length: keyLen }, (_, j) => j);
  const offset = alignmentOffsets("bottom-right", dims).offsets[0];
  const queryPositions = inputs.queryPositions ?? Int32Array.from({ length: queryLen }, (_, i) => i + offset);
  const given = inputs.queryPositions !== undefined || inputs.keyPositions !== undefined;
  const q = inputs.q.slice();
  const k = inputs.k.slice();
  if (spec.queryKeyNorm) {
    const norm = (x: Float32Array, weight?: Float32Array) =>
      normalizeHeadsInPlace(x, { rows: x.length / headDim, headDim, weight, kernels, ...spec.queryKeyNorm });
    norm(q, inputs.queryNorm);
    norm(k, inputs.keyNorm);
  }
  if (spec.rotary) {
    const { multimodal } = spec;
    const atQuery = multimodal ? weight("queryAxes", inputs.queryAxes) : queryPositions;
    const atKey = multimodal ? weight("keyAxes", inputs.keyAxes) : keyPositions;
    const last = Math.max(-1, ...Array.from(atQuery), ...Array.from(atKey));
    const frequencies = rotaryFrequencies(spec.rotary, { sequenceLength: last + 1 });
    const angles = (positions: ArrayLike<number>) =>
      multimodal ? multimodalRotaryAngles(frequencies, positions, multimodal) : rotaryAngles(frequencies, positions);
    const turn = { batch, headDim, interleaved: spec.rotary.interleaved, kernels };
    rotaryEmbeddingInPlace(q, angles(atQuery), { ...turn, numHeads, seqLen: queryLen, layout: queryLayout });
    rotaryEmbeddingInPlace(k, angles(atKey), { ...turn, numHeads: numKvHeads, seqLen: keyLen, layout: keyLayout });
  }
  const options: AttentionOptions = {
    ...dims,
    ...{ scale, softcap, mask, kernels, bias: biasOf(spec, inputs) },
    sinks: spec.sinks ? weight("sinks", inputs.sinks) : undefined,
    ...(given && { queryPositions, keyPositions }),
  };
  return { q, k, options };
}

function biasOf({ positionBias, numHeads }: AttentionSpec, inputs: AttendInputs): ScoreBias | undefined {
  if (!positionBias) return undefined;
  if (positionBias.kind === "alibi") return { kind: "alibi", slopes: alibiSlopes(numHeads, positionBias) };
  return { ...positionBias, table: weight("biasTable", inputs.biasTable) };
}

function weight<A>(name: string, array: A | undefined): A {
  if (array) return array;
  throw new RangeError(`attend: the spec needs ${name}, but it is missing from the inputs.`);
}
