import { loadModel, type Tensor } from "@llm-anatomy/model-hf";
import { display, lineChart } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const places = ["blocks.*.attention.k", "blocks.*.attention.v"];
const ids = model.tokenizer.encode(
  "Once upon a time there was a little mouse who lived in a barn.",
).ids;
const trace = async (tokens: number[]) =>
  (await model.trace(tokens, { capture: places })).values;
const original = await trace(ids);

/** For each position: by how much a key or value differs, at most. */
function differences(changed: Record<string, Tensor>): number[] {
  const worst = ids.map(() => 0);
  for (const [place, { data, shape }] of Object.entries(original)) {
    const size = data.length / shape[1]; // numbers per position
    for (const [i, x] of data.entries()) {
      const position = Math.floor(i / size);
      const difference = Math.abs(x - changed[place].data[i]);
      worst[position] = Math.max(worst[position], difference);
    }
  }
  return worst;
}

// Another token at the end, and another one in the middle.
const other = model.tokenizer.encode("bread", { addSpecialTokens: false });
const middle = Math.floor(ids.length / 2);
const series = [];
for (const [name, at] of [
  ["last token changed", ids.length - 1],
  [`token ${middle} changed`, middle],
] as const) {
  const y = differences(await trace(ids.with(at, other.ids[0])));
  const before = Math.max(...y.slice(0, at));
  console.log(`${name}: before it, keys and values differ by ${before}`);
  series.push({ name, y });
}
display(
  lineChart({
    title: "What one changed token does to all keys and values",
    x: "position",
    y: "largest difference",
    series,
  }),
);
await model.dispose();
