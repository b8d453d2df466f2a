import { describe, expect, it } from "vitest";
import { decodeSmallFloats, encodeSmallFloats, type SmallFloat } from "../src/index.ts";
import { fromBase64, readJson } from "./support.ts";

/** What ml_dtypes (NumPy's extension) makes of the same numbers and codes; see fixtures/make_fixtures.py. */
interface Reference {
  numbers: string;
  formats: Record<SmallFloat, { encoded: string; decoded?: string }>;
}

const reference = readJson<Reference>("small-floats.json");
const numbers = new Float32Array(fromBase64(reference.numbers).buffer);
const formats = Object.keys(reference.formats) as SmallFloat[];

describe("small floats by hand", () => {
  it("encodeSmallFloats(float16, …) rounds ties to even and overflows to Infinity", () => {
    // The step at 1 is 2^-10: 1 + 2^-11 is halfway and goes to the even mantissa 0, 1 + 3·2^-11 to 2.
    expect([...encodeSmallFloats("float16", [1, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 65519.9, 65520, -0])]).toEqual([
      0x3c00, 0x3c00, 0x3c02, 0x7bff, 0x7c00, 0x8000,
    ]);
  });

  it("decodeSmallFloats(float16, …) reads subnormals, infinities and NaN", () => {
    expect([...decodeSmallFloats("float16", Uint16Array.of(1, 0x3ff, 0xfc00, 0x7e00))]).toEqual([
      2 ** -24,
      1023 * 2 ** -24,
      -Infinity,
      Number.NaN,
    ]);
  });

  it("encodeSmallFloats(bfloat16, …) keeps the upper half of a float32, rounded", () => {
    expect([...encodeSmallFloats("bfloat16", [1, -2, 1 + 2 ** -8, 1 + 3 * 2 ** -8])]).toEqual([
      0x3f80, 0xc000, 0x3f80, 0x3f82,
    ]);
  });
});

describe("small floats against ml_dtypes", () => {
  it.each(formats)("decodeSmallFloats(%s, …) gives the same number for every code", (format) => {
    const { decoded } = reference.formats[format];
    if (!decoded) return; // 16-bit tables are checked through encoding below and by round trip
    const expected = new Float32Array(fromBase64(decoded).buffer);
    const codes = Uint8Array.from(expected, (_, code) => code);
    expect([...decodeSmallFloats(format, codes)]).toEqual([...expected]);
  });

  it.each(formats)("encodeSmallFloats(%s, …) gives the same code for every number", (format) => {
    const bytes = fromBase64(reference.formats[format].encoded);
    const expected = format.endsWith("float16") ? new Uint16Array(bytes.buffer) : bytes;
    const got = encodeSmallFloats(format, format === "float8e8m0" ? numbers.map(Math.abs) : numbers);
    for (const [i, number] of numbers.entries()) {
      const label = `${format}(${number})`;
      if (!Number.isNaN(number)) {
        expect(got[i], label).toBe(expected[i]);
        continue;
      }
      // Any NaN will do (their codes have a free sign); the formats of 6 and 4 bits have none, so there it is 0.
      const decoded = decodeSmallFloats(format, got.subarray(i, i + 1))[0];
      expect(decoded, label).toBe(/^float[64]/.test(format) ? 0 : Number.NaN);
    }
  });

  it.each(["float16", "bfloat16"] as const)(
    "encodeSmallFloats(%s, decodeSmallFloats(codes)) is the identity",
    (format) => {
      const codes = Uint16Array.from({ length: 65536 }, (_, code) => code);
      const back = encodeSmallFloats(format, decodeSmallFloats(format, codes));
      const nan = Uint16Array.from(decodeSmallFloats(format, codes), (value) => Number(Number.isNaN(value)));
      expect(codes.findIndex((code, i) => back[i] !== code && !nan[i])).toBe(-1);
    },
  );
});
