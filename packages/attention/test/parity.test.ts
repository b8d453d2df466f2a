/** Against PyTorch: numbers in fixtures/attention.json, made by fixtures/make-attention.py. */
import { expectClose } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { additiveAttention, multiplicativeAttention, recurrentEncoder, recurrentStep } from "../src/history/index.ts";
import { attentionStages, causalMask, scaledDotProductAttention, tableMask } from "../src/index.ts";
import reference from "./fixtures/attention.json" with { type: "json" };

const f32 = (values: number[]) => Float32Array.from(values);
const weights = (stored: Record<string, number[]>) => ({
  ...{ input: f32(stored.input), hidden: f32(stored.hidden) },
  ...{ inputBias: f32(stored.inputBias), hiddenBias: f32(stored.hiddenBias) },
});

describe("scaled_dot_product_attention of PyTorch", () => {
  it.each(reference.attention)(
    "$numHeads heads on $numKvHeads, $queryLen queries on $keyLen keys, causal $causal",
    (c) => {
      const { batch, queryLen, keyLen, numHeads } = c;
      const options = {
        ...{ batch, numHeads, numKvHeads: c.numKvHeads, queryLen, keyLen, headDim: c.headDim, valueDim: c.valueDim },
        scale: c.scale ?? undefined,
        // PyTorch's is_causal is top-left aligned.
        mask: c.causal
          ? causalMask({ align: "top-left" })
          : c.visible
            ? tableMask(c.visible, { batch, queryLen, keyLen })
            : undefined,
        bias: c.bias ? ({ kind: "table", values: f32(c.bias), heads: numHeads, queryLen } as const) : undefined,
      };
      const [q, k, v] = [f32(c.q), f32(c.k), f32(c.v)];
      // Both are float32; sums of at most 8 products.
      expectClose(scaledDotProductAttention(q, k, v, options), c.output, { atol: 1e-6 });
      expectClose(attentionStages(q, k, v, options).output, c.output, { atol: 1e-6 });
    },
  );
});

describe("recurrentEncoder", () => {
  const { forward, backward, inputs, states } = reference.recurrent;
  const dims = { inputDim: 3, hiddenDim: 4 };

  it("recurrentEncoder in both directions is torch.nn.GRU(bidirectional=True)", () => {
    const read = recurrentEncoder(f32(inputs), weights(forward), { ...dims, seqLen: 5, backward: weights(backward) });
    expectClose(read, states, { atol: 1e-6 });
  });

  it("recurrentStep by hand: all weights 0 halve the state", () => {
    const zeros = { input: new Float32Array(3), hidden: new Float32Array(3) };
    expect([...recurrentStep(Float32Array.of(7), Float32Array.of(8), zeros, { inputDim: 1, hiddenDim: 1 })]).toEqual([
      4,
    ]);
  });

  it("recurrentStep names the array that does not fit", () => {
    expect(() => recurrentStep(new Float32Array(2), new Float32Array(4), weights(forward), dims)).toThrow(
      "recurrentStep: x has 2 elements but [inputDim=3] needs 3.",
    );
  });
});

describe("Bahdanau and Luong", () => {
  const { queries, keys, query, key, score, general, concat, additive, multiplicative } = reference.history;
  const dims = { queryLen: 2, keyLen: 5, queryDim: 3, keyDim: 4 };
  const [q, k] = [f32(queries), f32(keys)];

  it("additiveAttention scores with v · tanh(W q + U k)", () => {
    const got = additiveAttention(
      q,
      k,
      { query: f32(query), key: f32(key), score: f32(score) },
      { ...dims, attentionDim: 6 },
    );
    expectClose(got.scores, additive.scores, { atol: 2e-6 });
    expectClose(got.context, additive.context, { atol: 2e-6 });
  });

  it("multiplicativeAttention(general) scores with q · W k, (concat) as additive attention does", () => {
    const got = multiplicativeAttention(q, k, { kind: "general", weight: f32(general) }, dims);
    expectClose(got.scores, multiplicative.scores, { atol: 2e-6 });
    expectClose(got.context, multiplicative.context, { atol: 2e-6 });
    const joined = multiplicativeAttention(q, k, { kind: "concat", weight: f32(concat), score: f32(score) }, dims);
    expectClose(joined.scores, additive.scores, { atol: 2e-6 });
  });

  it("multiplicativeAttention(dot) by hand: weights 1/4 and 3/4", () => {
    const two = { queryLen: 1, keyLen: 2, queryDim: 1, keyDim: 1 };
    const keys = Float32Array.of(0, Math.log(3));
    const { weights: got, context } = multiplicativeAttention(Float32Array.of(1), keys, { kind: "dot" }, two);
    expectClose(got, [1 / 4, 3 / 4], { atol: 1e-7 });
    expectClose(context, [(3 / 4) * Math.log(3)], { atol: 1e-7 });
    expect(() => multiplicativeAttention(q, k, { kind: "dot" }, dims)).toThrow(
      'multiplicativeAttention: queryDim is 3 but keyDim is 4. "dot" needs them equal; use "general".',
    );
  });
});
