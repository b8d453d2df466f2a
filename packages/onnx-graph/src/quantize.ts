/**
 * Weights in fewer bits, packed as ONNX Runtime's operators read them.
 *
 * A float weight becomes small integers and scales: w ≈ scale · (q - zeroPoint). Two forms matter for language models:
 * int8 with one scale per output channel (DynamicQuantizeMatMul), and 4-bit (or 8- or 2-bit) blocks along the inner
 * dimension with a scale each (MatMulNBits). All functions are pure and say what they round.
 * @module
 * @see https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */

/** A matrix in int8 with one scale per column. */
export interface Int8Columns {
  /** [rows, cols], row-major; from -127 to 127. */
  values: Int8Array<ArrayBuffer>;
  /** [cols]; w[row, col] ≈ values[row, col] · scales[col] */
  scales: Float32Array<ArrayBuffer>;
}

/**
 * Quantises a matrix to int8, symmetrically, with one scale per column: the output channels of `x · w`.
 *
 * Shape:  weights [rows, cols] row-major → values [rows, cols], scales [cols]
 * Rounds: to the nearest, halves to even; the largest |w| of a column becomes ±127, so the error is at most scale / 2.
 *         A column of zeros has scale 1.
 * @throws RangeError if weights.length is not rows × cols, or a weight is not finite
 * @example
 * quantizeInt8Columns(Float32Array.of(1, -2, 0.5, 4), { rows: 2, cols: 2 });
 * // => values [127, -64, 64, 127] (127 · -0.5 = -63.5 goes to the even -64), scales [1 / 127, 4 / 127]
 */
export function quantizeInt8Columns(
  weights: Float32Array,
  { rows, cols }: { rows: number; cols: number },
): Int8Columns {
  checkMatrix("quantizeInt8Columns", weights, rows, cols);
  const scales = new Float32Array(cols);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const size = Math.abs(weights[row * cols + col]);
      if (size > scales[col]) scales[col] = size;
    }
  }
  for (let col = 0; col < cols; col++) scales[col] = scales[col] === 0 ? 1 : scales[col] / 127;
  const values = new Int8Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const i = row * cols + col;
      // A scale rounded down to float32 could take the largest weight to 127.5.
      values[i] = Math.max(-127, Math.min(127, roundHalfToEven(weights[i] / scales[col])));
    }
  }
  return { values, scales };
}

/** A matrix in blocks of `bits`-bit integers, as the inputs B, scales and zero_points of MatMulNBits. */
export interface QuantizedBlocks {
  /** [cols, blocks, blockSize · bits / 8]: column by column, the first element of a byte in its lowest bits. */
  packed: Uint8Array<ArrayBuffer>;
  /** [cols, blocks] */
  scales: Float32Array<ArrayBuffer>;
  /** [cols, bytes of `blocks` zero points], packed like the elements; absent for symmetric blocks, whose zero is 2^(bits-1). */
  zeroPoints?: Uint8Array<ArrayBuffer>;
  blocks: number;
}

export interface BlockOptions {
  /** Inner dimension: rows of the weight, K of MatMulNBits. */
  rows: number;
  /** Outer dimension: columns of the weight, N of MatMulNBits. */
  cols: number;
  /** 2, 4 or 8. Default 4. */
  bits?: 2 | 4 | 8;
  /** Elements that share a scale: a power of two from 16 to 256. Default 32. */
  blockSize?: number;
  /** One zero point per block, which uses the range of blocks that are not centred. Default false. */
  asymmetric?: boolean;
  /** Row-major [cols, rows] (the layout of PyTorch's Linear) instead of [rows, cols]. Default false. */
  transposed?: boolean;
}

/**
 * Quantises a matrix in blocks along its inner dimension and packs it as MatMulNBits takes it.
 *
 * Shape:  weights [rows, cols] (or [cols, rows] if transposed) → packed [cols, ceil(rows / blockSize), blockSize · bits / 8]
 * Rounds: to the nearest, halves to even. Symmetric: the element of largest size becomes -2^(bits-1), the end of the range that
 *         has one step more, so the opposite end can be clipped by one step. Asymmetric: the range, zero included, is divided into 2^bits - 1 steps.
 *         Rows that fill up the last block are zero.
 * @throws RangeError if weights.length is not rows × cols, a weight is not finite, or an option is out of range
 */
export function quantizeBlocks(weights: Float32Array, options: BlockOptions): QuantizedBlocks {
  const { rows, cols, bits = 4, blockSize = 32, asymmetric = false, transposed = false } = options;
  checkMatrix("quantizeBlocks", weights, rows, cols);
  if (bits !== 2 && bits !== 4 && bits !== 8)
    throw new RangeError(`quantizeBlocks: bits is ${bits} but has to be 2, 4 or 8.`);
  if (!(blockSize >= 16 && blockSize <= 256 && Number.isInteger(Math.log2(blockSize)))) {
    throw new RangeError(`quantizeBlocks: blockSize is ${blockSize} but has to be 16, 32, 64, 128 or 256.`);
  }
  const blocks = Math.ceil(rows / blockSize);
  const perByte = 8 / bits;
  const blockBytes = blockSize / perByte;
  const largest = 2 ** bits - 1;
  const middle = 2 ** (bits - 1);
  const packed = new Uint8Array(cols * blocks * blockBytes);
  const scales = new Float32Array(cols * blocks);
  const zeroBytes = Math.ceil(blocks / perByte);
  const zeroPoints = asymmetric ? new Uint8Array(cols * zeroBytes) : undefined;
  const [rowStep, colStep] = transposed ? [1, rows] : [cols, 1]; // weights[row, col] is at row · rowStep + col · colStep
  for (let col = 0; col < cols; col++) {
    for (let block = 0; block < blocks; block++) {
      const first = block * blockSize;
      const end = Math.min(first + blockSize, rows);
      let low = 0;
      let high = 0;
      for (let row = first; row < end; row++) {
        const weight = weights[row * rowStep + col * colStep];
        if (weight < low) low = weight;
        if (weight > high) high = weight;
      }
      // scale · (q - zero) has to reach both ends; symmetric blocks get the sign of their largest element's end.
      const exact = asymmetric ? (high - low) / largest : (high > -low ? high : low) / -middle;
      const scale = Math.fround(exact) || 1;
      const zero = asymmetric ? clamp(roundHalfToEven(-low / scale), largest) : middle;
      scales[col * blocks + block] = scale;
      if (zeroPoints) {
        const bit = (block % perByte) * bits;
        zeroPoints[col * zeroBytes + Math.floor(block / perByte)] |= zero << bit;
      }
      const byte = (col * blocks + block) * blockBytes; // packed[col, block, 0]
      for (let i = 0; i < blockSize; i++) {
        const row = first + i;
        const weight = row < end ? weights[row * rowStep + col * colStep] : 0;
        const q = clamp(roundHalfToEven(weight / scale) + zero, largest);
        packed[byte + Math.floor(i / perByte)] |= q << ((i % perByte) * bits);
      }
    }
  }
  return { packed, scales, blocks, ...(zeroPoints && { zeroPoints }) };
}

/** The weights that quantised blocks stand for, [rows, cols] row-major. */
export function dequantizeBlocks(
  { packed, scales, zeroPoints, blocks }: QuantizedBlocks,
  { rows, cols, bits = 4, blockSize = 32 }: BlockOptions,
): Float32Array<ArrayBuffer> {
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  const zeroBytes = Math.ceil(blocks / perByte);
  const weights = new Float32Array(rows * cols);
  for (let col = 0; col < cols; col++) {
    for (let row = 0; row < rows; row++) {
      const block = Math.floor(row / blockSize);
      const i = (col * blocks + block) * blockSize + (row % blockSize); // element of packed[col, block]
      const q = (packed[Math.floor(i / perByte)] >> ((i % perByte) * bits)) & mask;
      const zero = zeroPoints
        ? (zeroPoints[col * zeroBytes + Math.floor(block / perByte)] >> ((block % perByte) * bits)) & mask
        : 2 ** (bits - 1);
      weights[row * cols + col] = scales[col * blocks + block] * (q - zero);
    }
  }
  return weights;
}

function clamp(q: number, largest: number): number {
  return Math.max(0, Math.min(q, largest));
}

/** Adding and subtracting 1.5·2^52 rounds a double of that size to a whole number the way IEEE 754 does by default. */
function roundHalfToEven(x: number): number {
  return x + 6755399441055744 - 6755399441055744;
}

function checkMatrix(where: string, weights: Float32Array, rows: number, cols: number): void {
  if (weights.length !== rows * cols) {
    throw new RangeError(
      `${where}: weights have ${weights.length} elements but [rows=${rows}, cols=${cols}] needs ${rows * cols}.`,
    );
  }
  const bad = weights.findIndex((weight) => !Number.isFinite(weight));
  if (bad >= 0) throw new RangeError(`${where}: weight ${bad} is ${weights[bad]}, which no scale can stand for.`);
}
