import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findType, type GgmlType, widenGgml } from "../../src/gguf/ggml-types.ts";
import { tensorsOf } from "../memory-source.ts";

// Made by tools/gguf/make_blocks.py with ggml's own code.
const reference = tensorsOf(new Uint8Array(readFileSync(join(import.meta.dirname, "ggml-blocks.safetensors"))));
const types = Array.from({ length: 64 }, (_, number) => findType(number)).filter((type) => typeof type !== "string");
const where = { file: "x.gguf", tensor: "t" };

describe("widenGgml(type, bytes)", () => {
  it.each(types.filter(({ blockSize }) => blockSize > 1))("gives ggml's numbers bit by bit: $name", (type) => {
    const { bytes } = reference[`${type.name}.blocks`];
    const expected = reference[`${type.name}.weights`].bytes;
    expect(bytes.length % type.blockBytes).toBe(0);
    const widened = widenGgml(type, bytes, where);
    expect(widened.length).toBe((bytes.length / type.blockBytes) * type.blockSize);
    expect(new Uint32Array(widened.buffer)).toEqual(new Uint32Array(expected.buffer));
  });

  it("Q4_0 by hand: scale 1/2, levels 0 and 15 of the first byte are (0 - 8) / 2 and (15 - 8) / 2", () => {
    const block = new Uint8Array(18).fill(0x88);
    new DataView(block.buffer).setUint16(0, 0x3800, true); // 1/2 as float16
    block[2] = 0xf0;
    const weights = widenGgml(findType(2) as GgmlType, block, where);
    expect([weights[0], weights[16], weights[1]]).toEqual([-4, 3.5, 0]);
  });

  it("refuses part of a block, with both numbers", () => {
    expect(() => widenGgml(findType(8) as GgmlType, new Uint8Array(35), where)).toThrow(
      'x.gguf: tensor "t" has 35 bytes but a block of Q8_0 has 34. The file is damaged; download it again.',
    );
  });

  it("findType(number) names a format that cannot be read", () => {
    expect([findType(18), findType(99)]).toEqual(["IQ3_XXS", "number 99"]);
  });
});
