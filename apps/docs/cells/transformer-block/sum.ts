import { loadModel } from "@llm-anatomy/model-hf";
import { display, table } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const { blocks, modelDim } = model.spec;
const last = blocks.length - 1;
const { tokens, values } = await model.trace("The cat was sleepy, so it", {
  capture: [
    "embed",
    "blocks.*.attention.output",
    "blocks.*.mlp.output",
    `blocks.${last}.residual.after`,
  ],
});
// The last token's vector, wherever we look.
const vector = (place: string) => values[place].data.slice(-modelDim);
const length = (x: Float32Array) => Math.hypot(...x);

// Start with the token's own vector, and add what every part has written.
const sum = vector("embed");
const rows = [{ part: "the token itself", length: length(sum) }];
for (let block = 0; block <= last; block++) {
  for (const part of ["attention", "mlp"]) {
    const added = vector(`blocks.${block}.${part}.output`);
    for (const i of sum.keys()) sum[i] += added[i];
    rows.push({ part: `block ${block}, ${part}`, length: length(added) });
  }
}
display(
  table({ title: `What was added up for “${tokens!.at(-1)}”`, rows }),
);

const end = vector(`blocks.${last}.residual.after`);
const off = Math.max(...end.map((x, i) => Math.abs(x - sum[i])));
console.log(`The sum and what leaves the last block differ by ${off}.`);
await model.dispose();
