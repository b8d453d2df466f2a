/** What masks cost over the length: linear where the mask says so. @module */
import {
  type AttentionOptions,
  alibiSlopes,
  andMasks,
  attentionStages,
  causalMask,
  chunkedMask,
  documentMask,
  orMasks,
  prefixMask,
  slidingWindowMask,
} from "@llm-anatomy/attention";
import type { Kernels } from "@llm-anatomy/kernels";
import { digits, measure, table } from "../side-by-side.ts";
import { compare, createCase } from "./cases.ts";
import { ourAttention } from "./our-attention.ts";

type Kind = Pick<AttentionOptions, "mask" | "bias">;

/** Each by the length: documents know how many tokens there are. */
const kinds: Record<string, (length: number, numHeads: number) => Kind> = {
  causal: () => ({ mask: causalMask() }),
  "window 256": () => ({ mask: slidingWindowMask(256) }),
  "chunks of 256": () => ({ mask: andMasks(causalMask(), chunkedMask(256)) }),
  "documents of 256": (length) => ({
    mask: andMasks(causalMask(), documentMask(Int32Array.from({ length }, (_, j) => Math.floor(j / 256)))),
  }),
  "window 256 and 4 sinks": () => ({ mask: andMasks(causalMask(), orMasks(slidingWindowMask(256), prefixMask(4))) }),
  "causal, ALiBi": (_, numHeads) => ({ mask: causalMask(), bias: { kind: "alibi", slopes: alibiSlopes(numHeads) } }),
  "causal, T5 buckets": (_, numHeads) => ({
    mask: causalMask(),
    bias: { kind: "relative", table: Float32Array.from({ length: 32 * numHeads }, (_, n) => Math.sin(n)) },
  }),
};

export async function maskCurves(kernels: Kernels, lengths: number[]): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const length of lengths) {
    const c = createCase(length, length);
    const contenders = Object.entries(kinds).map(([name, create]) => {
      const kind = create(length, c.numHeads);
      const peer = ourAttention(kernels, c, kind);
      if (length <= 512) {
        const { numHeads, numKvHeads, headDim, queryLen, keyLen } = c;
        const dims = { numHeads, numKvHeads, headDim, queryLen, keyLen, queryLayout: "tokens-first" } as const;
        compare(name, peer.run() as Float32Array, attentionStages(c.q, c.keys, c.values, { ...dims, ...kind }).output);
      }
      return { name, run: peer.run, release: peer.release };
    });
    const timings = await measure(contenders, { rounds: length > 2000 ? 3 : 7, warmUpMs: 100 });
    rows.push([length, ...timings.map(({ time }) => digits(time))]);
    for (const { release } of contenders) release();
  }
  return table(["tokens", ...Object.keys(kinds).map((name) => `${name} ms`)], rows);
}
