/** One figure of every kind, and one or two corners: what the tests in Node and in the browser look at. */
import {
  attentionMatrix,
  type Figure,
  kvCacheMap,
  lineChart,
  probabilityBars,
  scatterPlot,
  table,
  tokenStrip,
} from "@llm-anatomy/viz";

export const tokens = ["<s>", "The", " cat", " sat", "\n"];

const causal = [[1], [1 / 2, 1 / 2], [1 / 8, 1 / 8, 3 / 4], [1 / 4, 0, 1 / 2, 1 / 4], [0.02, 0.08, 0.1, 0.1, 0.7]];
const square = causal.map((row) => [...row, ...Array(5 - row.length).fill(0)]);
const long = Array.from({ length: 24 }, (_, q) => Array.from({ length: 24 }, (_, k) => (k <= q ? 1 / (q + 1) : 0)));

export const figures = {
  strip: tokenStrip({
    title: "A short text",
    tokens,
    ids: [1, 464, 3797, 3332, 198],
    wordIds: [null, 0, 1, 2, 3],
    specialTokensMask: [1, 0, 0, 0, 0],
  }),
  surprise: tokenStrip({ title: "Surprise", tokens, values: [0, 3.2, 7.5, 1.25, 0.5], valueLabel: "surprise, bits" }),
  attention: attentionMatrix({
    title: "Layer 0",
    tokens,
    weights: [square, square.map((row, q) => row.map((_, k) => (k <= q ? 1 / (q + 1) : 0)))],
    causal: true,
  }),
  longAttention: attentionMatrix({ title: "A longer text", weights: long, causal: true }),
  scores: attentionMatrix({
    title: "Scores",
    tokens: ["a", "b"],
    unit: "scores",
    weights: [
      [2.5, -Infinity],
      [-1, 0.5],
    ],
  }),
  bars: probabilityBars({
    title: "Next token",
    bars: [
      { label: " mat", probability: 0.6125 },
      { label: " sofa", probability: 0.2, note: "a guess" },
      { label: " moon", probability: 0.00004 },
    ],
    chosen: 0,
  }),
  cache: kvCacheMap({ title: "Cache", layers: 3, capacity: 8, length: 5, fresh: 1, tokens, bytesPerSlot: 512 }),
  states: kvCacheMap({
    title: "Every state",
    rows: [
      {
        label: "page 0",
        slots: (["shared", "kept", "evicted", "new", "free"] as const).map((state) => ({ state })),
      },
      { label: "a page with a longer name", slots: [{ state: "kept", position: 7, token: " far" }] },
    ],
  }),
  lines: lineChart({
    title: "Time per token",
    series: [
      { name: "with cache", y: [1, 1, 2, 2] },
      {
        name: "without",
        points: [
          [0, 1],
          [1, 4],
          [2, 9],
          [3, 16],
        ],
      },
    ],
    x: "tokens",
    y: { label: "time, ms" },
  }),
  logarithm: lineChart({
    series: [{ name: "loss", x: [1, 10, 100, 1000], y: [9, 3, 1, 0.4] }],
    x: { scale: "log", label: "step" },
    y: { scale: "log" },
  }),
  scatter: scatterPlot({
    title: "Words",
    points: [
      { x: 0.1, y: 0.9, label: "cat", group: "animals" },
      { x: 0.2, y: 0.8, label: "dog", group: "animals" },
      { x: 0.9, y: 0.1, label: "Paris", group: "places" },
      { x: 0.91, y: 0.11, label: "Rome", group: "places" },
    ],
  }),
  table: table({
    title: "Models",
    rows: [
      { name: "tiny-llama", parameters: 1_003_648, tied: true },
      { name: "other", parameters: 12.3456, tied: null },
    ],
  }),
} satisfies Record<string, Figure>;
