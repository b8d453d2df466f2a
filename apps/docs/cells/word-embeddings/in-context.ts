import { cosineSimilarity } from "@llm-anatomy/embeddings";
import { loadModel } from "@llm-anatomy/model-hf";
import { display, lineChart } from "@llm-anatomy/viz";

// One word, two meanings: the model reads up to it.
const water = [
  "Tom climbed down into the well",
  "The fox fell into a deep well",
  "There was no water in the old well",
  "He let the bucket down into the well",
];
const good = [
  "In the end all went well",
  "She could sing very well",
  "Anna slept well",
  "The soup tasted good and he slept well",
];

const model = await loadModel("tiny");
// The vector of “well”: from the table, and after every layer.
const capture = ["embed", "blocks.*.residual.after"];
const read = async (text: string) => {
  const { values } = await model.trace(text, { capture });
  return Object.values(values).map(({ data, shape }) =>
    data.slice(-shape.at(-1)!),
  );
};
const inWater = await Promise.all(water.map(read));
const inGood = await Promise.all(good.map(read));
await model.dispose();

const layers = [...inWater[0].keys()];
/** Mean cosine over all pairs of different texts. */
const alike = (as: typeof inWater, bs: typeof inWater) =>
  layers.map((layer) => {
    const pairs = as.flatMap((a) => bs.map((b) => [a[layer], b[layer]]));
    const different = pairs.filter(([a, b]) => a !== b);
    const sum = different.reduce(
      (s, [a, b]) => s + cosineSimilarity(a, b),
      0,
    );
    return sum / different.length;
  });
const both = [alike(inWater, inWater), alike(inGood, inGood)];
const same = layers.map((layer) => (both[0][layer] + both[1][layer]) / 2);
const series = [
  { name: "same meaning", x: layers, y: same },
  { name: "other meaning", x: layers, y: alike(inWater, inGood) },
];
const title = "How alike are two vectors of “well”?";
const axes = { x: "layers passed (0: the table)", y: "mean cosine" };
display(lineChart({ title, ...axes, series }));
