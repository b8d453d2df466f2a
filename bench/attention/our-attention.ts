/** scaledDotProductAttention on a set of kernels, its arrays where the kernels keep theirs. @module */
import { type AttentionOptions, causalMask, scaledDotProductAttention } from "@llm-anatomy/attention";
import type { Kernels } from "@llm-anatomy/kernels";
import type { AttentionCase, Peer } from "./cases.ts";

export function ourAttention(
  kernels: Kernels,
  c: AttentionCase,
  options: Pick<AttentionOptions, "mask" | "bias"> = { mask: causalMask() },
): Peer {
  const own = (array: Float32Array) => {
    const copy = kernels.memory.allocate(Float32Array, array.length);
    copy.set(array);
    return copy;
  };
  const [q, k, v, out] = [own(c.q), own(c.keys), own(c.values), own(new Float32Array(c.q.length))];
  const { numHeads, numKvHeads, headDim, queryLen, keyLen } = c;
  const call = {
    numHeads,
    numKvHeads,
    headDim,
    queryLen,
    keyLen,
    queryLayout: "tokens-first",
    out,
    kernels,
    ...options,
  } as const;
  return {
    run: () => scaledDotProductAttention(q, k, v, call),
    release() {
      for (const array of [q, k, v, out]) kernels.memory.free(array);
    },
  };
}
