/**
 * How fast each pair of dims turns: the frequencies of rotary position embedding, and how they are stretched.
 *
 * Rotary position embedding turns pair i of a query or key by the angle position · theta^(-2i/dims). Fast pairs tell
 * neighbours apart, slow pairs tell paragraphs apart. A model that has seen 4,096 positions knows nothing of the angles
 * beyond, so longer contexts squeeze the new positions into the known range: all pairs alike (linear), by a larger
 * theta (dynamic NTK), or slow pairs only, because fast ones have been seen at every angle (YaRN, LongRoPE, Llama 3).
 *
 * Every step rounds to float32 where PyTorch does. An angle is position · frequency: a frequency that is off in its last
 * bit is off by 0.002 radians at position 30,000, and logits no longer agree with those the model was trained for.
 * @module
 */

/** What all kinds of rotary embedding share. */
export interface RotaryBase {
  /** How many dims of a head are rotated: even, at most headDim (fewer is "partial" rotary). */
  dims: number;
  /** Base of the geometric series: 10,000 in RoFormer, 500,000 in Llama 3. */
  theta: number;
  /** false: half-split pairs (i, i + dims/2). true: interleaved pairs (2i, 2i + 1). */
  interleaved: boolean;
}

/** Su et al. 2021, section 3.2: no stretching. */
export interface DefaultRotary extends RotaryBase {
  kind: "default";
}

/** Chen et al. 2023: every frequency divided by `factor`. */
export interface LinearRotary extends RotaryBase {
  kind: "linear";
  factor: number;
}

/** "NTK-aware" scaling that follows the length: theta grows once `sequenceLength` passes `maxPositions`. */
export interface DynamicRotary extends RotaryBase {
  kind: "dynamic";
  factor: number;
  maxPositions: number;
}

/** Peng et al. 2023, YaRN: slow pairs are interpolated, fast ones kept, and a ramp lies between. */
export interface YarnRotary extends RotaryBase {
  kind: "yarn";
  factor: number;
  originalMaxPositions: number;
  /** Pairs that turn more often than this over the original context are kept. Default 32. */
  betaFast?: number;
  /** Pairs that turn less often than this are fully interpolated. Default 1. */
  betaSlow?: number;
  /** Whether the ends of the ramp are whole pair numbers. Default true; gpt-oss says false. */
  truncate?: boolean;
  /** Multiplies cos and sin. Default 0.1 · ln(factor) + 1, or DeepSeek's quotient of the two `mscale`s. */
  attentionFactor?: number;
  mscale?: number;
  mscaleAllDims?: number;
}

/** Ding et al. 2024: a searched factor per pair, one list for short and one for long sequences. */
export interface LongRotary extends RotaryBase {
  kind: "longrope";
  /** [dims / 2] each. The long ones are used when `sequenceLength` is more than `originalMaxPositions`. */
  shortFactors: readonly number[];
  longFactors: readonly number[];
  originalMaxPositions: number;
  /** How many times longer the context became. Gives the default attentionFactor sqrt(1 + ln(factor) / ln(originalMaxPositions)). */
  factor?: number;
  attentionFactor?: number;
}

/** Llama 3.1: long wavelengths divided by `factor`, short ones kept, smooth in between. */
export interface Llama3Rotary extends RotaryBase {
  kind: "llama3";
  factor: number;
  lowFrequencyFactor: number;
  highFrequencyFactor: number;
  originalMaxPositions: number;
}

export type RotarySpec = DefaultRotary | LinearRotary | DynamicRotary | YarnRotary | LongRotary | Llama3Rotary;

export interface RotaryFrequencies {
  /** [dims / 2]: radians per position. */
  inverseFrequencies: Float32Array;
  /** Multiplies cos and sin, and so scores by its square. */
  attentionFactor: number;
}

/**
 * The frequencies of `spec`.
 *
 * `sequenceLength` is how many positions there are so far; only the kinds "dynamic" and "longrope" depend on it, and
 * without it they behave as for a short sequence. Keys rotated earlier keep their angles: a cache and a full pass differ
 * once these kinds change their frequencies, in every implementation that caches rotated keys.
 *
 * Shape: inverseFrequencies [dims / 2]
 * @throws RangeError if dims is odd, a list has not dims / 2 factors, or a number is out of range
 * @see Su et al. 2021, https://arxiv.org/abs/2104.09864; Peng et al. 2023, https://arxiv.org/abs/2309.00071
 * @example
 * rotaryFrequencies({ kind: "default", dims: 4, theta: 10_000, interleaved: false }).inverseFrequencies; // => [1, 0.01]
 */
export function rotaryFrequencies(
  spec: RotarySpec,
  { sequenceLength = 0 }: { sequenceLength?: number } = {},
): RotaryFrequencies {
  checkSpec(spec);
  switch (spec.kind) {
    case "default":
      return { inverseFrequencies: geometric(spec), attentionFactor: 1 };
    case "linear":
      return { inverseFrequencies: geometric(spec).map((f) => f / spec.factor), attentionFactor: 1 };
    case "dynamic":
      return { inverseFrequencies: geometric(dynamicTheta(spec, sequenceLength)), attentionFactor: 1 };
    case "yarn":
      return { inverseFrequencies: yarnFrequencies(spec), attentionFactor: yarnAttentionFactor(spec) };
    case "longrope":
      return { inverseFrequencies: longFrequencies(spec, sequenceLength), attentionFactor: longAttentionFactor(spec) };
    case "llama3":
      return { inverseFrequencies: llama3Frequencies(spec), attentionFactor: 1 };
  }
}

/**
 * YaRN's magnitude 0.1 · mscale · ln(factor) + 1, and 1 for factor <= 1.
 *
 * DeepSeek-V2 and V3 multiply the softmax scale by yarnMagnitude(factor, mscaleAllDims)² in addition to the factor on
 * cos and sin.
 * @see Peng et al. 2023, section 3.4
 */
export function yarnMagnitude(factor: number, mscale = 1): number {
  return factor <= 1 ? 1 : 0.1 * mscale * Math.log(factor) + 1;
}

const f32 = Math.fround;

/** theta^(2i/dims) in float32, [dims / 2]. */
function wavelengths({ dims, theta }: { dims: number; theta: number }): Float32Array {
  return Float32Array.from({ length: dims / 2 }, (_, i) => f32(theta) ** f32((2 * i) / dims));
}

function geometric(base: { dims: number; theta: number }): Float32Array {
  return wavelengths(base).map((w) => 1 / w);
}

/** theta · (factor · length / max - (factor - 1))^(dims / (dims - 2)), for lengths past max. */
function dynamicTheta(spec: DynamicRotary, sequenceLength: number): { dims: number; theta: number } {
  const { dims, theta, factor, maxPositions } = spec;
  const length = Math.max(sequenceLength, maxPositions);
  const stretch = f32(f32(f32(factor * length) / maxPositions) - (factor - 1));
  return { dims, theta: f32(theta * f32(stretch ** (dims / (dims - 2)))) };
}

/** Peng et al. 2023, section 3.2 (NTK-by-parts). */
function yarnFrequencies(spec: YarnRotary): Float32Array {
  const { dims, theta, factor, originalMaxPositions, betaFast = 32, betaSlow = 1, truncate = true } = spec;
  /** The (fractional) pair that turns `turns` times over the original context. */
  const pairOf = (turns: number) =>
    (dims * Math.log(originalMaxPositions / (turns * 2 * Math.PI))) / (2 * Math.log(theta));
  let low = pairOf(betaFast);
  let high = pairOf(betaSlow);
  if (truncate) {
    low = Math.floor(low);
    high = Math.ceil(high);
  }
  low = Math.max(low, 0);
  high = Math.min(high, dims - 1);
  if (low === high) high += 0.001; // a ramp of width 0 would divide by 0
  return wavelengths(spec).map((wavelength, i) => {
    const ramp = Math.min(Math.max(f32(f32(i - low) / f32(high - low)), 0), 1);
    const keep = f32(1 - ramp);
    const interpolated = f32(1 / f32(factor * wavelength));
    const extrapolated = f32(1 / wavelength);
    return f32(interpolated * f32(1 - keep)) + f32(extrapolated * keep);
  });
}

function yarnAttentionFactor({ factor, attentionFactor, mscale, mscaleAllDims }: YarnRotary): number {
  if (attentionFactor !== undefined) return attentionFactor;
  if (mscale && mscaleAllDims) return yarnMagnitude(factor, mscale) / yarnMagnitude(factor, mscaleAllDims);
  return yarnMagnitude(factor);
}

function longFrequencies(spec: LongRotary, sequenceLength: number): Float32Array {
  const factors = sequenceLength > spec.originalMaxPositions ? spec.longFactors : spec.shortFactors;
  return wavelengths(spec).map((wavelength, i) => 1 / f32(f32(factors[i]) * wavelength));
}

function longAttentionFactor({ factor = 1, attentionFactor, originalMaxPositions }: LongRotary): number {
  if (attentionFactor !== undefined) return attentionFactor;
  return factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(originalMaxPositions));
}

function llama3Frequencies(spec: Llama3Rotary): Float32Array {
  const { factor, lowFrequencyFactor: low, highFrequencyFactor: high, originalMaxPositions: context } = spec;
  return geometric(spec).map((frequency) => {
    const wavelength = f32(f32(2 * Math.PI) / frequency);
    if (wavelength < f32(context / high)) return frequency; // turns often enough: kept
    if (wavelength > f32(context / low)) return frequency / factor;
    const smooth = f32(f32(f32(context / wavelength) - low) / (high - low));
    return f32(f32(f32(1 - smooth) * frequency) / factor) + f32(smooth * frequency);
  });
}

function checkSpec(spec: RotarySpec): void {
  const { dims } = spec;
  if (!Number.isInteger(dims) || dims < 2 || dims % 2 !== 0) {
    throw new RangeError(`rotaryFrequencies: dims is ${dims} but has to be even and at least 2: dims turn in pairs.`);
  }
  for (const [name, value] of Object.entries(spec)) {
    if (typeof value === "number" && !(value > 0 && Number.isFinite(value))) {
      throw new RangeError(`rotaryFrequencies: ${name} is ${value} but has to be a positive number.`);
    }
    if (Array.isArray(value) && value.length !== dims / 2) {
      throw new RangeError(
        `rotaryFrequencies: ${name} has ${value.length} factors but dims=${dims} needs ${dims / 2}, one per pair.`,
      );
    }
  }
}
