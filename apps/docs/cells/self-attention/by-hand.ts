import { attentionStages } from "@llm-anatomy/attention";
import { attentionMatrix, display } from "@llm-anatomy/viz";

// Three tokens. Each asks with a query q, answers to a key k, and brings a
// value v. Two numbers each.
const tokens = ["the", "cat", "sleeps"];
const q = Float32Array.of(0, 0, 1, 0, 3, 1);
const k = Float32Array.of(0, 1, 2, 0, 1, 1);
const v = Float32Array.of(0, 0, 1, 0, 0, 1);

const { scores, weights, output } = attentionStages(q, k, v, {
  numHeads: 1,
  queryLen: 3,
  keyLen: 3,
  headDim: 2,
});

display(
  attentionMatrix({
    title: "Scores: q · k",
    unit: "scores",
    tokens,
    weights: { data: scores, shape: [3, 3] },
  }),
);
display(
  attentionMatrix({
    title: "Weights: softmax(scores / √2)",
    tokens,
    weights: { data: weights, shape: [3, 3] },
  }),
);
for (const [i, token] of tokens.entries()) {
  const heard = [...output.slice(2 * i, 2 * i + 2)];
  const shown = heard.map((x) => x.toFixed(3)).join(", ");
  console.log(`${token.padEnd(6)} hears (${shown})`);
}
