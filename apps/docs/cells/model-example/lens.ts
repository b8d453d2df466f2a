import { Checkpoint, loadModel } from "@llm-anatomy/model-hf";
import { display, table } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const text = "Once upon a time, there was a little";
const { values } = await model.trace(text, {
  capture: ["embed", "blocks.*.residual.after"],
});

// The last block's output goes through the final norm and the head. Here
// all the earlier ones do, too: what would the model say if it ended there?
const weights = await Checkpoint.open(model.source);
const scale = (await weights.read("model.norm.weight")).data;
const head = await weights.read(
  weights.has("lm_head.weight")
    ? "lm_head.weight"
    : "model.embed_tokens.weight",
);
const [vocabSize, dim] = head.shape;

function guesses(residual: Float32Array) {
  const x = residual.subarray(residual.length - dim); // the last token's
  const size = Math.hypot(...x) / Math.sqrt(dim);
  const logits = Float64Array.from({ length: vocabSize }, (_, id) =>
    x.reduce(
      (sum, value, i) =>
        sum + (value / size) * scale[i] * head.data[id * dim + i],
      0,
    ),
  );
  const top = Math.max(...logits);
  const exps = logits.map((logit) => Math.exp(logit - top));
  const sum = exps.reduce((a, b) => a + b);
  const best = [...exps.keys()].sort((a, b) => exps[b] - exps[a]);
  return best.slice(0, 3).map((id) => {
    const share = Math.round((100 * exps[id]) / sum);
    return `“${model.tokenizer.decode([id])}” ${share} %`;
  });
}

const rows = Object.entries(values).map(([place, { data }]) => [
  place.replace("blocks.", "block ").replace(".residual.after", ""),
  ...guesses(data),
]);
const columns = ["after", "first guess", "second", "third"];
display(table({ title: `“${text} …”`, columns, rows }));
await model.dispose();
