/**
 * Every function of every fast set against its plain twin, over sizes and options that are easy to get wrong.
 *
 * Every case runs twice: with arrays of the set's own memory, used in place, and with foreign ones, copied.
 * Sums of n float32 products differ from the float64 sum by about √n · 6e-8 of their size; the tolerances below leave
 * room for that. Quantised layers are held to the bound that follows from 16-bit activations.
 */
import { expectClose, randomArray, seededRandom, type Tolerance } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  type Activation,
  type AttentionCall,
  availableSets,
  createKernels,
  createPlainKernels,
  dequantize,
  type KernelArray,
  type KernelArrayType,
  type Kernels,
  quantizeInt4,
  quantizeInt8,
  type WeightMatrix,
} from "../src/index.ts";

const plain = createPlainKernels();
const hidden = Number.NEGATIVE_INFINITY;

/** A way to hand arrays to the kernels under test. */
interface Placement {
  name: string;
  place<A extends KernelArray>(kernels: Kernels, array: A): A;
}
const placements: Placement[] = [
  {
    name: "own arrays",
    place(kernels, array) {
      const copy = kernels.memory.allocate(array.constructor as KernelArrayType<typeof array>, array.length);
      copy.set(array);
      return copy;
    },
  },
  { name: "foreign arrays", place: (_, array) => array.slice() as typeof array },
];

for (const set of availableSets().filter((name) => name !== "plain")) {
  const kernels = createKernels({ set, maximumBytes: 2 ** 28 });
  for (const { name, place } of placements) {
    const own = <A extends KernelArray>(array: A) => place(kernels, array);
    /** Runs a call that fills `length` outputs on both sets and compares. */
    const same = (
      length: number,
      tolerance: Tolerance,
      what: string,
      call: (kernels: Kernels, out: Float32Array, own: <A extends KernelArray>(array: A) => A) => void,
    ) => {
      const expected = new Float32Array(length);
      call(plain, expected, (array) => array);
      const got = own(new Float32Array(length).fill(Number.NaN));
      call(kernels, got, own);
      expectClose(got, expected, tolerance, what);
    };

    describe(`${set}, ${name}`, () => {
      const sizes = [
        { rows: 1, cols: 1, outputs: 1 },
        { rows: 1, cols: 3, outputs: 2 },
        { rows: 1, cols: 16, outputs: 4 },
        { rows: 1, cols: 37, outputs: 7 },
        { rows: 2, cols: 64, outputs: 9 },
        { rows: 3, cols: 100, outputs: 33 },
        { rows: 5, cols: 1027, outputs: 5 }, // more than one piece of 1024 columns
        { rows: 131, cols: 36, outputs: 6 }, // more than one block of 128 rows
        { rows: 1, cols: 5000, outputs: 13 },
        { rows: 2, cols: 4128, outputs: 3 },
        { rows: 300, cols: 32, outputs: 5 }, // more than one block of quantised rows
        { rows: 0, cols: 32, outputs: 4 },
        { rows: 2, cols: 32, outputs: 0 },
        { rows: 2, cols: 0, outputs: 3 },
      ];

      for (const { rows, cols, outputs } of sizes) {
        const random = seededRandom(rows * 7919 + cols * 31 + outputs);
        const x = randomArray(random, rows * cols);
        const dense = randomArray(random, outputs * cols, 0.5);
        const bias = randomArray(random, outputs);
        const shape = `[${rows}, ${cols}] · [${outputs}, ${cols}]`;

        it(`linear(f32) ${shape} is that of the plain set`, () => {
          for (const b of [null, bias]) {
            same(rows * outputs, { atol: 1e-6 * Math.sqrt(cols + 1), rtol: 1e-6 }, "linear", (set, out, own) => {
              const w = { type: "f32", rows: outputs, cols, data: own(dense) } as const;
              set.linear(out, own(x), w, b && own(b), rows);
            });
          }
        });

        it(`linear(int8, int4) ${shape} is within the rounding of 16-bit activations`, () => {
          const matrices: WeightMatrix[] = [quantizeInt8({ rows: outputs, cols, data: dense })];
          if (cols % 32 === 0) matrices.push(quantizeInt4({ rows: outputs, cols, data: dense }));
          for (const matrix of matrices) {
            const expected = new Float32Array(rows * outputs);
            plain.linear(expected, x, matrix, bias, rows);
            const got = own(new Float32Array(rows * outputs));
            const w = { ...matrix, data: own(matrix.data), scales: own((matrix as { scales: Float32Array }).scales) };
            kernels.linear(got, own(x), w as WeightMatrix, own(bias), rows);
            const bounds = activationRounding(x, matrix, rows);
            for (let i = 0; i < got.length; i++) {
              const allowed = bounds[i] + 2e-6 * Math.abs(expected[i]) + 1e-6;
              expect(Math.abs(got[i] - expected[i]), `${matrix.type} out[${i}]`).toBeLessThanOrEqual(allowed);
            }
          }
        });
      }

      it("linear(int8) keeps sums of extreme weights and activations exact: 3000 times 127 · 1", () => {
        const cols = 3000;
        const w = {
          type: "int8",
          rows: 1,
          cols,
          data: own(new Int8Array(cols).fill(127)),
          scales: own(Float32Array.of(1)),
        } as const;
        const out = own(new Float32Array(1));
        kernels.linear(out, own(new Float32Array(cols).fill(1)), w, null, 1);
        expectClose(out, [127 * cols], { atol: 0, rtol: 1e-6 });
        kernels.linear(out, own(new Float32Array(cols).fill(-1)), w, null, 1);
        expectClose(out, [-127 * cols], { atol: 0, rtol: 1e-6 });
      });

      it("linear(int8) gives a row the same result alone and among others", () => {
        const random = seededRandom(5);
        const [rows, cols, outputs] = [6, 2500, 10];
        const matrix = quantizeInt8({ rows: outputs, cols, data: randomArray(random, outputs * cols) });
        const w = { ...matrix, data: own(matrix.data), scales: own(matrix.scales) };
        const x = own(randomArray(random, rows * cols));
        const all = own(new Float32Array(rows * outputs));
        kernels.linear(all, x, w, null, rows);
        for (let row = 0; row < rows; row++) {
          const alone = own(new Float32Array(outputs));
          kernels.linear(alone, x.subarray(row * cols, (row + 1) * cols), w, null, 1);
          expect([...alone]).toEqual([...all.subarray(row * outputs, (row + 1) * outputs)]);
        }
      });

      it("linear(int8) shows a row that is not finite as NaN, counts a row of 0 as 0, and takes large and small rows", () => {
        const cols = 20;
        const matrix = quantizeInt8({ rows: 5, cols, data: randomArray(seededRandom(3), 5 * cols) });
        const w = { ...matrix, data: own(matrix.data), scales: own(matrix.scales) };
        for (const [value, expected] of [
          [Number.NaN, Number.NaN],
          [Number.POSITIVE_INFINITY, Number.NaN],
          [0, 0],
        ]) {
          const x = new Float32Array(cols);
          x[3] = value;
          const out = own(new Float32Array(5));
          kernels.linear(out, own(x), w, null, 1);
          expect([...out]).toEqual(new Array(5).fill(expected));
        }
        for (const size of [1e-20, 1e20]) {
          const x = randomArray(seededRandom(4), cols, size);
          const atol = Math.max(...activationRounding(x, matrix, 1));
          same(5, { atol, rtol: 2e-6 }, `size ${size}`, (set, out, own) => set.linear(out, own(x), w, null, 1));
        }
      });

      it("gatherRows(table, ids) widens rows of every form exactly", () => {
        const random = seededRandom(6);
        for (const cols of [32, 96]) {
          const dense = { rows: 9, cols, data: randomArray(random, 9 * cols) };
          const ids = Int32Array.of(8, 0, 3, 3);
          for (const table of [{ type: "f32", ...dense } as const, quantizeInt8(dense), quantizeInt4(dense)]) {
            same(4 * cols, { atol: 0 }, table.type, (set, out, own) => set.gatherRows(out, table, own(ids)));
          }
        }
        const odd = quantizeInt8({ rows: 3, cols: 11, data: randomArray(random, 33) });
        same(22, { atol: 0 }, "11 columns", (set, out, own) => set.gatherRows(out, odd, own(Int32Array.of(2, 1))));
      });

      it("matMul(a, b) is that of the plain set over odd sizes", () => {
        for (const [m, k, n] of [
          [1, 1, 1],
          [1, 5, 8],
          [4, 16, 8],
          [5, 7, 9],
          [7, 33, 23],
          [3, 1100, 10],
          [9, 3, 1],
          [2, 0, 3],
          [0, 4, 4],
        ]) {
          const random = seededRandom(m * 100 + k * 10 + n);
          const a = randomArray(random, m * k);
          const b = randomArray(random, k * n);
          same(m * n, { atol: 2e-6 * Math.sqrt(k + 1), rtol: 1e-6 }, `${m} ${k} ${n}`, (set, out, own) =>
            set.matMul(out, own(a), own(b), { m, k, n }),
          );
        }
      });

      it("rmsNorm, layerNorm and softmax are those of the plain set over odd sizes, also in place", () => {
        for (const rows of [1, 3]) {
          for (const cols of [1, 2, 4, 7, 8, 33, 577]) {
            const random = seededRandom(rows * 1000 + cols);
            const x = randomArray(random, rows * cols, 3);
            const weight = randomArray(random, cols);
            const bias = randomArray(random, cols);
            const shape = { rows, cols, epsilon: 1e-5 };
            const tolerance = { atol: 3e-6, rtol: 3e-6 };
            for (const w of [null, weight]) {
              same(rows * cols, tolerance, "rmsNorm", (set, out, own) =>
                set.rmsNorm(out, own(x), w && own(w), { ...shape, weightOffset: 1 }),
              );
              same(rows * cols, tolerance, "layerNorm", (set, out, own) =>
                set.layerNorm(out, own(x), w && own(w), w && own(bias), shape),
              );
            }
            same(rows * cols, { atol: 1e-7, rtol: 2e-6 }, "softmax", (set, out, own) =>
              set.softmax(out, own(x), shape),
            );
            same(rows * cols, { atol: 1e-7, rtol: 2e-6 }, "softmax in place", (set, out) => {
              out.set(x);
              set.softmax(out, out, shape);
            });
            same(rows * cols, tolerance, "rmsNorm in place", (set, out) => {
              out.set(x);
              set.rmsNorm(out, out, null, shape);
            });
          }
        }
      });

      it("layerNorm(x) keeps its digits where the mean is large", () => {
        const x = Float32Array.from({ length: 12 }, (_, i) => 1e5 + i);
        same(12, { atol: 1e-5 }, "layerNorm", (set, out, own) =>
          set.layerNorm(out, own(x), null, null, { rows: 1, cols: 12, epsilon: 0 }),
        );
      });

      it("softmax(x) gives hidden scores 0, hidden rows 0, and keeps NaN and very large scores", () => {
        const rows = [
          [1, hidden, 2, hidden, 3],
          [hidden, hidden, hidden, hidden, hidden],
          [1e30, 1, 1, 1, 1e30],
          [-1e30, -1e30, hidden, -1e30, -1e30],
          [-200, 0, -90, -80, -100],
        ];
        same(25, { atol: 1e-7 }, "softmax", (set, out, own) =>
          set.softmax(out, own(Float32Array.from(rows.flat())), { rows: 5, cols: 5 }),
        );
        const out = own(new Float32Array(5));
        kernels.softmax(out, own(Float32Array.of(1, 2, 3, 4, Number.NaN)), { rows: 1, cols: 5 });
        expect([...out].every(Number.isNaN)).toBe(true);
      });

      it("rotary(x) turns half-split and interleaved pairs of whole and partial heads", () => {
        for (const interleaved of [false, true]) {
          for (const [rows, heads, headDim, half] of [
            [1, 1, 2, 1],
            [2, 3, 16, 8],
            [3, 1, 10, 5],
            [2, 2, 20, 7],
            [1, 2, 8, 0],
          ]) {
            const random = seededRandom(headDim * 10 + half);
            const x = randomArray(random, rows * heads * headDim);
            const cos = randomArray(random, rows * half);
            const sin = randomArray(random, rows * half);
            same(x.length, { atol: 1e-6 }, `${heads} ${headDim} ${half}`, (set, out, own) => {
              out.set(x);
              set.rotary(out, own(cos), own(sin), { rows, heads, headDim, half, interleaved });
            });
          }
        }
      });

      const kinds: Activation[] = [
        "relu",
        "relu-squared",
        "gelu",
        "gelu-tanh",
        "quick-gelu",
        "silu",
        "sigmoid",
        "tanh",
      ];
      for (const kind of kinds) {
        it(`activation(x, "${kind}") is the plain one to 2e-6 of its size over the whole line, also gated and in place`, () => {
          const line = Float32Array.from({ length: 4001 }, (_, i) => (i - 2000) / 100);
          const edges = Float32Array.of(
            0,
            -0,
            1e-30,
            -1e-30,
            1e30,
            -1e30,
            Number.POSITIVE_INFINITY,
            hidden,
            Number.NaN,
          );
          const x = Float32Array.from([...line, ...edges]);
          const tolerance = { atol: 1e-11, rtol: 2e-6 }; // far left, rounding the argument of exp moves it by more
          same(x.length, tolerance, kind, (set, out, own) => set.activation(out, own(x), kind));
          const up = randomArray(seededRandom(1), line.length);
          same(line.length, tolerance, `gated ${kind}`, (set, out, own) =>
            set.gatedActivation(out, own(line), own(up), kind),
          );
          same(7, tolerance, `${kind} in place`, (set, out) => {
            out.set(line.subarray(1990, 1997));
            set.activation(out, out, kind);
          });
        });
      }

      it("add, multiply and scale are exact, at any length and in place", () => {
        for (const length of [0, 1, 3, 4, 5, 64, 67]) {
          const a = randomArray(seededRandom(length), length);
          const b = randomArray(seededRandom(length + 1), length);
          same(length, { atol: 0 }, "add", (set, out, own) => set.add(out, own(a), own(b)));
          same(length, { atol: 0 }, "multiply", (set, out, own) => set.multiply(out, own(a), own(b)));
          same(length, { atol: 0 }, "scale", (set, out, own) => set.scale(out, own(a), 0.75));
          same(length, { atol: 0 }, "add in place", (set, out) => {
            out.set(a);
            set.add(out, out, out);
          });
        }
      });

      describe("attention", () => {
        const calls: [string, AttentionCall][] = [
          ["one query, one key", { queryLen: 1, keyLen: 1, numHeads: 1, numKvHeads: 1, headDim: 8 }],
          [
            "one query, odd everything",
            { queryLen: 1, keyLen: 13, numHeads: 3, numKvHeads: 1, headDim: 7, valueDim: 5 },
          ],
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
            "three queries, causal",
            { queryLen: 3, keyLen: 40, numHeads: 4, numKvHeads: 2, headDim: 16, causalOffset: 37 },
          ],
          [
            "three queries, window, not causal",
            { queryLen: 3, keyLen: 2, numHeads: 2, numKvHeads: 2, headDim: 8, window: 1 },
          ],
          ["no keys", { queryLen: 2, keyLen: 0, numHeads: 2, numKvHeads: 1, headDim: 4 }],
          ["no keys, many queries", { queryLen: 9, keyLen: 0, numHeads: 2, numKvHeads: 1, headDim: 4 }],
          ["prefill, causal", { queryLen: 70, keyLen: 70, numHeads: 3, numKvHeads: 1, headDim: 64, causalOffset: 0 }],
          ["prefill, not causal", { queryLen: 5, keyLen: 67, numHeads: 2, numKvHeads: 2, headDim: 12 }],
          [
            "prefill over a cache",
            { queryLen: 33, keyLen: 150, numHeads: 4, numKvHeads: 2, headDim: 8, causalOffset: 117 },
          ],
          [
            "prefill, window",
            { queryLen: 140, keyLen: 140, numHeads: 2, numKvHeads: 1, headDim: 8, causalOffset: 0, window: 20 },
          ],
          [
            "prefill, window of 1",
            { queryLen: 9, keyLen: 9, numHeads: 2, numKvHeads: 1, headDim: 8, causalOffset: 0, window: 1 },
          ],
          [
            "queries that see nothing",
            { queryLen: 9, keyLen: 6, numHeads: 2, numKvHeads: 1, headDim: 8, causalOffset: -4 },
          ],
          [
            "nobody sees anything",
            { queryLen: 9, keyLen: 6, numHeads: 2, numKvHeads: 1, headDim: 8, causalOffset: -20 },
          ],
          ["window beyond the keys", { queryLen: 9, keyLen: 3, numHeads: 2, numKvHeads: 1, headDim: 8, window: 2 }],
          [
            "odd head and value width",
            { queryLen: 6, keyLen: 11, numHeads: 2, numKvHeads: 1, headDim: 5, valueDim: 13 },
          ],
          [
            "softcap and scale",
            { queryLen: 6, keyLen: 11, numHeads: 2, numKvHeads: 1, headDim: 8, softcap: 2, scale: 0.7 },
          ],
          [
            "softcap, one query",
            { queryLen: 1, keyLen: 11, numHeads: 2, numKvHeads: 1, headDim: 8, softcap: 20, scale: 2 },
          ],
        ];

        for (const [title, call] of calls) {
          for (const variant of ["plain", "sinks", "bias", "shared bias", "strides"] as const) {
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

      it("a call after the memory has grown still uses arrays from before", () => {
        const x = own(Float32Array.of(1, 2, 3, 4));
        const grown = kernels.memory.allocate(Float32Array, 6e6);
        const out = own(new Float32Array(4));
        kernels.add(out, x, x);
        expect([...out]).toEqual([2, 4, 6, 8]);
        kernels.memory.free(grown);
      });

      it("linear(wrong length) fails with the words of the plain set", () => {
        const w = { type: "f32", rows: 2, cols: 3, data: own(new Float32Array(6)) } as const;
        expect(() => kernels.linear(own(new Float32Array(2)), own(new Float32Array(4)), w, null, 1)).toThrow(
          "linear: x has 4 elements but [rows=1, cols=3] needs 3.",
        );
      });
    });
  }
}

/** How far 16-bit activations can move each output: Σ |w| times half a step, max |x| / 65534. */
function activationRounding(x: Float32Array, matrix: WeightMatrix, rows: number): Float64Array {
  const { cols, rows: outputs } = matrix;
  const { data } = dequantize(matrix);
  const bounds = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    let largest = 0;
    for (let i = 0; i < cols; i++) largest = Math.max(largest, Math.abs(x[row * cols + i]));
    for (let o = 0; o < outputs; o++) {
      let weights = 0;
      for (let i = 0; i < cols; i++) weights += Math.abs(data[o * cols + i]);
      bounds[row * outputs + o] = (weights * largest) / 65534;
    }
  }
  return bounds;
}

type Variant = "plain" | "sinks" | "bias" | "shared bias" | "strides";

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
