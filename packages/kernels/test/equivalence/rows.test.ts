/**
 * Everything that goes row by row or element by element, of every fast set, against the plain twins.
 */
import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";
import { type Activation, quantizeInt4, quantizeInt8 } from "../../src/index.ts";
import { describeTwins, hidden } from "./twins.ts";

describeTwins(({ kernels, own, same }) => {
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
        same(rows * cols, { atol: 1e-7, rtol: 2e-6 }, "softmax", (set, out, own) => set.softmax(out, own(x), shape));
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
    "mish",
    "leaky-relu",
    "relu6",
    "gelu-10",
    "laplace",
    "linear",
  ];
  for (const kind of kinds) {
    it(`activation(x, "${kind}") is the plain one to 2e-6 of its size over the whole line, also gated and in place`, () => {
      const line = Float32Array.from({ length: 4001 }, (_, i) => (i - 2000) / 100);
      const edges = Float32Array.of(0, -0, 1e-30, -1e-30, 1e30, -1e30, Number.POSITIVE_INFINITY, hidden, Number.NaN);
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
});
