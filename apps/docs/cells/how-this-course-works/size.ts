import { estimate, loadModel } from "@llm-anatomy/model-hf";

// Asks for sizes only: no weights are fetched for this line.
const { parameters, weights } = await estimate("tiny");
console.log("learned numbers:", parameters.toLocaleString("en-US"));
console.log("in memory:", (weights / 1e6).toFixed(1), "MB");

let fetched = 0;
const start = performance.now();
const onProgress = ({ total }: { total: number }) => {
  fetched = total;
};
const model = await loadModel("tiny", { onProgress });
const time = performance.now() - start;
console.log("as a file:", (fetched / 1e6).toFixed(1), "MB");
console.log("loaded in", time.toFixed(0), "ms, from", model.name);
await model.dispose();
