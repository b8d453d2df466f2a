/**
 * The compiled kernels: two builds of assembly/, and which of them this machine can run.
 * @module
 */
import relaxedSimd from "./relaxed-simd.generated.ts";
import simd from "./simd.generated.ts";

/** Functions of assembly/index.ts. Addresses are bytes in the memory; 0 stands for an array that is left out. */
export interface KernelExports {
  activation(out: number, x: number, up: number, kind: number, from: number, to: number): void;
  add(out: number, a: number, b: number, from: number, to: number): void;
  attentionSegments(call: number, parts: number, segments: number, thread: number, from: number, to: number): void;
  attentionTiles(call: number, thread: number, from: number, to: number): void;
  gatherRowsF32(out: number, table: number, ids: number, cols: number, from: number, to: number): void;
  gatherRowsInt4(out: number, table: number, scales: number, ids: number, cols: number, from: number, to: number): void;
  gatherRowsInt8(out: number, table: number, scales: number, ids: number, cols: number, from: number, to: number): void;
  layerNorm(
    out: number,
    x: number,
    weight: number,
    bias: number,
    cols: number,
    epsilon: number,
    from: number,
    to: number,
  ): void;
  linearF32(
    out: number,
    x: number,
    w: number,
    bias: number,
    rows: number,
    cols: number,
    outCols: number,
    from: number,
    to: number,
  ): void;
  linearInt4: LinearQuantised;
  linearInt8: LinearQuantised;
  mergeSegments(call: number, parts: number, segments: number, from: number, to: number): void;
  matMul(
    out: number,
    a: number,
    b: number,
    panels: number,
    m: number,
    k: number,
    n: number,
    thread: number,
    from: number,
    to: number,
  ): void;
  multiply(out: number, a: number, b: number, from: number, to: number): void;
  quantizeRows(q: number, scales: number, x: number, cols: number, forInt4: number, from: number, to: number): void;
  rmsNorm(
    out: number,
    x: number,
    weight: number,
    cols: number,
    epsilon: number,
    weightOffset: number,
    from: number,
    to: number,
  ): void;
  rotary(
    x: number,
    cos: number,
    sin: number,
    heads: number,
    headDim: number,
    half: number,
    interleaved: number,
    from: number,
    to: number,
  ): void;
  scale(out: number, x: number, factor: number, from: number, to: number): void;
  softmax(out: number, x: number, cols: number, from: number, to: number): void;
}

type LinearQuantised = (
  out: number,
  x: number,
  xScales: number,
  w: number,
  wScales: number,
  bias: number,
  rows: number,
  cols: number,
  outCols: number,
  from: number,
  to: number,
) => void;

export type WasmSet = "wasm-relaxed-simd" | "wasm-simd";

/** The sets that this machine can run, the fastest first. */
export function supportedSets(): WasmSet[] {
  if (typeof WebAssembly === "undefined") return [];
  return (["wasm-relaxed-simd", "wasm-simd"] as const).filter((set) => WebAssembly.validate(moduleBytes(set, true)));
}

/** The module of a set. `shared`: whether the memory it will get is shared. */
export function moduleBytes(set: WasmSet, shared: boolean): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64(set === "wasm-simd" ? simd : relaxedSimd);
  if (!shared) bytes[sharedFlagOffset(bytes)] = 1; // limits with a maximum, not shared
  return bytes;
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * Where the module says that its memory is shared: the import "env" "memory", kind 2, then flags 3.
 *
 * @see WebAssembly Core Specification, sections 5.5.5 (import section) and 5.3.7 (limits)
 */
function sharedFlagOffset(bytes: Uint8Array): number {
  const memoryImport = [3, ...new TextEncoder().encode("env"), 6, ...new TextEncoder().encode("memory"), 2, 3];
  for (let at = 8; at + memoryImport.length <= bytes.length; at++) {
    if (memoryImport.every((byte, i) => bytes[at + i] === byte)) return at + memoryImport.length - 1;
  }
  throw new Error("kernels: the module does not import its memory. Run the package's wasm script.");
}
