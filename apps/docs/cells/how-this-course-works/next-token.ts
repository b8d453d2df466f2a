import { loadModel } from "@llm-anatomy/model-hf";
import { createSampler } from "@llm-anatomy/sampling";
import { display, probabilityBars, tokenStrip } from "@llm-anatomy/viz";

const text = "Once upon a time, there was a little";

const model = await loadModel("tiny");
const { ids } = model.tokenizer.encode(text);
const tokens = Array.from(ids, (id) => model.tokenizer.decode([id]));
display(tokenStrip({ title: "What the model reads", tokens, ids }));

// One score for every token there is, after the last one of the text.
const { logits } = await model.forward(text);
const vocabSize = logits!.shape.at(-1)!;
const scores = logits!.data.slice(-vocabSize);
// The same scores as probabilities, which add up to 1.
const sampler = createSampler({ temperature: 1 });
const probabilities = sampler.distribution(scores, ids);

const likeliest = [...probabilities.keys()]
  .sort((a, b) => probabilities[b] - probabilities[a])
  .slice(0, 8);
const bars = likeliest.map((id) => {
  const label = model.tokenizer.decode([id]);
  return { label, probability: probabilities[id] };
});
const restLabel = `${vocabSize - bars.length} other tokens`;
const title = "What could come next";
display(probabilityBars({ title, bars, restLabel }));

const zeros = probabilities.filter((p) => p === 0).length;
console.log(`tokens with a probability of exactly 0: ${zeros}`);
console.log(`the smallest: ${Math.min(...probabilities)}`);
await model.dispose();
