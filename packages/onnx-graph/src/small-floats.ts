/**
 * Floating-point numbers of 16 bits and fewer, as every one of them is: sign, exponent, mantissa.
 *
 * One description of a format (how many bits each part has, the bias, what the top codes mean) gives both directions:
 * decoding is a table of all codes; encoding rounds to the nearest representable number, ties to the even mantissa.
 * @module
 * @see IEEE 754-2019 section 3.4 (float16) and 4.3.1 (rounding)
 * @see Micikevicius et al. 2022, "FP8 Formats for Deep Learning", https://arxiv.org/abs/2209.05433 (E4M3, E5M2)
 * @see Noune et al. 2022, https://arxiv.org/abs/2206.02915 (the …fnuz forms)
 * @see OCP Microscaling Formats v1.0 (E2M3, E3M2, E2M1, E8M0)
 */

/** Names of the small formats, as in `DataType`. */
export type SmallFloat =
  | "float16"
  | "bfloat16"
  | "float8e4m3fn"
  | "float8e4m3fnuz"
  | "float8e5m2"
  | "float8e5m2fnuz"
  | "float8e8m0"
  | "float6e2m3"
  | "float6e3m2"
  | "float4e2m1";

interface Format {
  exponentBits: number;
  mantissaBits: number;
  bias: number;
  /**
   * What the top of the code range means. `ieee`: the highest exponent is Infinity and NaN. `fn`: only the code with all bits
   * set is NaN, nothing is infinite. `fnuz`: only negative zero's code is NaN. `finite`: every code is a number.
   */
  specials: "ieee" | "fn" | "fnuz" | "finite";
  /** Numbers beyond the largest become the largest even though the format has Infinity. */
  saturates?: boolean;
}

const formats: Record<Exclude<SmallFloat, "float8e8m0">, Format> = {
  float16: { exponentBits: 5, mantissaBits: 10, bias: 15, specials: "ieee" },
  bfloat16: { exponentBits: 8, mantissaBits: 7, bias: 127, specials: "ieee" },
  float8e4m3fn: { exponentBits: 4, mantissaBits: 3, bias: 7, specials: "fn" },
  float8e4m3fnuz: { exponentBits: 4, mantissaBits: 3, bias: 8, specials: "fnuz" },
  float8e5m2: { exponentBits: 5, mantissaBits: 2, bias: 15, specials: "ieee", saturates: true },
  float8e5m2fnuz: { exponentBits: 5, mantissaBits: 2, bias: 16, specials: "fnuz" },
  float6e2m3: { exponentBits: 2, mantissaBits: 3, bias: 1, specials: "finite" },
  float6e3m2: { exponentBits: 3, mantissaBits: 2, bias: 3, specials: "finite" },
  float4e2m1: { exponentBits: 2, mantissaBits: 1, bias: 1, specials: "finite" },
};

const tables = new Map<SmallFloat, Float32Array>();

/**
 * The numbers that codes of a small format stand for.
 *
 * Shape:  codes [n] → [n]
 * @example
 * decodeSmallFloats("float16", Uint16Array.of(0x3c00, 0x7c00)); // => [1, Infinity]
 */
export function decodeSmallFloats(format: SmallFloat, codes: Uint16Array | Uint8Array): Float32Array<ArrayBuffer> {
  let table = tables.get(format);
  if (!table) tables.set(format, (table = decodingTable(format)));
  const numbers = new Float32Array(codes.length);
  for (let i = 0; i < codes.length; i++) numbers[i] = table[codes[i]];
  return numbers;
}

/**
 * The codes of a small format that are nearest to given numbers, ties to even.
 *
 * Shape:  numbers [n] → [n]
 * Range:  a number beyond the largest, Infinity too, becomes the largest (ONNX's Cast saturates by default), but Infinity
 *         in float16 and bfloat16
 * Zero:   -0 keeps its sign where the format has one; NaN is NaN, and 0 in the formats of 6 and 4 bits, which have none
 * Scales: float8e8m0 has no sign and no zero: 0 becomes 2^-127, negative numbers NaN
 * @example
 * encodeSmallFloats("float16", [1, 1e6]); // => Uint16Array [0x3c00, 0x7c00]
 */
export function encodeSmallFloats(
  format: SmallFloat,
  numbers: ArrayLike<number>,
): Uint16Array<ArrayBuffer> | Uint8Array<ArrayBuffer> {
  const codes =
    format === "float16" || format === "bfloat16" ? new Uint16Array(numbers.length) : new Uint8Array(numbers.length);
  if (format === "float8e8m0") for (let i = 0; i < codes.length; i++) codes[i] = encodeScale(numbers[i]);
  else {
    const encode = encoderOf(formats[format]);
    for (let i = 0; i < codes.length; i++) codes[i] = encode(numbers[i]);
  }
  return codes;
}

const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

/** Rounds through float32 first, as every exporter does whose weights are float32. */
function encoderOf({
  exponentBits,
  mantissaBits,
  bias,
  specials,
  saturates = specials !== "ieee",
}: Format): (number: number) => number {
  const signBit = 1 << (exponentBits + mantissaBits);
  const allOnes = signBit - 1;
  const infinity = ((1 << exponentBits) - 1) << mantissaBits;
  const nan = { ieee: infinity | (1 << (mantissaBits - 1)), fn: allOnes, fnuz: signBit, finite: 0 }[specials];
  const largest = { ieee: infinity - 1, fn: allOnes - 1, fnuz: allOnes, finite: allOnes }[specials];
  const dropped = 23 - mantissaBits; // mantissa bits of a float32 that the format has no place for
  const rebias = 127 - bias;
  return (number) => {
    scratch[0] = number;
    const bits = scratchBits[0];
    const sign = bits >>> 31 ? signBit : 0;
    const magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) return specials === "fnuz" || specials === "finite" ? nan : sign | nan;
    let exponent = (magnitude >>> 23) - rebias;
    let mantissa = magnitude & 0x7fffff;
    let shift = dropped;
    if (exponent <= 0) {
      // Subnormal in the small format: the leading 1 becomes explicit and moves right.
      if (magnitude >>> 23 !== 0) mantissa |= 0x800000;
      shift += Math.min(1 - exponent, 25) - (magnitude >>> 23 === 0 ? 1 : 0);
      exponent = 0;
    }
    if (shift > 24) shift = 25; // below half of the smallest number: rounds to zero
    const kept = mantissa >>> shift;
    const rest = mantissa & ((1 << shift) - 1);
    const half = 1 << (shift - 1);
    const up = rest > half || (rest === half && (kept & 1) === 1) ? 1 : 0;
    let code = (exponent << mantissaBits) + kept + up; // a carry moves on into the exponent, which is right
    if (code > largest) code = saturates ? largest : infinity;
    return specials === "fnuz" && code === 0 ? 0 : sign | code;
  };
}

function decodingTable(format: SmallFloat): Float32Array {
  // A power of two without sign; the last code is NaN.
  if (format === "float8e8m0")
    return Float32Array.from({ length: 256 }, (_, c) => (c === 255 ? Number.NaN : 2 ** (c - 127)));
  const { exponentBits, mantissaBits, bias, specials } = formats[format];
  const signBit = 1 << (exponentBits + mantissaBits);
  return Float32Array.from({ length: signBit * 2 }, (_, code) => {
    const sign = code & signBit ? -1 : 1;
    const magnitude = code & (signBit - 1);
    const exponent = magnitude >>> mantissaBits;
    const mantissa = magnitude & ((1 << mantissaBits) - 1);
    if (specials === "ieee" && exponent === (1 << exponentBits) - 1) return mantissa ? Number.NaN : sign * Infinity;
    if (specials === "fn" && magnitude === signBit - 1) return Number.NaN;
    if (specials === "fnuz" && code === signBit) return Number.NaN;
    const fraction = mantissa / (1 << mantissaBits);
    return exponent === 0 ? sign * fraction * 2 ** (1 - bias) : sign * (1 + fraction) * 2 ** (exponent - bias);
  });
}

/** E8M0 holds scales: the power of two nearest to a positive number, halves up. */
function encodeScale(number: number): number {
  if (Number.isNaN(number) || number < 0) return 255;
  scratch[0] = number;
  const bits = scratchBits[0];
  return Math.min(254, (bits >>> 23) + ((bits & 0x400000) !== 0 ? 1 : 0));
}
