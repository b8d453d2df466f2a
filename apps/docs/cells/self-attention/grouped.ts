import {
  attentionCost,
  scaledDotProductAttention,
} from "@llm-anatomy/attention";
import { createRandom } from "@llm-anatomy/sampling";
import { display, table } from "@llm-anatomy/viz";

const random = createRandom(5);
const numbers = (n: number) =>
  Float32Array.from({ length: n }, () => random() * 2 - 1);
const [numHeads, seqLen, headDim] = [8, 5, 16];
const q = numbers(numHeads * seqLen * headDim);
const dims = { numHeads, headDim, queryLen: seqLen, keyLen: seqLen };

// Two key/value heads for eight query heads: heads 0–3 share the first,
// heads 4–7 the second.
const [k, v] = [
  numbers(2 * seqLen * headDim),
  numbers(2 * seqLen * headDim),
];
const grouped = scaledDotProductAttention(q, k, v, {
  ...dims,
  numKvHeads: 2,
});

// The same, spelled out: every key/value head copied four times.
const perHead = seqLen * headDim;
const copied = (x: Float32Array) =>
  Float32Array.from(
    { length: numHeads * perHead },
    (_, i) => x[Math.floor(i / perHead / 4) * perHead + (i % perHead)],
  );
const spelledOut = scaledDotProductAttention(q, copied(k), copied(v), {
  ...dims,
  numKvHeads: numHeads,
});
console.log(
  "largest difference",
  Math.max(...grouped.map((x, i) => Math.abs(x - spelledOut[i]))),
);

// What a cache of 32 such layers, heads of 128 and 16-bit numbers keeps for
// a text of 32,768 tokens.
const rows = [32, 8, 1].map((numKvHeads) => {
  const layer = { numHeads: 32, numKvHeads, headDim: 128 };
  const { kvBytesPerToken } = attentionCost(layer, {
    queryLen: 1,
    keyLen: 32_768,
    bytesPerNumber: 2,
  });
  return {
    "key/value heads": numKvHeads,
    "bytes per token and layer": kvBytesPerToken,
    "GB in all": (kvBytesPerToken * 32 * 32_768) / 1e9,
  };
});
display(table({ title: "32 query heads", rows }));
