import { loadModel } from "@llm-anatomy/model-hf";
import { display, table } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const text =
  "Once upon a time, there was a girl who was called Mia. Most of all,";
const [name] = model.tokenizer.encodeIds(" Mia", {
  addSpecialTokens: false,
});

function percent(logits: Float32Array): number {
  const last = logits.slice(-model.spec.vocabSize);
  const top = Math.max(...last);
  const exps = last.map((score) => Math.exp(score - top));
  return (100 * exps[name]) / exps.reduce((a, b) => a + b);
}
const { logits } = await model.forward(text);
const whole = percent(logits!.data);
console.log(
  `the whole model: “ Mia” comes next with ${whole.toFixed(1)} %`,
);

// Every head in turn gives nothing: its share of what heads mixed is 0.
const rows = [];
for (const [block, { attention }] of model.spec.blocks.entries()) {
  const { numHeads, headDim } = attention;
  for (let head = 0; head < numHeads; head++) {
    const silenced = await model.patch(text, {
      [`blocks.${block}.attention.mixed`]: ({ data }) => {
        const width = numHeads * headDim; // mixed[token, head, 0]
        for (let at = head * headDim; at < data.length; at += width)
          data.fill(0, at, at + headDim);
      },
    });
    const left = Number(percent(silenced.logits!.data).toPrecision(3));
    rows.push({ block, head, "“ Mia”, %": left });
  }
}
rows.sort((a, b) => a["“ Mia”, %"] - b["“ Mia”, %"]);
display(table({ title: "Without one head", rows: rows.slice(0, 8) }));
await model.dispose();
