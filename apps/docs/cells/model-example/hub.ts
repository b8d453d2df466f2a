import {
  estimate,
  type LoadProgress,
  loadModel,
} from "@llm-anatomy/model-hf";

// Any Llama, Qwen, Gemma, Phi … from the Hub, for example
// "HuggingFaceTB/SmolLM2-135M-Instruct" (270 MB, kept for the next time).
const id = "tiny";
const dtype = "q8"; // 8 bits for each number

// Before anything large is fetched: config.json and headers are enough.
const MB = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const needs = await estimate(id, { dtype, context: 1024 });
console.log(needs.parameters.toLocaleString("en"), "parameters");
console.log("to download:", MB(needs.download));
console.log("in memory:  ", MB(needs.peak));

let told = 0;
function onProgress({ phase, loaded, total, secondsLeft }: LoadProgress) {
  if (loaded < total && loaded < told + total / 10) return;
  told = loaded;
  const left = secondsLeft ? `, ${Math.ceil(secondsLeft)} s left` : "";
  console.log(`${phase}: ${MB(loaded)} of ${MB(total)}${left}`);
}
const model = await loadModel(id, { dtype, onProgress });
let text = "Once upon a time, there was";
for await (const token of model.generate(text, { maxNewTokens: 30 }))
  text += token.text;
console.log(text);
await model.dispose();
