import { loadModel } from "@llm-anatomy/model-hf";
import { display, lineChart } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const names = [" Mia", " Anna"];
const told = `Once upon a time, there was a girl who was called${names[0]}. Most of all,`;
const other = told.replace(names[0], names[1]);

// After the embedding, and after every block: the vectors of both texts.
const places = [
  "embed",
  ...model.spec.blocks.map((_, i) => `blocks.${i}.residual.after`),
];
const { ids } = await model.trace(told, { capture: [] });
const donor = await model.trace(other, { capture: places });
if (donor.ids.length !== ids.length)
  throw new Error("Take names of one token each.");
const name = ids.findIndex((id, i) => id !== donor.ids[i]);
const last = ids.length - 1;
const dim = model.spec.modelDim;

/** How likely the other name comes next, one vector being exchanged. */
async function otherName(place: string, token: number): Promise<number> {
  const { logits } = await model.patch(told, {
    [place]: ({ data }) => {
      const from = donor.values[place].data;
      const start = token * dim;
      data.set(from.subarray(start, start + dim), start);
    },
  });
  const scores = logits!.data.slice(-model.spec.vocabSize);
  const top = Math.max(...scores);
  const exps = scores.map((score) => Math.exp(score - top));
  return (100 * exps[donor.ids[name]]) / exps.reduce((a, b) => a + b);
}

const atName = [];
const atLast = [];
for (const place of places) {
  atName.push(await otherName(place, name));
  atLast.push(await otherName(place, last));
}
display(
  lineChart({
    title: `How likely “${names[1]}” comes next, when one vector is exchanged`,
    x: "exchanged after so many blocks",
    y: "probability, %",
    series: [
      { name: "the name's vector", y: atName },
      { name: "the last token's vector", y: atLast },
    ],
  }),
);
await model.dispose();
