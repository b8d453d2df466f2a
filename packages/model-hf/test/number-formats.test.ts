import { Checkpoint } from "@llm-anatomy/model-hf";
import { describe, expect, it } from "vitest";
import { memorySource, safetensors } from "./memory-source.ts";

/** The numbers that a tensor of `dtype` with these bytes is read as. */
async function widened(dtype: string, given: ArrayBufferView, bytesPerElement: number): Promise<number[]> {
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const file = safetensors({
    odd: { dtype: "U8", shape: [3], bytes: new Uint8Array(3) }, // what follows is not aligned
    a: { dtype, shape: [bytes.length / bytesPerElement], bytes },
  });
  const { data } = await (await Checkpoint.open(memorySource({ "model.safetensors": file }))).read("a");
  return [...data];
}

const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);
const every16Bits = Uint16Array.from({ length: 65536 }, (_, i) => i);

describe("a tensor of a checkpoint is read", () => {
  it("F8_E4M3: by hand, and every number larger than the one before", async () => {
    const values = await widened("F8_E4M3", everyByte, 1);
    expect(values[0x00]).toBe(0);
    expect(values[0x01]).toBe(2 ** -9); // the smallest: 1/8 of 2 ** -6
    expect(values[0x07]).toBe((7 / 8) * 2 ** -6); // the largest subnormal
    expect(values[0x08]).toBe(2 ** -6);
    expect(values[0x38]).toBe(1);
    expect(values[0x3c]).toBe(3 / 2);
    expect(values[0x7e]).toBe(448); // the largest: 1.75 · 2 ** 8
    expect(values[0x7f]).toBeNaN(); // no infinity
    expect(values[0xff]).toBeNaN();
    for (let i = 1; i < 0x7f; i++) expect(values[i]).toBeGreaterThan(values[i - 1]);
    for (let i = 0; i < 0x7f; i++) expect(values[i + 0x80]).toBe(-values[i]);
  });

  it("F8_E5M2: every number is the half-precision number with the same upper byte", async () => {
    const halves = await widened("F16", every16Bits, 2);
    const values = await widened("F8_E5M2", everyByte, 1);
    expect(values).toEqual(Array.from(everyByte, (byte) => halves[byte << 8]));
    expect([values[0x3c], values[0x7b], values[0x7c], values[0xfc]]).toEqual([1, 57344, Infinity, -Infinity]);
  });

  it("F16: every number as IEEE 754 has it", async () => {
    const values = await widened("F16", every16Bits, 2);
    const expected = Array.from(every16Bits, (bits) => {
      const exponent = (bits >> 10) & 31;
      const fraction = bits & 1023;
      const size =
        exponent === 31
          ? fraction
            ? Number.NaN
            : Infinity
          : exponent
            ? (1024 + fraction) * 2 ** (exponent - 25)
            : fraction * 2 ** -24;
      return bits & 0x8000 ? -size : size;
    });
    expect(values).toEqual(expected);
  });

  it("BF16: every number is the float32 with the same upper half", async () => {
    const expected = new Float32Array(Uint32Array.from(every16Bits, (bits) => bits << 16).buffer);
    expect(await widened("BF16", every16Bits, 2)).toEqual([...expected]);
  });

  it.each([
    ["F64", Float64Array.of(1 / 3, -2, 1e300), [Math.fround(1 / 3), -2, Infinity]],
    ["F32", Float32Array.of(1 / 3, -2, 1e30), [Math.fround(1 / 3), -2, Math.fround(1e30)]],
    ["I64", BigInt64Array.of(-3n, 2n ** 24n, -(2n ** 40n)), [-3, 2 ** 24, -(2 ** 40)]],
    ["U64", BigUint64Array.of(3n, 2n ** 63n), [3, 2 ** 63]],
    ["I32", Int32Array.of(-3, 2 ** 24), [-3, 2 ** 24]],
    ["U32", Uint32Array.of(3, 2 ** 31), [3, 2 ** 31]],
    ["I16", Int16Array.of(-3, 32767), [-3, 32767]],
    ["U16", Uint16Array.of(3, 65535), [3, 65535]],
    ["I8", Int8Array.of(-128, 127), [-128, 127]],
    ["U8", Uint8Array.of(0, 255), [0, 255]],
    ["BOOL", Uint8Array.of(0, 1), [0, 1]],
  ])("%s: as float32", async (dtype, given, expected) => {
    expect(await widened(dtype, given, given.BYTES_PER_ELEMENT)).toEqual(expected);
  });
});
