import { describe, expect, it } from "vitest";
import { createKernels, createPlainKernels } from "../src/index.ts";

const kernels = createPlainKernels();
const f32 = (...values: number[]) => Float32Array.from(values);
const zeros = (length: number) => new Float32Array(length);

/** Rounds to 6 decimals: the outputs are float32. */
const rounded = (array: Float32Array) => Array.from(array, (x) => Math.round(x * 1e6) / 1e6);

describe("by hand", () => {
  it("linear(x, w) gives the dot product of x with each row of w, plus the bias", () => {
    const out = zeros(4);
    const w = { type: "f32", rows: 2, cols: 3, data: f32(1, 2, 3, 0, -1, 0) } as const;
    kernels.linear(out, f32(1, 1, 1, 0, 2, 1), w, f32(10, 0), 2);
    expect([...out]).toEqual([16, -1, 17, -2]);
  });

  it("linear(x, w) of int8 weights multiplies each row's sum by its scale", () => {
    const out = zeros(2);
    const w = { type: "int8", rows: 2, cols: 2, data: Int8Array.of(127, -127, 2, 4), scales: f32(2, 0.5) } as const;
    kernels.linear(out, f32(1, 0.5), w, null, 1);
    expect([...out]).toEqual([127, 2]);
  });

  it("linear(x, w) of int4 weights reads the even column from the low nibble, and 8 as zero", () => {
    const data = new Uint8Array(16).fill(0x88);
    data[0] = 0xf0; // columns 0 and 1: -8 and 7
    const out = zeros(1);
    const x = zeros(32).fill(1);
    x[0] = 2;
    kernels.linear(out, x, { type: "int4", rows: 1, cols: 32, data, scales: f32(0.5) }, null, 1);
    expect([...out]).toEqual([(2 * -8 + 7) / 2]);
  });

  it("gatherRows(table, ids) copies rows, widened", () => {
    const table = {
      type: "int8",
      rows: 3,
      cols: 2,
      data: Int8Array.of(1, 2, 3, 4, 5, 6),
      scales: f32(1, 1, 10),
    } as const;
    const out = zeros(6);
    kernels.gatherRows(out, table, Int32Array.of(2, 0, 2));
    expect([...out]).toEqual([50, 60, 1, 2, 50, 60]);
  });

  it("matMul(a, b) multiplies rows by columns", () => {
    const out = zeros(2);
    kernels.matMul(out, f32(1, 2), f32(3, 4, 5, 6), { m: 1, k: 2, n: 2 });
    expect([...out]).toEqual([13, 16]);
  });

  it("rmsNorm(x) divides by the root mean square: (3, 4) has 5 / √2", () => {
    const out = zeros(2);
    kernels.rmsNorm(out, f32(3, 4), f32(1, 2), { rows: 1, cols: 2, epsilon: 0 });
    expect(rounded(out)).toEqual(rounded(f32((3 * Math.SQRT2) / 5, (8 * Math.SQRT2) / 5)));
    kernels.rmsNorm(out, f32(3, 4), f32(0, 1), { rows: 1, cols: 2, epsilon: 0, weightOffset: 1 });
    expect(rounded(out)).toEqual(rounded(f32((3 * Math.SQRT2) / 5, (8 * Math.SQRT2) / 5)));
  });

  it("layerNorm(x) gives mean 0 and variance 1: (1, 3) becomes (-1, 1)", () => {
    const out = zeros(2);
    kernels.layerNorm(out, f32(1, 3), f32(2, 2), f32(0, 10), { rows: 1, cols: 2, epsilon: 0 });
    expect([...out]).toEqual([-2, 12]);
  });

  it("layerNorm(x) keeps its digits where the mean is large", () => {
    const out = zeros(2);
    kernels.layerNorm(out, f32(1e6 + 1, 1e6 + 3), null, null, { rows: 1, cols: 2, epsilon: 0 });
    expect([...out]).toEqual([-1, 1]);
  });

  it("softmax(x) of 0, 0, log 2 is 1/4, 1/4, 1/2, and a row of only -Infinity is all 0", () => {
    const out = zeros(6);
    const hidden = Number.NEGATIVE_INFINITY;
    kernels.softmax(out, f32(0, 0, Math.log(2), hidden, hidden, hidden), { rows: 2, cols: 3 });
    expect(rounded(out)).toEqual([1 / 4, 1 / 4, 1 / 2, 0, 0, 0]);
  });

  it("softmax(x) keeps NaN visible", () => {
    const out = zeros(2);
    kernels.softmax(out, f32(1, Number.NaN), { rows: 1, cols: 2 });
    expect([...out]).toEqual([Number.NaN, Number.NaN]);
  });

  it("rotary(x) turns half-split pairs (i, i + half) and leaves the rest", () => {
    const x = f32(1, 2, 3, 4, 9);
    kernels.rotary(x, f32(0, 1), f32(1, 0), { rows: 1, heads: 1, headDim: 5, half: 2 });
    expect([...x]).toEqual([-3, 2, 1, 4, 9]);
  });

  it("rotary(x, { interleaved }) turns neighbours (2i, 2i + 1)", () => {
    const x = f32(1, 2, 3, 4, 9);
    kernels.rotary(x, f32(0, 1), f32(1, 0), { rows: 1, heads: 1, headDim: 5, half: 2, interleaved: true });
    expect([...x]).toEqual([-2, 1, 3, 4, 9]);
  });

  it("activation(x, kind) gives the textbook values at 1 and -1", () => {
    const at = (kind: Parameters<typeof kernels.activation>[2]) => {
      const out = zeros(2);
      kernels.activation(out, f32(1, -1), kind);
      return rounded(out);
    };
    expect(at("relu")).toEqual([1, 0]);
    expect(at("relu-squared")).toEqual([1, 0]);
    expect(at("gelu")).toEqual([0.841345, -0.158655]); // Φ(1) = 0.841345
    expect(at("gelu-tanh")).toEqual([0.841192, -0.158808]);
    expect(at("quick-gelu")).toEqual([0.845796, -0.154204]);
    expect(at("silu")).toEqual([0.731059, -0.268941]);
    expect(at("sigmoid")).toEqual([0.731059, 0.268941]);
    expect(at("tanh")).toEqual([0.761594, -0.761594]);
    expect(at("mish")).toEqual([0.865098, -0.303401]); // tanh(ln(1 + e)) = 0.865098
    expect(at("leaky-relu")).toEqual([1, -0.01]);
    expect(at("relu6")).toEqual([1, 0]);
    expect(at("gelu-10")).toEqual([0.841345, -0.158655]);
    expect(at("laplace")).toEqual([0.85043, 0]); // Φ(0.292893 / 0.282095)
    expect(at("linear")).toEqual([1, -1]);
  });

  it("activation(x, kind) is 0, not NaN, where -Infinity meets a closed gate", () => {
    for (const kind of [
      "relu",
      "gelu",
      "gelu-tanh",
      "quick-gelu",
      "silu",
      "mish",
      "relu6",
      "gelu-10",
      "laplace",
    ] as const) {
      const out = f32(1);
      kernels.activation(out, f32(Number.NEGATIVE_INFINITY), kind);
      expect(out[0]).toBe(0);
    }
  });

  it("gatedActivation(gate, up, relu) multiplies; add, multiply and scale do what they say", () => {
    const out = zeros(2);
    kernels.gatedActivation(out, f32(2, -2), f32(5, 5), "relu");
    expect([...out].map(Math.abs)).toEqual([10, 0]);
    kernels.add(out, f32(1, 2), f32(3, 4));
    expect([...out]).toEqual([4, 6]);
    kernels.multiply(out, out, f32(2, 3));
    expect([...out]).toEqual([8, 18]);
    kernels.scale(out, out, 0.5);
    expect([...out]).toEqual([4, 9]);
  });
});

describe("attention by hand", () => {
  const one = { queryLen: 1, keyLen: 3, numHeads: 1, numKvHeads: 1, headDim: 1, scale: 1 };
  const k = f32(0, Math.log(2), 0); // with q = 1: weights 1/4, 1/2, 1/4
  const v = f32(4, 8, 16);
  const run = (call: object, q = f32(1), out = zeros(1)) => {
    kernels.attention(out, q, k, v, { ...one, ...call });
    return rounded(out);
  };

  it("attention(q, k, v) is the mean of the values by softmax weight: 4/4 + 8/2 + 16/4", () => {
    expect(run({})).toEqual([9]);
  });

  it("attention({ causalOffset }) hides the keys after the query's own", () => {
    expect(run({ causalOffset: 0 })).toEqual([4]);
    expect(run({ causalOffset: 1 })).toEqual(rounded(f32((4 + 2 * 8) / 3)));
    expect(run({ causalOffset: -1 })).toEqual([0]);
  });

  it("attention({ window }) keeps the last keys, the current one included", () => {
    expect(run({ causalOffset: 2, window: 1 })).toEqual([16]);
    expect(run({ causalOffset: 2, window: 2 })).toEqual(rounded(f32((2 * 8 + 16) / 3)));
    expect(run({ window: 1 })).toEqual([9]); // not causal: nothing lies before key 0
  });

  it("attention({ bias }) hides keys with -Infinity, and a query that sees none gets 0", () => {
    const hidden = Number.NEGATIVE_INFINITY;
    expect(run({ bias: f32(0, hidden, 0) })).toEqual([10]);
    expect(run({ bias: f32(hidden, hidden, hidden) })).toEqual([0]);
  });

  it("attention({ sinks }) gives weight to a logit without a value", () => {
    expect(run({ sinks: f32(Math.log(4)) })).toEqual([36 / 8]);
  });

  it("attention({ softcap }) bends the scores before the softmax", () => {
    const weight = Math.exp(Math.tanh(Math.log(2)));
    expect(run({ softcap: 1 })).toEqual(rounded(f32((4 + 8 * weight + 16) / (2 + weight))));
  });

  it("attention({ logSumExp }) gives the logarithm of the sum that softmax divides by", () => {
    const logSumExp = zeros(1);
    run({ logSumExp });
    expect(rounded(logSumExp)).toEqual(rounded(f32(Math.log(4))));
    run({ logSumExp, sinks: f32(Math.log(4)) });
    expect(rounded(logSumExp)).toEqual(rounded(f32(Math.log(8))));
    run({ logSumExp, causalOffset: -1 });
    expect([...logSumExp]).toEqual([Number.NEGATIVE_INFINITY]);
  });

  it("attention(q, k, v) lets query heads share a key/value head, and reads k and v by their strides", () => {
    // capacity 3 positions per head, 2 used; head dim 1; 4 query heads on 2 key/value heads
    const keys = f32(0, 0, 99, 0, 0, 99);
    const values = f32(1, 3, 99, 10, 30, 99);
    const out = zeros(4);
    const call = {
      queryLen: 1,
      keyLen: 2,
      numHeads: 4,
      numKvHeads: 2,
      headDim: 1,
      keyHeadStride: 3,
      valueHeadStride: 3,
    };
    kernels.attention(out, f32(1, 1, 1, 1), keys, values, call);
    expect([...out]).toEqual([2, 2, 20, 20]);
  });

  it("attention(q, k, v, { biasStart, biasQueryStride: -1 }) moves along a line of numbers by distance", () => {
    const hidden = Number.NEGATIVE_INFINITY;
    const line = f32(hidden, 0, hidden); // j - i = -1, 0, 1: each query sees the key it stands at
    const call = { queryLen: 2, keyLen: 2, numHeads: 1, numKvHeads: 1, headDim: 1 };
    const lines = { bias: line, biasHeadStride: 3, biasQueryStride: -1, biasStart: 1 };
    const out = zeros(2);
    kernels.attention(out, f32(1, 1), f32(1, 1), f32(5, 7), { ...call, ...lines });
    expect([...out]).toEqual([5, 7]);
    expect(() => kernels.attention(out, f32(1, 1), f32(1, 1), f32(5, 7), { ...call, ...lines, biasStart: 0 })).toThrow(
      "attention: bias has 3 elements but from biasStart 0 on, 1 heads of stride 3 and 2 queries of stride -1 with 2 keys each reach from -1 to 2. Check the lengths and the strides.",
    );
  });
});

describe("errors", () => {
  it("attention(k too short) says what reaches where", () => {
    const call = { queryLen: 1, keyLen: 8, numHeads: 2, numKvHeads: 2, headDim: 8 };
    expect(() => kernels.attention(zeros(16), zeros(16), zeros(96), zeros(128), call)).toThrow(
      "attention: k has 96 elements but 2 heads of stride 64 and 8 positions of stride 8 with 8 elements each reach to 128. Check the lengths and the strides.",
    );
  });

  it("linear(x of another length) names both numbers", () => {
    const w = { type: "f32", rows: 2, cols: 3, data: zeros(6) } as const;
    expect(() => kernels.linear(zeros(2), zeros(4), w, null, 1)).toThrow(
      "linear: x has 4 elements but [rows=1, cols=3] needs 3. Pass the part you mean with subarray(), or check the dims.",
    );
  });

  it("linear(out overlapping x) is refused", () => {
    const w = { type: "f32", rows: 2, cols: 2, data: zeros(4) } as const;
    const x = zeros(2);
    expect(() => kernels.linear(x, x, w, null, 1)).toThrow(/^linear: out overlaps x: bytes 0 to 8 and 0 to 8\./);
  });

  it("gatherRows(id past the table) names the id and the rows", () => {
    const table = { type: "f32", rows: 2, cols: 1, data: zeros(2) } as const;
    expect(() => kernels.gatherRows(zeros(1), table, Int32Array.of(2))).toThrow(
      "gatherRows: ids[0] is 2 but the table has 2 rows. Pass ids from 0 to 1.",
    );
  });

  it("activation(unknown kind) lists the known ones", () => {
    expect(() => kernels.activation(zeros(1), zeros(1), "swish" as never)).toThrow(
      'activation: the activation "swish" is not one of relu, relu-squared, gelu, gelu-tanh, quick-gelu, silu, sigmoid, tanh, mish, leaky-relu, relu6, gelu-10, laplace, linear.',
    );
  });

  it("createKernels(unknown option) names it", () => {
    expect(() => createKernels({ treads: 2 } as never)).toThrow('createKernels: there is no option "treads".');
  });
});

describe("memory", () => {
  it("memory.allocate counts bytes until free gives them back, once", () => {
    const { memory } = createPlainKernels();
    const array = memory.allocate(Float32Array, 3);
    expect([array.length, memory.bytesUsed, memory.owns(array)]).toEqual([3, 12, true]);
    memory.free(array);
    expect(memory.bytesUsed).toBe(0);
    expect(() => memory.free(array)).toThrow(/^free: this array is not one that allocate gave/);
  });
});
