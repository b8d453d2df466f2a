/**
 * Room that kernels work in between calls. It grows to the largest need and stays.
 * @module
 */
import type { WasmMemory } from "./wasm-memory.ts";

export interface Scratch {
  /** The address of at least `bytes` bytes, not zeroed, valid until the next call. */
  take(bytes: number): number;
}

export function createScratch(memory: WasmMemory): Scratch {
  let address = 0;
  let capacity = 0;
  return {
    take(bytes) {
      if (bytes <= capacity) return address;
      if (capacity > 0) memory.release(address);
      capacity = 0;
      address = memory.reserve(bytes);
      capacity = bytes;
      return address;
    },
  };
}
