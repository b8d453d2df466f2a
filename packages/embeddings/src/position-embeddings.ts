/**
 * Attention alone does not see order: "dog bites man" and "man bites dog" would be the same set of vectors.
 * The first Transformers therefore add a vector that depends on the position. (Rotary positions, which replaced them,
 * act inside attention and live there.)
 *
 * Sinusoidal: each pair of dimensions is a clock hand, from one turn in 2π positions to one in 10000 · 2π.
 * Two details differ between implementations and silently ruin a checkpoint when confused:
 *
 * | `variant`       | dimension 2i, 2i + 1, or halves                 | slowest frequency                 | used by                        |
 * | --------------- | ----------------------------------------------- | --------------------------------- | ------------------------------ |
 * | "interleaved"   | sin, cos, sin, cos …                            | 10000^-((d - 2) / d)              | the 2017 paper, GPT-J's rotary |
 * | "halves"        | all sines, then all cosines                     | 10000^-((d - 2) / d)              | Marian                         |
 * | "fairseq"       | all sines, then all cosines                     | 10000^-1: divides by half - 1     | fairseq, tensor2tensor, FSMT, M2M100, XGLM, Whisper |
 *
 * Learned positions are a table like that of the tokens: {@link positionIds} says which row each token takes.
 * @module
 */
import { checkInteger, checkLength, checkOneOf } from "./checks.ts";

const variants = ["interleaved", "halves", "fairseq"] as const;

/** Which sinusoidal layout: see the table at the top of this file. */
export type SinusoidalVariant = (typeof variants)[number];

/**
 * The table of sinusoidal position embeddings.
 *
 * Shape: [numPositions, modelDim]; positions count from 0 (fairseq's checkpoints start at `paddingId + 1`: slice the table)
 * @param options.base the slowest wave takes base · 2π positions. Default 10000.
 * @throws RangeError for "fairseq" with fewer than 4 dimensions, whose frequencies would divide by 0
 * @see Vaswani et al. 2017, section 3.5, https://arxiv.org/abs/1706.03762
 * @example
 * sinusoidalPositions({ numPositions: 2, modelDim: 4 });
 * // => [0, 1, 0, 1,  sin 1, cos 1, sin 0.01, cos 0.01]
 */
export function sinusoidalPositions(options: {
  numPositions: number;
  modelDim: number;
  variant?: SinusoidalVariant;
  base?: number;
}): Float32Array {
  const { numPositions, modelDim, variant = "interleaved", base = 10_000 } = options;
  checkInteger("sinusoidalPositions", "numPositions", numPositions, 0);
  checkInteger("sinusoidalPositions", "modelDim", modelDim, variant === "fairseq" ? 4 : 1);
  checkOneOf("sinusoidalPositions", "variant", variant, variants);

  const table = new Float32Array(numPositions * modelDim);
  const numSines = Math.ceil(modelDim / 2); // an odd dimension has one cosine less, except in fairseq: a final 0
  const numWaves = variant === "fairseq" ? Math.floor(modelDim / 2) : numSines;
  for (let i = 0; i < numWaves; i++) {
    const frequency = variant === "fairseq" ? base ** (-i / (numWaves - 1)) : base ** ((-2 * i) / modelDim);
    const sine = variant === "interleaved" ? 2 * i : i;
    const cosine = variant === "interleaved" ? 2 * i + 1 : numWaves + i;
    for (let position = 0; position < numPositions; position++) {
      const row = position * modelDim; // table[position, 0]
      table[row + sine] = Math.sin(position * frequency);
      if (cosine < modelDim) table[row + cosine] = Math.cos(position * frequency);
    }
  }
  return table;
}

/**
 * The row of a position table that each token takes.
 *
 * Shape: attentionMask [batch, seqLen], 1 for tokens and 0 for padding → [batch, seqLen]
 *
 * Without options tokens count 0, 1, 2 … over the row, padding included (GPT-2 and BERT as they were trained, where
 * padding is on the right). `skipPadding` counts tokens only, so that left padding moves nothing.
 *
 * @param options.skipPadding padding takes no position and gets `paddingPosition`. Default false.
 * @param options.offset      added to every token's position: 2 in OPT, `paddingId + 1` in RoBERTa and fairseq. Default 0.
 * @param options.paddingPosition row for padding with `skipPadding`: `paddingId` in RoBERTa, 1 in OPT. Default 0.
 * @param options.past        positions already in the cache. Default 0.
 * @example
 * positionIds([0, 1, 1], { batch: 1, seqLen: 3, skipPadding: true, offset: 2, paddingPosition: 1 }); // => [1, 2, 3]
 */
export function positionIds(
  attentionMask: ArrayLike<number>,
  options: {
    batch: number;
    seqLen: number;
    skipPadding?: boolean;
    offset?: number;
    paddingPosition?: number;
    past?: number;
  },
): Int32Array {
  const { batch, seqLen, skipPadding = false, offset = 0, paddingPosition = 0, past = 0 } = options;
  checkLength("positionIds", "attentionMask", attentionMask, { batch, seqLen });
  const ids = new Int32Array(batch * seqLen);
  for (let b = 0; b < batch; b++) {
    let position = past + offset;
    for (let t = b * seqLen; t < (b + 1) * seqLen; t++) {
      if (skipPadding && attentionMask[t] === 0) ids[t] = paddingPosition;
      else ids[t] = position++;
    }
  }
  return ids;
}

/**
 * Adds each token's position row to its vector, in place, and returns `hidden`.
 *
 * Shape: hidden [count, modelDim], positions [count], table [numPositions, modelDim]
 * @throws RangeError when a position is not a row of the table: the text is longer than the model was made for
 */
export function addPositionsInPlace(
  hidden: Float32Array,
  positions: ArrayLike<number>,
  { table, numPositions, modelDim }: { table: Float32Array; numPositions: number; modelDim: number },
): Float32Array {
  checkLength("addPositionsInPlace", "table", table, { numPositions, modelDim });
  checkLength("addPositionsInPlace", "hidden", hidden, { positions: positions.length, modelDim });
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i];
    if (!Number.isInteger(position) || position < 0 || position >= numPositions) {
      throw new RangeError(
        `addPositionsInPlace: positions[${i}] is ${position} but the table has rows 0 to ${numPositions - 1}. Shorten the text.`,
      );
    }
    const from = position * modelDim; // table[position, 0]
    const to = i * modelDim; // hidden[i, 0]
    for (let d = 0; d < modelDim; d++) hidden[to + d] += table[from + d];
  }
  return hidden;
}
