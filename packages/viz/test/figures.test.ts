import {
  attentionMatrix,
  display,
  type Figure,
  kvCacheMap,
  lineChart,
  parseFigure,
  probabilityBars,
  scatterPlot,
  setDisplay,
  table,
  tokenStrip,
  toText,
} from "@llm-anatomy/viz";
import { afterEach, describe, expect, it, vi } from "vitest";
import { figures, tokens } from "./figures.ts";

afterEach(() => setDisplay());

/** With plain spaces: the ones before % do not break. */
const said = (figure: Figure) => toText(figure).replaceAll("\u00a0", " ");

describe("every figure", () => {
  it.each(Object.entries(figures))("%s is the same after JSON and after its builder once more", (_, figure) => {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(parseFigure(JSON.parse(JSON.stringify(figure)) as Figure)).toEqual(figure);
  });

  it("parseFigure(value) names the kinds when it does not know one", () => {
    expect(() => parseFigure({ kind: "pie" } as never)).toThrow(
      new TypeError(
        'figure: kind is "pie" but has to be one of token-strip, attention-matrix, probability-bars, kv-cache-map, line-chart, scatter-plot, table.',
      ),
    );
    expect(() => parseFigure(null as never)).toThrow(/kind is undefined/);
    expect(() => parseFigure({ kind: "toString" } as never)).toThrow(TypeError);
  });
});

describe("text twins", () => {
  it("toText(tokenStrip) reads the tokens in order, with what cannot be seen spelled out", () => {
    expect(said(figures.strip)).toBe(
      [
        "A short text: 5 tokens of 4 words",
        "  1. “<s>”, id 1, special token",
        "  2. “The”, id 464",
        "  3. “ cat”, id 3797",
        "  4. “ sat”, id 3332",
        "  5. “↵”, id 198",
      ].join("\n"),
    );
  });

  it("toText(attentionMatrix) says for every query where it looks most, and how much is left", () => {
    const lines = said(figures.attention).split("\n");
    expect(lines.slice(0, 5)).toEqual([
      "Layer 0: 2 heads, 5 query tokens, 5 key tokens",
      "head 0:",
      "  “<s>” looks at “<s>” 100 %",
      "  “The” looks at “<s>” 50 %, “The” 50 %",
      "  “ cat” looks at “ cat” 75 %, “<s>” 12.5 %, “The” 12.5 %",
    ]);
    expect(lines[6]).toBe("  “↵” looks at “↵” 70 %, “ cat” 10 %, “ sat” 10 %, 2 others 10 %");
    expect(toText(figures.scores)).toContain("“a” scores “a” 2.5");
  });

  it("toText(probabilityBars) ends with what the bars leave", () => {
    expect(said(figures.bars)).toBe(
      [
        "Next token:",
        "  1. “ mat”: 61.3 %, chosen",
        "  2. “ sofa”: 20 % (a guess)",
        "  3. “ moon”: 0.004 %",
        "  Everything else: 18.7 %",
      ].join("\n"),
    );
  });

  it("toText(kvCacheMap) counts slots and bytes, and says equal rows once", () => {
    expect(toText(figures.cache)).toBe(
      "Cache: 3 rows, 15 of 24 slots filled, 7.68 kB of 12.3 kB\n" +
        "  each row (layer 0 to layer 2): 4 kept, 1 new, 3 free; holds “<s>|The| cat| sat|↵”",
    );
    expect(toText(figures.states)).toContain("page 0: 1 kept, 1 new, 1 shared, 1 evicted, 1 free");
  });

  it("toText(lineChart) gives ends, extremes and points along each line", () => {
    expect(toText(figures.lines)).toContain(
      "  without: 4 points from 1 at 0 to 16 at 3; lowest 1 at 0, highest 16 at 3; along it 1, 4, 9, 16",
    );
  });

  it("toText(scatterPlot) gives the groups' centres and each point's neighbours", () => {
    const text = toText(figures.scatter);
    expect(text).toContain("animals: 2 points around (0.15, 0.85)");
    expect(text).toContain("cat (animals) at (0.1, 0.9), nearest dog, Rome");
  });

  it("toText(table) aligns the columns, numbers to the right", () => {
    expect(toText(figures.table)).toBe(
      [
        "Models: 2 rows",
        "  name         parameters   tied",
        "  tiny-llama    1,003,648   yes",
        "  other             12.35   –",
      ].join("\n"),
    );
  });
});

describe("display", () => {
  it("display(figure) prints the text twin, until setDisplay says what else to do", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    display(figures.bars);
    expect(log).toHaveBeenCalledExactlyOnceWith(toText(figures.bars));
    const taken: Figure[] = [];
    setDisplay((figure) => taken.push(figure));
    display(figures.bars);
    expect(taken).toEqual([figures.bars]);
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
  });

  it("display(figure, { id }) prints the latest when the program pauses", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    display(figures.table, { id: "a" });
    display(figures.bars, { id: "a" });
    expect(log).not.toHaveBeenCalled();
    await new Promise((resolve) => setTimeout(resolve));
    expect(log).toHaveBeenCalledExactlyOnceWith(toText(figures.bars));
    log.mockRestore();
  });

  it("display(figure, { id }) says whose place it takes", () => {
    const taken: unknown[] = [];
    setDisplay((figure, { id }) => taken.push([figure.kind, id]));
    display(figures.bars, { id: "a" });
    display(figures.bars);
    expect(taken).toEqual([
      ["probability-bars", "a"],
      ["probability-bars", undefined],
    ]);
    expect(() => display(figures.bars, { name: "a" } as never)).toThrow(/name/);
  });

  it("display(value) refuses what is no figure, wherever it would go", () => {
    setDisplay(() => {});
    expect(() => display({ kind: "table", rows: [[1]] } as never)).toThrow(/there are no columns/);
  });
});

describe("attentionMatrix", () => {
  it("attentionMatrix({ weights }) takes typed rows, and a tensor as a trace gives it", () => {
    const rows = attentionMatrix({ weights: [Float32Array.of(1, 0), Float32Array.of(0.5, 0.5)], tokens: ["a", "b"] });
    const data = Float32Array.of(1, 0, 0.5, 0.5);
    for (const shape of [
      [2, 2],
      [1, 2, 2],
      [1, 1, 2, 2],
    ]) {
      expect(attentionMatrix({ weights: { data, shape }, tokens: ["a", "b"] })).toEqual(rows);
    }
  });

  it("attentionMatrix({ causal }) masks keys after the query, queries being the last positions", () => {
    const { weights } = attentionMatrix({
      weights: [
        [0.5, 0.5, 0],
        [0.2, 0.3, 0.5],
      ],
      queryTokens: ["b", "c"],
      keyTokens: ["a", "b", "c"],
      causal: true,
    });
    expect(weights).toEqual([
      [
        [0.5, 0.5, null],
        [0.2, 0.3, 0.5],
      ],
    ]);
  });
});

describe("wrong input", () => {
  it.each<[string, () => unknown, string]>([
    [
      "an unknown key",
      () => tokenStrip({ tokens: [], colour: "red" } as never),
      'tokenStrip: unknown key "colour". Known: tokens, ids, wordIds, specialTokensMask, values, valueLabel, title.',
    ],
    [
      "too few ids",
      () => tokenStrip({ tokens, ids: [1] }),
      "tokenStrip: ids has 1 elements but tokens has 5. Give one for each.",
    ],
    [
      "a token that is no text",
      () => tokenStrip({ tokens: [7] as never }),
      "tokenStrip: tokens[0] is 7 but has to be a string.",
    ],
    [
      "rows that do not sum to 1",
      () => attentionMatrix({ weights: [[0.5, 0.2]] }),
      'attentionMatrix: weights[0][0] sums to 0.7 but weights sum to 1. For numbers before softmax pass unit: "scores".',
    ],
    [
      "ragged rows",
      () => attentionMatrix({ weights: [[1, 0], [1]] }),
      "attentionMatrix: head 0 is [2][1] at row 1 but [2][2] is expected.",
    ],
    [
      "a NaN weight",
      () => attentionMatrix({ weights: [[Number.NaN]] }),
      "attentionMatrix: weights[0][0][0] is NaN but has to be at least 0.",
    ],
    [
      "a tensor of the wrong size",
      () => attentionMatrix({ weights: { data: [1], shape: [1, 2] } }),
      "attentionMatrix: weights.data has 1 elements but shape [1, 2] has 2. Give one for each.",
    ],
    [
      "probabilities above 1",
      () =>
        probabilityBars({
          bars: [
            { label: "a", probability: 0.7 },
            { label: "b", probability: 0.7 },
          ],
        }),
      "probabilityBars: the probabilities sum to 1.4 but may reach 1 at most. Divide by the sum, or apply softmax.",
    ],
    [
      "a percentage",
      () => probabilityBars({ bars: [{ label: "a", probability: 70 }] }),
      "probabilityBars: bars[0].probability is 70 but has to be in [0, 1.000001].",
    ],
    [
      "a choice that is not there",
      () => probabilityBars({ bars: [{ label: "a", probability: 1 }], chosen: 1 }),
      "probabilityBars: chosen is 1 but has to be in [0, 0].",
    ],
    [
      "both forms of a cache",
      () => kvCacheMap({ rows: [], layers: 2 }),
      "kvCacheMap: rows and layers are both given. Pass rows, or layers with length and capacity.",
    ],
    [
      "more filled than allocated",
      () => kvCacheMap({ layers: 1, length: 9, capacity: 4 }),
      "kvCacheMap: capacity is 4 but has to be at least 9.",
    ],
    [
      "an unknown state",
      () => kvCacheMap({ rows: [{ label: "r", slots: [{ state: "full" as never }] }] }),
      'kvCacheMap: rows[0].slots[0].state is "full" but has to be one of kept, new, shared, evicted, free.',
    ],
    [
      "x and y of different length",
      () => lineChart({ series: [{ name: "a", x: [1], y: [1, 2] }] }),
      "lineChart: series[0].x has 1 elements but series[0].y has 2. Give one for each.",
    ],
    [
      "the logarithm of 0",
      () => lineChart({ series: [{ name: "a", y: [0, 2] }], y: { scale: "log" } }),
      "lineChart: a value of y is 0 but a log scale needs values above 0.",
    ],
    [
      "a point at infinity",
      () => scatterPlot({ points: [{ x: Infinity, y: 0 }] }),
      "scatterPlot: points[0].x is Infinity but has to be finite.",
    ],
    [
      "a row that is too short",
      () => table({ columns: ["a", "b"], rows: [[1]] }),
      "table: rows[0] has 1 elements but columns has 2. Give one for each.",
    ],
    [
      "a column nobody named",
      () => table({ columns: ["a"], rows: [{ b: 1 }] }),
      'table: rows[0]: unknown key "b". Known: a.',
    ],
  ])("%s is an error that says what to do", (_, build, message) => {
    let thrown: unknown;
    try {
      build();
    } catch (error) {
      thrown = error;
    }
    expect((thrown as Error | undefined)?.message).toBe(message);
  });
});
