/**
 * Attention of every fast set against its plain twin, over masks, widths and strides that are easy to get wrong.
 */
import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";
import type { AttentionCall } from "../../src/index.ts";
import { describeTwins, hidden } from "./twins.ts";

describeTwins(({ kernels, own, same }) => {
  const calls: [string, AttentionCall][] = [
    ["one query, one key", { queryLen: 1, keyLen: 1, numHeads: 1, numKvHeads: 1, headDim: 8 }],
    ["one query, odd everything", { queryLen: 1, keyLen: 13, numHeads: 3, numKvHeads: 1, headDim: 7, valueDim: 5 }],
    [
      "decoding, grouped heads",
      { queryLen: 1, keyLen: 130, numHeads: 9, numKvHeads: 3, headDim: 64, causalOffset: 129 },
    ],
    [
      "decoding, window",
      { queryLen: 1, keyLen: 50, numHeads: 2, numKvHeads: 2, headDim: 16, causalOffset: 49, window: 7 },
    ],
    [
      "decoding, window of 1",
      { queryLen: 1, keyLen: 50, numHeads: 2, numKvHeads: 1, headDim: 16, causalOffset: 49, window: 1 },
    ],
    [
      "decoding, several segments of keys",
      { queryLen: 1, keyLen: 1111, numHeads: 3, numKvHeads: 1, headDim: 20, causalOffset: 1110 },
    ],
    [
      "two queries, several segments, window",
      { queryLen: 2, keyLen: 1301, numHeads: 4, numKvHeads: 2, headDim: 8, causalOffset: 1299, window: 1201 },
    ],
    ["three queries, causal", { queryLen: 3, keyLen: 40, numHeads: 4, numKvHeads: 2, headDim: 16, causalOffset: 37 }],
    [
      "three queries, window, not causal",
      { queryLen: 3, keyLen: 2, numHeads: 2, numKvHeads: 2, headDim: 8, window: 1 },
    ],
    ["no keys", { queryLen: 2, keyLen: 0, numHeads: 2, numKvHeads: 1, headDim: 4 }],
    ["no keys, many queries", { queryLen: 9, keyLen: 0, numHeads: 2, numKvHeads: 1, headDim: 4 }],
    ["prefill, causal", { queryLen: 70, keyLen: 70, numHeads: 3, numKvHeads: 1, headDim: 64, causalOffset: 0 }],
    ["prefill, not causal", { queryLen: 5, keyLen: 67, numHeads: 2, numKvHeads: 2, headDim: 12 }],
    ["prefill over a cache", { queryLen: 33, keyLen: 150, numHeads: 4, numKvHeads: 2, headDim: 8, causalOffset: 117 }],
    [
      "prefill, window",
      { queryLen: 140, keyLen: 140, numHeads: 2, numKvHeads: 1, headDim: 8, causalOffset: 0, window: 20 },
    ],
    [
      "prefill, window of 1",
      { queryLen: 9, keyLen: 9, numHeads: 2, numKvHeads: 1, headDim: 8, causalOffset: 0, window: 1 },
    ],
    ["queries that see nothing", { queryLen: 9, keyLen: 6, numHeads: 2, numKvHeads: 1, headDim: 8, causalOffset: -4 }],
    ["nobody sees anything", { queryLen: 9, keyLen: 6, numHeads: 2, numKvHeads: 1, headDim: 8, causalOffset: -20 }],
    ["window beyond the keys", { queryLen: 9, keyLen: 3, numHeads: 2, numKvHeads: 1, headDim: 8, window: 2 }],
    ["odd head and value width", { queryLen: 6, keyLen: 11, numHeads: 2, numKvHeads: 1, headDim: 5, valueDim: 13 }],
    ["softcap and scale", { queryLen: 6, keyLen: 11, numHeads: 2, numKvHeads: 1, headDim: 8, softcap: 2, scale: 0.7 }],
    ["softcap, one query", { queryLen: 1, keyLen: 11, numHeads: 2, numKvHeads: 1, headDim: 8, softcap: 20, scale: 2 }],
  ];

  for (const [title, call] of calls) {
    for (const variant of ["plain", "sinks", "bias", "shared bias", "bias by distance", "strides"] as const) {
      it(`attention(${title}, ${variant}) is that of the plain set`, () => {
        const { arrays, options } = attentionCase(call, variant);
        same(arrays.out.length, { atol: 3e-6, rtol: 3e-6 }, title, (set, out, own) => {
          out.set(arrays.out);
          const { bias, sinks } = options;
          set.attention(out, own(arrays.q), own(arrays.k), own(arrays.v), {
            ...options,
            bias: bias && own(bias),
            sinks: sinks && own(sinks),
          });
        });
        same(
          call.numHeads * call.queryLen,
          { atol: 5e-6, rtol: 2e-6 },
          `${title}: log-sum-exp`,
          (set, logSumExp, own) => {
            set.attention(own(arrays.out), own(arrays.q), own(arrays.k), own(arrays.v), {
              ...options,
              logSumExp,
            });
          },
        );
      });
    }
  }

  it("attention(out = q) may overwrite its queries", () => {
    for (const queryLen of [1, 2, 40]) {
      const call = { queryLen, keyLen: 45, numHeads: 4, numKvHeads: 2, headDim: 8, causalOffset: 45 - queryLen };
      const { arrays } = attentionCase(call, "plain");
      same(arrays.q.length, { atol: 3e-6 }, "out", (set, out, own) => {
        out.set(arrays.q);
        set.attention(out, out, own(arrays.k), own(arrays.v), call);
      });
    }
  });

  it("attention(large scores) stays finite, and NaN stays visible", () => {
    for (const queryLen of [1, 6]) {
      const call = { queryLen, keyLen: 9, numHeads: 1, numKvHeads: 1, headDim: 8, scale: 1000 };
      const { arrays } = attentionCase(call, "plain");
      same(arrays.out.length, { atol: 1e-3 }, "out", (set, out, own) =>
        set.attention(out, own(arrays.q), own(arrays.k), own(arrays.v), call),
      );
      arrays.k[3] = Number.NaN;
      const out = own(new Float32Array(arrays.out.length));
      kernels.attention(out, own(arrays.q), own(arrays.k), own(arrays.v), call);
      expect([...out].every(Number.isNaN)).toBe(true);
    }
  });
});

type Variant = "plain" | "sinks" | "bias" | "shared bias" | "bias by distance" | "strides";

/** Random arrays for a call, with what the variant adds to it. */
function attentionCase(call: AttentionCall, variant: Variant) {
  const { queryLen, keyLen, numHeads, numKvHeads, headDim, valueDim = headDim } = call;
  const random = seededRandom(queryLen * 1000 + keyLen * 10 + headDim);
  const options: AttentionCall = { ...call };
  // with strides: a capacity above the length, and gaps behind every row
  const capacity = variant === "strides" ? keyLen + 3 : keyLen;
  const gap = variant === "strides" ? 2 : 0;
  if (variant === "strides") {
    options.queryHeadStride = headDim + gap;
    options.queryStride = numHeads * (headDim + gap) + 1;
    options.outHeadStride = valueDim + gap;
    options.outStride = numHeads * (valueDim + gap) + 3;
    options.keyStride = headDim + gap;
    options.keyHeadStride = capacity * (headDim + gap);
    options.valueStride = valueDim + gap;
    options.valueHeadStride = capacity * (valueDim + gap);
  }
  if (variant === "sinks") options.sinks = randomArray(random, numHeads, 2);
  if (variant === "bias") {
    options.bias = randomArray(random, numHeads * queryLen * keyLen).map((x) => (x > 1 ? hidden : x));
    options.bias.fill(hidden, 0, keyLen); // the first query of the first head sees nothing
  }
  if (variant === "shared bias") {
    options.bias = randomArray(random, queryLen * keyLen);
    options.biasHeadStride = 0;
  }
  if (variant === "bias by distance") {
    const line = Math.max(0, queryLen + keyLen - 1);
    options.bias = randomArray(random, numHeads * line + 3); // line[h, 3 + queryLen - 1 + j - i]
    options.biasHeadStride = line;
    options.biasQueryStride = -1;
    options.biasStart = 3 + queryLen - 1;
  }
  const positions = (options.queryStride ?? numHeads * headDim) * queryLen;
  const outputs = (options.outStride ?? numHeads * valueDim) * queryLen;
  return {
    options,
    arrays: {
      q: randomArray(random, positions),
      k: randomArray(random, numKvHeads * capacity * (headDim + gap)),
      v: randomArray(random, numKvHeads * capacity * (valueDim + gap)),
      out: randomArray(random, outputs), // gaps between rows of out keep what they hold
    },
  };
}
