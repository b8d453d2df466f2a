import { type CacheShape, planBytes } from "@llm-anatomy/kv-cache";
import { cacheShape, loadModel } from "@llm-anatomy/model-hf";
import { display, table } from "@llm-anatomy/viz";

// What config.json says of some models. The last one keeps a single narrow
// vector per token and layer, from which keys and values are made.
const models: Record<string, Omit<CacheShape, "batch">> = {
  "Llama 2 7B": { numLayers: 32, numKvHeads: 32, headDim: 128 },
  "Llama 3.1 8B": { numLayers: 32, numKvHeads: 8, headDim: 128 },
  "Qwen2.5 7B": { numLayers: 28, numKvHeads: 4, headDim: 128 },
  "Falcon 7B": { numLayers: 32, numKvHeads: 1, headDim: 64 },
  "SmolLM2 135M": { numLayers: 30, numKvHeads: 3, headDim: 64 },
  "DeepSeek-V3": {
    numLayers: 61,
    numKvHeads: 1,
    headDim: 512 + 64,
    valueDim: 0,
  },
};
const rows = Object.entries(models).map(([model, shape]) => {
  const plan = planBytes({ ...shape, batch: 1 }, { tokens: 1 });
  const perToken = plan.bytesPerToken / 2; // planned in 32 bits, kept in 16
  return {
    model,
    layers: shape.numLayers,
    "KV heads": shape.numKvHeads,
    "bytes per token": perToken,
    "GB for 32,768 tokens": (perToken * 32_768) / 1e9,
  };
});
display(table({ title: "Keys and values in 16 bits", rows }));

// By hand for the model of this course, which keeps 32 bits.
const tiny = await loadModel("tiny");
const { numLayers, numKvHeads, headDim } = cacheShape(tiny.spec);
const byHand = 2 * numLayers * numKvHeads * headDim * 4;
const planned = planBytes(cacheShape(tiny.spec), { tokens: 1 });
console.log(
  `tiny: 2 · ${numLayers} layers · ${numKvHeads} heads · ${headDim} numbers`,
  `· 4 bytes = ${byHand}, planned ${planned.bytesPerToken}`,
);
await tiny.dispose();
