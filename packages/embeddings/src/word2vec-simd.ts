/**
 * word2vec's inner loops with WebAssembly's vector instructions (source: assembly/index.ts).
 * @module
 */
import {
  arrayBytes,
  firstState,
  layOutArrays,
  tableReach,
  tableSize,
  type Word2VecKernel,
  type Word2VecSizes,
} from "./word2vec-kernel.ts";
import base64 from "./word2vec-simd.generated.ts";

interface Exports {
  setSizes(
    dim: number,
    numWords: number,
    window: number,
    negative: number,
    tableSize: number,
    tableReach: number,
    seed: number,
  ): void;
  setArrays(...addresses: number[]): void;
  skipGram(length: number, learningRate: number): void;
  cbow(length: number, learningRate: number): void;
  nextRandom(): number;
  getLoss(): number;
  getLossCount(): number;
  clearLoss(): void;
}

const reserved = 1024; // the module's own few bytes lie at the start
const pageBytes = 65_536;
const mostPages = 65_536; // 4 GiB, all that 32-bit addresses reach

/** The kernel, or null where WebAssembly or its vector instructions are missing or not allowed, or the arrays do not fit. */
export function createSimdWord2Vec(sizes: Word2VecSizes): Word2VecKernel | null {
  const pages = Math.ceil((reserved + arrayBytes(sizes)) / pageBytes);
  if (pages > mostPages) return null;
  let memory: WebAssembly.Memory;
  let wasm: Exports;
  try {
    memory = new WebAssembly.Memory({ initial: pages });
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    // Two kilobytes: compiling them at once is allowed on every thread.
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    wasm = instance.exports as unknown as Exports;
  } catch {
    return null;
  }
  const arrays = layOutArrays(memory.buffer, reserved, sizes);
  const { inputs, outputs, hidden, gradient, sentence, shares, aliases, sigmoid, logSigmoid } = arrays;
  const { dim, window, negative, counts, seed } = sizes;
  wasm.setSizes(dim, counts.length, window, negative, tableSize, tableReach, firstState(seed));
  const all = [inputs, outputs, hidden, gradient, sentence, shares, aliases, sigmoid, logSigmoid];
  wasm.setArrays(...all.map(({ byteOffset }) => byteOffset));
  return {
    inputs,
    outputs,
    sentence,
    skipGram: wasm.skipGram,
    cbow: wasm.cbow,
    nextRandom: () => wasm.nextRandom() >>> 0,
    takeLoss() {
      const taken = { sum: wasm.getLoss(), count: wasm.getLossCount() };
      wasm.clearLoss();
      return taken;
    },
  };
}
