/**
 * Addresses for arrays. One that lives in the memory has its place already; another is copied in for the call, and
 * copied back when the call writes it.
 * @module
 */
import type { KernelArray } from "../kernels.ts";
import type { WasmMemory } from "./wasm-memory.ts";

export interface BorrowedArrays {
  /** The address of an array that is only read; 0 for null. */
  input(array: KernelArray | null | undefined): number;
  /** The address of an array of which every element will be written. */
  output(array: KernelArray): number;
  /** The address of an array that is changed, or written in part. */
  inOut(array: KernelArray): number;
  /** Copies back what was written and gives up the copies. To be called after the kernel. */
  returnAll(): void;
}

export function createBorrowedArrays(memory: WasmMemory): BorrowedArrays {
  const copies: { array: KernelArray; address: number; written: boolean }[] = [];

  function borrow(array: KernelArray, read: boolean, written: boolean): number {
    if (memory.owns(array)) return array.byteOffset;
    let address: number;
    try {
      address = memory.reserve(array.byteLength);
    } catch (error) {
      for (const copy of copies) memory.release(copy.address);
      copies.length = 0;
      throw error;
    }
    if (read) viewLike(array, address).set(array);
    copies.push({ array, address, written });
    return address;
  }

  function viewLike<A extends KernelArray>(array: A, address: number): A {
    const View = array.constructor as new (buffer: ArrayBufferLike, offset: number, length: number) => A;
    return new View(memory.int32.buffer, address, array.length);
  }

  return {
    input: (array) => (array ? borrow(array, true, false) : 0),
    output: (array) => borrow(array, false, true),
    inOut: (array) => borrow(array, true, true),
    returnAll() {
      if (copies.length === 0) return;
      for (const { array, address, written } of copies) {
        if (written) array.set(viewLike(array, address));
        memory.release(address);
      }
      copies.length = 0;
    },
  };
}
