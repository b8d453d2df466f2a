import { stories } from "@llm-anatomy/course/stories";
import { loadModel } from "@llm-anatomy/model-hf";
import { display, table } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const { blocks, vocabSize } = model.spec;
const last = blocks.length - 1;
const hidden = `blocks.${last}.mlp.hidden`;
const output = `blocks.${last}.mlp.output`;
const text = (ids: number[]) =>
  model.tokenizer.decode(ids).replaceAll("\n", " ").trim();

// 1. How strongly does each neuron fire, at which places of some stories?
const moments: { words: string; neurons: Float32Array }[] = [];
for (const story of stories.slice(0, 8)) {
  const ids = model.tokenizer.encode(story).ids.slice(0, 150);
  const { values } = await model.trace(ids, { capture: [hidden] });
  const { data, shape } = values[hidden];
  for (let i = 3; i < ids.length; i++) {
    moments.push({
      words: text(ids.slice(i - 3, i + 1)),
      neurons: data.slice(i * shape[2], (i + 1) * shape[2]),
    });
  }
}
const width = moments[0].neurons.length;
const peak = (neuron: number) => ranked(neuron)[0].neurons[neuron];
const ranked = (neuron: number) =>
  moments.toSorted(
    (a, b) => Math.abs(b.neurons[neuron]) - Math.abs(a.neurons[neuron]),
  );
const strongest = [...Array(width).keys()]
  .map((neuron) => ({ neuron, peak: peak(neuron) }))
  .sort((a, b) => Math.abs(b.peak) - Math.abs(a.peak));

// 2. What does it write? It fires alone, and the head reads what arrives.
const rows = [];
for (const { neuron, peak } of strongest.slice(0, 7)) {
  const { values } = await model.patch(
    "the",
    {
      [hidden]: ({ data }) =>
        data.map((_, i) => (i % width === neuron ? peak : 0)),
    },
    { capture: [output] },
  );
  const { logits } = await model.patch("the", {
    [`blocks.${last}.residual.after`]: () => values[output],
  });
  const scores = logits!.data.slice(-vocabSize);
  const best = [...scores.keys()].sort((a, b) => scores[b] - scores[a]);
  rows.push({
    neuron,
    "fires after": ranked(neuron)
      .slice(0, 3)
      .map(({ words }) => `“${words}”`)
      .join(" "),
    writes: best
      .slice(0, 6)
      .map((id) => text([id]))
      .join(", "),
  });
}
const title = `The strongest of ${width} neurons in block ${last}`;
display(table({ title, rows }));
await model.dispose();
