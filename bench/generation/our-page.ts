/** This project's eager engine with int8 weights, in its own worker. @module */
import { loadModel, type Model } from "@llm-anatomy/model-hf";
import { offer, timed } from "./contender.ts";

let model: Model;

offer({
  async load({ threads }) {
    const start = performance.now();
    model = await loadModel(`${location.origin}/model/`, { engine: "eager", dtype: "q8", threads });
    return { loadMs: performance.now() - start, note: `int8, ${threads} threads` };
  },
  generate: (prompt, count) => timed(texts(prompt, count)),
});

async function* texts(prompt: string, count: number): AsyncGenerator<string> {
  for await (const { text } of model.generate(prompt, { sample: false, maxNewTokens: count, stopTokens: [] }))
    yield text;
}
