/**
 * From positions to the cosines and sines that rotary embedding multiplies by.
 *
 * They are the same for every layer and head of a step, so they are made once. Models that see pictures give every
 * token three positions (time, height, width) and let each pair of dims follow one of them: multimodal rotary, M-RoPE.
 * @module
 */
import type { RotaryFrequencies } from "./rotary-frequencies.ts";

export interface RotaryAngles {
  /** [positions, half] */
  cos: Float32Array;
  /** [positions, half] */
  sin: Float32Array;
}

/**
 * cos and sin of position · frequency, times the attention factor.
 *
 * Shape:  positions [seq]; cos, sin [seq, half]
 * Units:  positions in tokens (may be fractional or negative), angles in radians
 * Exact:  the angle is rounded to float32 before cos and sin, as PyTorch does
 * @see Su et al. 2021, section 3.2.2, https://arxiv.org/abs/2104.09864
 * @example
 * rotaryAngles({ inverseFrequencies: Float32Array.of(1, 0.01), attentionFactor: 1 }, [0]).cos; // => [1, 1]
 */
export function rotaryAngles(frequencies: RotaryFrequencies, positions: ArrayLike<number>): RotaryAngles {
  return anglesAt(frequencies, positions.length, (row) => positions[row]);
}

/** Which pairs of dims follow which position axis, see {@link multimodalRotaryAngles}. */
export interface MultimodalRotary {
  /** How many pairs follow each axis. */
  sections: readonly number[];
  /** Default "blocks". */
  layout?: "blocks" | "interleaved";
}

/**
 * M-RoPE: as {@link rotaryAngles}, but each pair of dims follows one of several position axes.
 *
 * Shape:    positions [axes, seq]; cos, sin [seq, half]
 * Layout:   "blocks" gives the first sections[0] pairs to axis 0, the next sections[1] to axis 1 and so on (Qwen2-VL);
 *           "interleaved" cycles through the axes, pair i to axis i mod axes while that axis has pairs left, and the rest
 *           to axis 0 (Qwen3-VL)
 * @throws RangeError if the sections do not add up to half, or positions is not [sections.length, seq]
 * @see Wang et al. 2024, Qwen2-VL, section 2.1, https://arxiv.org/abs/2409.12191
 */
export function multimodalRotaryAngles(
  frequencies: RotaryFrequencies,
  positions: ArrayLike<number>,
  { sections, layout = "blocks" }: MultimodalRotary,
): RotaryAngles {
  const half = frequencies.inverseFrequencies.length;
  const axes = sections.length;
  const total = sections.reduce((sum, section) => sum + section, 0);
  if (total !== half) {
    throw new RangeError(
      `multimodalRotaryAngles: sections ${sections.join(" + ")} = ${total} but there are ${half} pairs of dims.`,
    );
  }
  if (positions.length % axes !== 0) {
    throw new RangeError(
      `multimodalRotaryAngles: positions has ${positions.length} elements, not a multiple of its ${axes} axes. Pass [axes, seq].`,
    );
  }
  const axisOf = layout === "blocks" ? blockAxes(sections) : interleavedAxes(sections);
  const seqLen = positions.length / axes;
  return anglesAt(frequencies, seqLen, (row, pair) => positions[axisOf[pair] * seqLen + row]);
}

function blockAxes(sections: readonly number[]): number[] {
  return sections.flatMap((pairs, axis) => new Array<number>(pairs).fill(axis));
}

function interleavedAxes(sections: readonly number[]): number[] {
  const axes = sections.length;
  const half = sections.reduce((sum, section) => sum + section, 0);
  return Array.from({ length: half }, (_, pair) => {
    const axis = pair % axes;
    return pair < sections[axis] * axes ? axis : 0;
  });
}

function anglesAt(
  { inverseFrequencies, attentionFactor }: RotaryFrequencies,
  rows: number,
  positionOf: (row: number, pair: number) => number,
): RotaryAngles {
  const half = inverseFrequencies.length;
  const cos = new Float32Array(rows * half);
  const sin = new Float32Array(rows * half);
  const factor = Math.fround(attentionFactor);
  for (let row = 0; row < rows; row++) {
    for (let pair = 0; pair < half; pair++) {
      const angle = Math.fround(Math.fround(positionOf(row, pair)) * inverseFrequencies[pair]);
      cos[row * half + pair] = Math.fround(Math.cos(angle)) * factor;
      sin[row * half + pair] = Math.fround(Math.sin(angle)) * factor;
    }
  }
  return { cos, sin };
}
