import { loadModel } from "@llm-anatomy/model-hf";
import { attentionMatrix, display, table } from "@llm-anatomy/viz";

const model = await loadModel("tiny");

// Nonsense, said twice. No grammar helps here: only a head that looks
// things up finds anything.
const words = " fox bread river lamp cat stone moon boat";
const { tokens, values } = await model.trace(words + words, {
  capture: ["blocks.*.attention.weights"],
});
const length = tokens!.length;
const half = model.tokenizer.encodeIds(words, {
  addSpecialTokens: false,
}).length;

const rows = [];
for (const [place, { data, shape }] of Object.entries(values)) {
  for (let head = 0; head < shape[1]; head++) {
    // mean weight that words said again give to a place further back
    const mean = (back: number) => {
      let sum = 0;
      for (let q = length - half; q < length; q++)
        sum += data[(head * length + q) * length + q - back];
      return Math.round((1000 * sum) / half) / 10;
    };
    rows.push({
      block: Number(place.split(".")[1]),
      head,
      "the word before, %": mean(1),
      "the same word, %": mean(half),
      "what followed it, %": mean(half - 1),
    });
  }
}
display(table({ title: `What ${rows.length} heads look for`, rows }));

for (const by of ["the word before, %", "what followed it, %"] as const) {
  const [{ block, head }] = [...rows].sort((a, b) => b[by] - a[by]);
  const { data } = values[`blocks.${block}.attention.weights`];
  const size = length * length;
  display(
    attentionMatrix({
      title: `Looks for ${by.slice(0, -3)} most: block ${block}, head ${head}`,
      tokens,
      weights: {
        data: data.slice(head * size, (head + 1) * size),
        shape: [length, length],
      },
      headNames: [`head ${head}`],
      causal: true,
    }),
  );
}
await model.dispose();
