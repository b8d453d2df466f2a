import { loadModel } from "@llm-anatomy/model-hf";

// "tiny" comes with the package. Or say which: node main.ts HuggingFaceTB/SmolLM2-135M, node main.ts ./folder
const [id = "tiny"] = process.argv.slice(2);
const model = await loadModel(id, {
  dtype: "q8", // 8 bits for each number
  onProgress({ phase, loaded, total }) {
    if (phase === "download") process.stderr.write(`\r${Math.floor((100 * loaded) / total)} % of ${id}`);
  },
});

// A story, as it is being written.
const beginning = "Once upon a time, there was";
process.stdout.write(beginning);
for await (const { text } of model.generate(beginning, { maxNewTokens: 100 })) process.stdout.write(text);

// One value inside: in the first head of the middle block, where does the last token look?
const place = `blocks.${Math.floor(model.spec.blocks.length / 2)}.attention.weights`;
const { tokens = [], values } = await model.trace("The cat sat down, because the cat", { capture: [place] });
const { data, shape } = values[place]; // [batch, heads, queries, keys]
const [, , queries, keys] = shape;
const lastRow = data.subarray((queries - 1) * keys, queries * keys); // weights[0, head 0, last token]
console.log(`\n\n${place}, head 0: “${tokens.at(-1)}” looks at`);
tokens.forEach((token, i) => {
  console.log(`${(100 * lastRow[i]).toFixed(1).padStart(6)} %  ${JSON.stringify(token)}`);
});
await model.dispose();
