import { loadModel } from "@llm-anatomy/model-hf";

const model = await loadModel("tiny");

/** The number of the likeliest token: the place of the highest score. */
export function likeliest(scores: Float32Array): number {
  let best = 0;
  for (let id = 1; id < scores.length; id++) {
    if (scores[id] > scores[best]) best = id;
  }
  return best;
}

/** Lets the model go on: read all, choose one, append, repeat. */
export async function goOn(text: string, count: number) {
  const ids = [...model.tokenizer.encode(text).ids];
  for (let i = 0; i < count; i++) {
    const { logits } = await model.forward(ids);
    const vocabSize = logits!.shape.at(-1)!;
    ids.push(likeliest(logits!.data.slice(-vocabSize)));
  }
  return model.tokenizer.decode(ids, { skipSpecialTokens: true });
}

console.log(await goOn("Once upon a time, there was a", 20));
