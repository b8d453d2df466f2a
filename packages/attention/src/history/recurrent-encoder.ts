/**
 * What attention was invented for: an encoder that reads word by word and remembers in a single vector.
 *
 * A gated recurrent unit keeps a state h and updates it with every input x:
 *
 *     reset r = σ(W_r x + U_r h)      update z = σ(W_z x + U_z h)
 *     proposal n = tanh(W_n x + r · (U_n h))      h ← (1 - z) · n + z · h
 *
 * Whatever a sentence says has to fit through h. Attention lets the decoder look back at the states of all words instead
 * (additive-attention.ts). Bahdanau read the sentence in both directions, so that each word's state knows both sides.
 * @module
 */
import { checkArray } from "../attention-options.ts";

/** Gates in the order reset, update, proposal, as PyTorch stores them. */
export interface RecurrentWeights {
  /** W: [3 · hiddenDim, inputDim] */
  input: Float32Array;
  /** U: [3 · hiddenDim, hiddenDim] */
  hidden: Float32Array;
  /** [3 · hiddenDim] each. Default: zeros. */
  inputBias?: Float32Array;
  hiddenBias?: Float32Array;
}

export interface RecurrentDims {
  inputDim: number;
  hiddenDim: number;
}

/**
 * One step of a gated recurrent unit: the next state.
 *
 * Shape: x [inputDim], state [hiddenDim]; returns [hiddenDim]
 * @see Cho et al. 2014, section 2.3, https://arxiv.org/abs/1406.1078; the reset gate is applied after the product U_n h,
 *   as PyTorch and cuDNN do, and not before, as the paper does
 */
export function recurrentStep(
  x: Float32Array,
  state: Float32Array,
  weights: RecurrentWeights,
  { inputDim, hiddenDim }: RecurrentDims,
): Float32Array {
  checkArray("recurrentStep", "x", x, { inputDim });
  checkArray("recurrentStep", "state", state, { hiddenDim });
  const gates = 3;
  checkArray("recurrentStep", "weights.input", weights.input, { gates, hiddenDim, inputDim });
  checkArray("recurrentStep", "weights.hidden", weights.hidden, { gates, hiddenDim, hiddenDim2: hiddenDim });
  const fromInput = affine(weights.input, x, weights.inputBias);
  const fromState = affine(weights.hidden, state, weights.hiddenBias);
  return state.map((h, i) => {
    const reset = sigmoid(fromInput[i] + fromState[i]);
    const update = sigmoid(fromInput[hiddenDim + i] + fromState[hiddenDim + i]);
    const proposal = Math.tanh(fromInput[2 * hiddenDim + i] + reset * fromState[2 * hiddenDim + i]);
    return (1 - update) * proposal + update * h;
  });
}

/**
 * Reads a sequence and returns the state after every input.
 *
 * Shape: inputs [seqLen, inputDim]; returns [seqLen, hiddenDim], or [seqLen, 2 · hiddenDim] with `backward` weights: each
 *        position's state of reading from the left, then of reading from the right
 * @see Bahdanau et al. 2014, section 3.2, https://arxiv.org/abs/1409.0473
 */
export function recurrentEncoder(
  inputs: Float32Array,
  weights: RecurrentWeights,
  {
    seqLen,
    backward,
    ...dims
  }: RecurrentDims & { seqLen: number /** For the second direction. */; backward?: RecurrentWeights },
): Float32Array {
  const { inputDim, hiddenDim } = dims;
  checkArray("recurrentEncoder", "inputs", inputs, { seqLen, inputDim });
  const width = backward ? 2 * hiddenDim : hiddenDim;
  const states = new Float32Array(seqLen * width);
  const read = (direction: RecurrentWeights, positions: number[], column: number) => {
    let state = new Float32Array(hiddenDim);
    for (const t of positions) {
      state = new Float32Array(
        recurrentStep(inputs.subarray(t * inputDim, (t + 1) * inputDim), state, direction, dims),
      );
      states.set(state, t * width + column);
    }
  };
  const forward = Array.from({ length: seqLen }, (_, t) => t);
  read(weights, forward, 0);
  if (backward) read(backward, [...forward].reverse(), hiddenDim);
  return states;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** matrix · x + bias, matrix [outputs, x.length]. */
function affine(matrix: Float32Array, x: Float32Array, bias?: Float32Array): Float64Array {
  return Float64Array.from({ length: matrix.length / x.length }, (_, row) => {
    let sum = bias ? bias[row] : 0;
    for (let i = 0; i < x.length; i++) sum += matrix[row * x.length + i] * x[i];
    return sum;
  });
}
