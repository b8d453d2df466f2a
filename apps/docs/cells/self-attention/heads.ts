import { loadModel } from "@llm-anatomy/model-hf";
import { attentionMatrix, display, table } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const text = "There was a red ball. Anna threw the red";
const { tokens, values } = await model.trace(text, {
  capture: ["blocks.*.attention.weights"],
});

// For every head: how much of its weight goes to the token just before, to
// the very first, and to the token itself?
const rows = [];
for (const [place, { data, shape }] of Object.entries(values)) {
  const [, heads, length] = shape;
  for (let head = 0; head < heads; head++) {
    const weight = (q: number, k: number) =>
      data[(head * length + q) * length + k];
    const mean = (pick: (q: number) => number) => {
      let sum = 0;
      for (let q = 2; q < length; q++) sum += pick(q);
      return Math.round((1000 * sum) / (length - 2)) / 10;
    };
    rows.push({
      block: Number(place.split(".")[1]),
      head,
      "to the token before, %": mean((q) => weight(q, q - 1)),
      "to the first token, %": mean((q) => weight(q, 0)),
      "to itself, %": mean((q) => weight(q, q)),
    });
  }
}
display(
  table({ title: `Where ${rows.length} heads look, on average`, rows }),
);

rows.sort(
  (a, b) => b["to the token before, %"] - a["to the token before, %"],
);
const { block } = rows[0];
display(
  attentionMatrix({
    title: `Block ${block}`,
    tokens,
    weights: values[`blocks.${block}.attention.weights`],
    causal: true,
  }),
);
await model.dispose();
