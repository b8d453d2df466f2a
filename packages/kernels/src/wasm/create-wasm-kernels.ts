/**
 * The kernels of assembly/ behind the same calls as the plain ones: check, find the addresses, run.
 *
 * Arrays of `memory` are used where they are. A call with only such arrays allocates nothing on the JavaScript heap.
 * @module
 */
import { checkActivation, checkGatherRows, checkMatMul, checkRotary, checkRows, checkSameLength } from "../check.ts";
import type { Activation, Kernels, VectorActivation } from "../kernels.ts";
import { activation, gatedActivation } from "../plain/activation.ts";
import { type BorrowedArrays, createBorrowedArrays } from "./borrowed-arrays.ts";
import { type KernelExports, moduleBytes, type WasmSet } from "./modules.ts";
import { createScratch, type Scratch } from "./scratch.ts";
import { createAttention } from "./wasm-attention.ts";
import { createLinear } from "./wasm-linear.ts";
import { createWasmMemory, type WasmMemory } from "./wasm-memory.ts";

/** What the functions of a set share. */
export interface WasmContext {
  run: KernelExports;
  memory: WasmMemory;
  borrowed: BorrowedArrays;
  scratch: Scratch;
  /** How many run a call together; each needs scratch room of its own. */
  threads: number;
}

/** Compiles and instantiates a set at once. Browsers allow that up to 8 MB; a module has 30 kB. */
export function createWasmKernels(set: WasmSet, maximumBytes?: number): Kernels {
  const memory = createWasmMemory(maximumBytes);
  const module = new WebAssembly.Module(moduleBytes(set, memory.shared));
  const instance = new WebAssembly.Instance(module, { env: { memory: memory.memory } });
  return kernelsOver(set, memory, instance.exports as unknown as KernelExports);
}

/** The kernels over any way to run the exports. */
export function kernelsOver(name: string, memory: WasmMemory, run: KernelExports, threads = 1): Kernels {
  const borrowed = createBorrowedArrays(memory);
  const context: WasmContext = { run, memory, borrowed, scratch: createScratch(memory), threads };
  return {
    name,
    memory,
    linear: createLinear(context),
    attention: createAttention(context),
    ...createRowKernels(context),
    ...createElementKernels(context),
  };
}

type RowKernels = Pick<Kernels, "gatherRows" | "matMul" | "rmsNorm" | "layerNorm" | "softmax" | "rotary">;

function createRowKernels({ run, borrowed, scratch, threads }: WasmContext): RowKernels {
  const { input, output, inOut, returnAll } = borrowed;
  return {
    gatherRows(out, table, ids) {
      checkGatherRows(out, table, ids);
      const o = output(out);
      const data = input(table.data);
      const at = input(ids);
      const count = ids.length;
      if (table.type === "f32") run.gatherRowsF32(o, data, at, table.cols, 0, count);
      else if (table.type === "int8") run.gatherRowsInt8(o, data, input(table.scales), at, table.cols, 0, count);
      else run.gatherRowsInt4(o, data, input(table.scales), at, table.cols, 0, count);
      returnAll();
    },
    matMul(out, a, b, { m, k, n }) {
      checkMatMul(out, a, b, { m, k, n });
      const panels = scratch.take(threads * 512 * 8 * 4);
      run.matMul(output(out), input(a), input(b), panels, m, k, n, 0, 0, Math.ceil(n / 8));
      returnAll();
    },
    rmsNorm(out, x, weight, { rows, cols, epsilon, weightOffset = 0 }) {
      checkRows("rmsNorm", out, x, rows, cols, weight, null);
      run.rmsNorm(output(out), input(x), input(weight), cols, epsilon, weightOffset, 0, rows);
      returnAll();
    },
    layerNorm(out, x, weight, bias, { rows, cols, epsilon }) {
      checkRows("layerNorm", out, x, rows, cols, weight, bias);
      run.layerNorm(output(out), input(x), input(weight), input(bias), cols, epsilon, 0, rows);
      returnAll();
    },
    softmax(out, x, { rows, cols }) {
      checkRows("softmax", out, x, rows, cols, null, null);
      run.softmax(output(out), input(x), cols, 0, rows);
      returnAll();
    },
    rotary(x, cos, sin, { rows, heads, headDim, half, interleaved = false }) {
      checkRotary(x, cos, sin, rows, heads, headDim, half);
      run.rotary(inOut(x), input(cos), input(sin), heads, headDim, half, interleaved ? 1 : 0, 0, rows);
      returnAll();
    },
  };
}

type ElementKernels = Pick<Kernels, "activation" | "gatedActivation" | "add" | "multiply" | "scale">;

/** The numbers of assembly/activation.ts. */
const activationNumbers: Record<VectorActivation, number> = {
  relu: 0,
  "relu-squared": 1,
  gelu: 2,
  "gelu-tanh": 3,
  "quick-gelu": 4,
  silu: 5,
  sigmoid: 6,
  tanh: 7,
};

function isVector(kind: Activation): kind is VectorActivation {
  return Object.hasOwn(activationNumbers, kind);
}

function createElementKernels({ run, borrowed }: WasmContext): ElementKernels {
  const { input, output, returnAll } = borrowed;
  return {
    activation(out, x, kind) {
      checkActivation("activation", kind);
      checkSameLength("activation", out, "x", x);
      if (!isVector(kind)) return activation(out, x, kind);
      run.activation(output(out), input(x), 0, activationNumbers[kind], 0, out.length);
      returnAll();
    },
    gatedActivation(out, gate, up, kind) {
      checkActivation("gatedActivation", kind);
      checkSameLength("gatedActivation", out, "gate", gate);
      checkSameLength("gatedActivation", out, "up", up);
      if (!isVector(kind)) return gatedActivation(out, gate, up, kind);
      run.activation(output(out), input(gate), input(up), activationNumbers[kind], 0, out.length);
      returnAll();
    },
    add(out, a, b) {
      checkSameLength("add", out, "a", a);
      checkSameLength("add", out, "b", b);
      run.add(output(out), input(a), input(b), 0, out.length);
      returnAll();
    },
    multiply(out, a, b) {
      checkSameLength("multiply", out, "a", a);
      checkSameLength("multiply", out, "b", b);
      run.multiply(output(out), input(a), input(b), 0, out.length);
      returnAll();
    },
    scale(out, x, factor) {
      checkSameLength("scale", out, "x", x);
      run.scale(output(out), input(x), factor, 0, out.length);
      returnAll();
    },
  };
}
