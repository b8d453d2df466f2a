import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { createKernels } from "../src/index.ts";
import { createWasmMemory } from "../src/wasm/wasm-memory.ts";

describe("createWasmMemory", () => {
  it("memory.allocate gives zeroed arrays on cache lines that do not overlap, through a thousand allocations and frees", () => {
    const memory = createWasmMemory(2 ** 26);
    const random = seededRandom(1);
    const out: { array: Float32Array; mark: number }[] = [];
    for (let step = 0; step < 1000; step++) {
      if (out.length > 20 || (out.length > 0 && random() < 0.4)) {
        const [{ array, mark }] = out.splice(Math.floor(random() * out.length), 1);
        expect(array.every((x) => x === mark)).toBe(true);
        memory.free(array);
      } else {
        const array = memory.allocate(Float32Array, Math.floor(random() * 5000));
        expect(array.byteOffset % 64).toBe(0);
        expect(array.every((x) => x === 0)).toBe(true);
        out.push({ array: array.fill(step), mark: step });
      }
    }
    for (const { array } of out) memory.free(array);
    expect(memory.bytesUsed).toBe(0);
  });

  it("memory.free joins neighbours: after all is free, one array of nearly everything fits", () => {
    const memory = createWasmMemory(2 ** 22);
    const arrays = Array.from({ length: 30 }, () => memory.allocate(Int8Array, 2 ** 17));
    for (const at of [1, 3, 5, 2, 4, 0]) memory.free(arrays[at]);
    for (const array of arrays.slice(6)) memory.free(array);
    const all = memory.allocate(Int8Array, 2 ** 22 - 4096 - 64);
    expect(all.length).toBe(2 ** 22 - 4096 - 64);
  });

  it("memory grows without detaching arrays from before, and still owns them", () => {
    const memory = createWasmMemory(2 ** 28);
    const first = memory.allocate(Float32Array, 4).fill(7);
    const second = memory.allocate(Float32Array, 2 ** 24);
    expect([...first]).toEqual([7, 7, 7, 7]);
    expect([memory.owns(first), memory.owns(second), memory.owns(new Float32Array(1))]).toEqual([true, true, false]);
    expect(memory.bytesUsed).toBe(16 + 2 ** 26);
  });

  it("memory has a fixed size, and kernels run in it, where shared memory is refused", () => {
    const { Memory } = WebAssembly;
    WebAssembly.Memory = class extends Memory {
      constructor(limits: WebAssembly.MemoryDescriptor) {
        if (limits.shared) throw new RangeError("no shared memory");
        super(limits);
      }
    };
    try {
      const kernels = createKernels({ maximumBytes: 2 ** 23 });
      const x = kernels.memory.allocate(Float32Array, 100).fill(3);
      expect(x.buffer).toBeInstanceOf(ArrayBuffer);
      kernels.add(x, x, x);
      expect(x.every((value) => value === 6)).toBe(true);
      expect(() => kernels.memory.allocate(Float32Array, 2 ** 22)).toThrow(/^allocate: 16777216 bytes were asked for/);
      expect(x[99]).toBe(6);
    } finally {
      WebAssembly.Memory = Memory;
    }
  });

  it("memory.allocate(too much) says what was asked for and what is left", () => {
    const memory = createWasmMemory(2 ** 22);
    memory.allocate(Int8Array, 2 ** 21);
    expect(() => memory.allocate(Float32Array, 2 ** 20)).toThrow(
      "allocate: 4194304 bytes were asked for, but of the 4194304 bytes of this memory only 2092992 are free, the largest piece 2092992, and it cannot grow (its limit is 4194304). Free arrays, or create the kernels with a larger maximumBytes.",
    );
  });

  it("memory.free(part of an array, or one it gave back already) is refused", () => {
    const memory = createWasmMemory(2 ** 22);
    const array = memory.allocate(Float32Array, 8);
    const refusal = /^free: this array is not one that allocate gave and free has not yet taken back\.$/;
    expect(() => memory.free(array.subarray(0, 4))).toThrow(refusal);
    expect(() => memory.free(new Float32Array(8))).toThrow(refusal);
    memory.free(array);
    expect(() => memory.free(array)).toThrow(refusal);
  });
});
