import { expectClose, randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { causalConvolution, type LinearAttentionOptions, linearAttention } from "../src/linear/index.ts";

const one = (...x: number[]) => Float32Array.from(x);

describe("linearAttention by hand", () => {
  const tiny = { numHeads: 1, seqLen: 2, headDim: 1, scale: 1 } as const;
  const [q, k, v] = [one(1, 1), one(1, 2), one(3, 5)];

  it("linearAttention(additive) sums k · v: 3, then 3 + 10", () => {
    const { output, state } = linearAttention(q, k, v, { ...tiny, rule: "additive" });
    expect([...output]).toEqual([3, 13]);
    expect([...state]).toEqual([13]);
  });

  it("linearAttention(gated) fades what it holds: 13 becomes 3/2 + 10", () => {
    const logDecay = one(0, Math.log(1 / 2));
    expectClose(linearAttention(q, k, v, { ...tiny, rule: "gated", logDecay }).output, [3, 23 / 2], { atol: 1e-6 });
  });

  it("linearAttention(delta) replaces what a key of length 1 stood for", () => {
    const options = { ...tiny, rule: "delta", beta: one(1, 1) } as const;
    expect([...linearAttention(q, one(1, 1), v, options).output]).toEqual([3, 5]);
    expect([...linearAttention(q, one(1, 1), v, { ...options, beta: one(1, 1 / 2) }).output]).toEqual([3, 4]);
  });

  it("linearAttention(rule) says what the rule needs", () => {
    expect(() => linearAttention(q, k, v, { ...tiny, rule: "gated-delta", logDecay: one(0, 0) })).toThrow(
      'linearAttention: the rule "gated-delta" needs beta, but it is missing.',
    );
    expect(() => linearAttention(q, k, v, { ...tiny, rule: "softmax" as "delta" })).toThrow(
      'linearAttention: rule is "softmax" but has to be "additive", "gated", "delta" or "gated-delta".',
    );
  });
});

describe("linearAttention properties", () => {
  const sizes = { batch: 2, numHeads: 4, numKvHeads: 2, seqLen: 9, headDim: 3, valueDim: 5 };
  const random = seededRandom(5);
  const { batch, numHeads, numKvHeads, seqLen, headDim, valueDim } = sizes;
  const q = randomArray(random, batch * seqLen * numHeads * headDim);
  const k = randomArray(random, batch * seqLen * numKvHeads * headDim, 0.5);
  const v = randomArray(random, batch * seqLen * numKvHeads * valueDim);
  const logDecay = randomArray(random, batch * seqLen * numKvHeads * headDim).map((x) => -Math.abs(x));
  const beta = randomArray(random, batch * seqLen * numKvHeads).map((x) => 1 / (1 + Math.exp(x)));

  it("linearAttention(additive) = causal attention without softmax", () => {
    const one = { numHeads: 1, seqLen, headDim, valueDim } as const;
    const [q1, k1, v1] = [q.slice(0, seqLen * headDim), k.slice(0, seqLen * headDim), v.slice(0, seqLen * valueDim)];
    const expected = new Float64Array(seqLen * valueDim);
    for (let i = 0; i < seqLen; i++) {
      for (let j = 0; j <= i; j++) {
        let score = 0;
        for (let d = 0; d < headDim; d++) score += (q1[i * headDim + d] * k1[j * headDim + d]) / Math.sqrt(headDim);
        for (let d = 0; d < valueDim; d++) expected[i * valueDim + d] += score * v1[j * valueDim + d];
      }
    }
    expectClose(linearAttention(q1, k1, v1, { ...one, rule: "additive" }).output, expected, { atol: 1e-6, rtol: 1e-5 });
  });

  it.each(["additive", "gated", "delta", "gated-delta"] as const)(
    "linearAttention(%s) token by token = all at once",
    (rule) => {
      const options: LinearAttentionOptions = { ...sizes, rule, logDecay, beta, layout: "tokens-first" };
      const whole = linearAttention(q, k, v, options);
      let state: Float32Array | undefined;
      for (let t = 0; t < seqLen; t++) {
        const token = (x: Float32Array) => {
          const width = x.length / (batch * seqLen);
          const rows = [0, 1].map((b) => x.subarray((b * seqLen + t) * width, (b * seqLen + t + 1) * width));
          return Float32Array.from(rows.flatMap((row) => [...row]));
        };
        const step = linearAttention(token(q), token(k), token(v), {
          ...options,
          ...{ seqLen: 1, state, logDecay: token(logDecay), beta: token(beta) },
        });
        expectClose(step.output, token(whole.output), { atol: 1e-5 }, `token ${t}`);
        state = step.state;
      }
      expectClose(state ?? [], whole.state, { atol: 1e-5 });
    },
  );

  it("linearAttention with more states than queries gives one output head per state", () => {
    // Two queries on four states: states 0 and 1 read query 0. The same as repeating the queries.
    const values = randomArray(random, batch * 4 * seqLen * valueDim);
    const size = seqLen * headDim;
    const heads = Array.from({ length: batch * 4 }, (_, n) => [
      ...k.slice(Math.floor(n / 2) * size, (Math.floor(n / 2) + 1) * size),
    ]);
    const options = { batch, seqLen, headDim, valueDim, rule: "additive" } as const;
    const shared = linearAttention(k, q, values, { ...options, numHeads: 2, numKvHeads: 4 });
    const repeated = linearAttention(Float32Array.from(heads.flat()), q, values, { ...options, numHeads: 4 });
    expect(shared.output).toEqual(repeated.output);
  });
});

describe("causalConvolution", () => {
  it("causalConvolution(x, [10, 1]) gives 10 · previous + current", () => {
    const { output, state } = causalConvolution(one(1, 2, 3), one(10, 1), { channels: 1, seqLen: 3, width: 2 });
    expect([...output]).toEqual([1, 12, 23]);
    expect([...state]).toEqual([3]);
  });

  it("causalConvolution in two calls, handing the state on = one call, also when a call is shorter than the width", () => {
    const random = seededRandom(6);
    const options = { batch: 2, channels: 3, width: 4, bias: randomArray(random, 3), activation: "silu" as const };
    const x = randomArray(random, 2 * 3 * 7);
    const weight = randomArray(random, 3 * 4);
    const whole = causalConvolution(x, weight, { ...options, seqLen: 7 });
    const columns = (array: Float32Array, from: number, to: number) =>
      Float32Array.from(Array.from({ length: 6 }, (_, row) => [...array.slice(row * 7 + from, row * 7 + to)]).flat());
    const first = causalConvolution(columns(x, 0, 2), weight, { ...options, seqLen: 2 });
    const second = causalConvolution(columns(x, 2, 7), weight, { ...options, seqLen: 5, state: first.state });
    expectClose(first.output, columns(whole.output, 0, 2), { atol: 1e-6 });
    expectClose(second.output, columns(whole.output, 2, 7), { atol: 1e-6 });
    expect(second.state).toEqual(whole.state);
  });
});
