/** What chromium.test.ts runs in a page. @module */
import { compareArrays } from "@llm-anatomy/test-kit/compare";
import { randomArray, seededRandom } from "@llm-anatomy/test-kit/random";
import {
  availableSets,
  createKernels,
  createPlainKernels,
  createThreadedKernels,
  type Kernels,
  quantizeInt8,
} from "../../src/index.ts";

/** A layer and an attention on `kernels`: what differs most from the plain set, or null. */
function differenceFromPlain(kernels: Kernels) {
  const random = seededRandom(1);
  const [rows, cols, outputs] = [40, 256, 300];
  const matrix = { rows: outputs, cols, data: randomArray(random, outputs * cols) };
  const x = randomArray(random, rows * cols);
  const q = randomArray(random, 40 * 64);
  const call = { queryLen: 40, keyLen: 40, numHeads: 4, numKvHeads: 4, headDim: 16, causalOffset: 0 };
  const results = [createPlainKernels(), kernels].map((set) => {
    const out = set.memory.allocate(Float32Array, rows * outputs + q.length);
    set.linear(out.subarray(0, rows * outputs), x, quantizeInt8(matrix, set.memory), null, rows);
    set.attention(out.subarray(rows * outputs), q, q, q, call);
    return out;
  });
  // 256 weights times half a step of 16-bit activations
  return compareArrays(results[1], results[0], { atol: 256 * 4 * (5 / 65534), rtol: 1e-5 });
}

const inPage = {
  sets: availableSets,
  atOnce: () => {
    const kernels = createKernels();
    return { name: kernels.name, difference: differenceFromPlain(kernels) };
  },
  async threaded() {
    const kernels = await createThreadedKernels({ threads: 2 });
    const { name, threads, singleThreadReason } = kernels;
    const difference = differenceFromPlain(kernels);
    kernels.dispose();
    return { name, threads, singleThreadReason, difference };
  },
};
export type InPage = typeof inPage;
Object.assign(globalThis, { inPage });
