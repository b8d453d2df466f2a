/**
 * The plain set: every kernel as its formula, in TypeScript. It is the reference that the fast sets are tested against,
 * and what runs where WebAssembly SIMD is missing.
 * @module
 */
import type { KernelArray, KernelMemory, Kernels } from "../kernels.ts";
import { activation, gatedActivation } from "./activation.ts";
import { attention } from "./attention.ts";
import { add, multiply, scale } from "./elementwise.ts";
import { gatherRows } from "./gather-rows.ts";
import { layerNorm } from "./layer-norm.ts";
import { linear } from "./linear.ts";
import { matMul } from "./mat-mul.ts";
import { rmsNorm } from "./rms-norm.ts";
import { rotary } from "./rotary.ts";
import { softmax } from "./softmax.ts";

/** The kernels in plain TypeScript, on ordinary arrays. */
export function createPlainKernels(): Kernels {
  return {
    name: "plain",
    memory: createHeapMemory(),
    linear,
    gatherRows,
    matMul,
    rmsNorm,
    layerNorm,
    softmax,
    rotary,
    activation,
    gatedActivation,
    add,
    multiply,
    scale,
    attention,
  };
}

/** The JavaScript heap as a kernel memory: it counts what was asked for, and the garbage collector does the rest. */
function createHeapMemory(): KernelMemory {
  const allocated = new WeakSet<KernelArray>();
  let bytesUsed = 0;
  return {
    allocate(type, length) {
      if (!(Number.isInteger(length) && length >= 0)) {
        throw new RangeError(`allocate: length is ${length} but has to be a whole number of at least 0.`);
      }
      const array = new type(length);
      allocated.add(array);
      bytesUsed += array.byteLength;
      return array;
    },
    free(array) {
      if (!allocated.delete(array)) {
        throw new RangeError("free: this array is not one that allocate gave and free has not yet taken back.");
      }
      bytesUsed -= array.byteLength;
    },
    owns: () => true,
    get bytesUsed() {
      return bytesUsed;
    },
  };
}
