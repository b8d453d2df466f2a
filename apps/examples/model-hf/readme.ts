import { loadModel } from "@llm-anatomy/model-hf";

const model = await loadModel("tiny"); // or a Hub id, a folder, a GGUF file, an address, dropped files

let story = "";
for await (const { text } of model.generate("Once upon a time", { maxNewTokens: 40, temperature: 0 })) story += text;
console.log(story);

const { tokens, values } = await model.trace("Anna had a cat.", { capture: ["blocks.0.attention.weights"] });
console.log(tokens, values["blocks.0.attention.weights"].shape); // [batch, heads, queries, keys]

const silenced = await model.patch("Anna had a cat.", { "blocks.*.mlp.output": ({ data }) => data.fill(0) });
console.log(silenced.logits?.data.slice(0, 3)); // the same model without its MLPs
await model.dispose();
