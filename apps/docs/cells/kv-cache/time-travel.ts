import { createDynamicCache, type KVCache } from "@llm-anatomy/kv-cache";
import { cacheShape, loadModel } from "@llm-anatomy/model-hf";
import { createSampler } from "@llm-anatomy/sampling";
import { display, kvCacheMap } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const { tokenizer } = model;

/** Reads `text` behind what the cache holds, then writes 12 tokens. */
async function goOn(cache: KVCache, text: string, seed: number) {
  const addSpecialTokens = cache.seen === 0;
  const { ids } = tokenizer.encode(text, { addSpecialTokens });
  const session = await model.createSession({ cache });
  const sampler = createSampler({ temperature: 0.7, seed });
  let { data: logits } = await session.append(ids);
  for (let i = 0; i < 12; i++) {
    const { id } = sampler.next(logits, ids);
    ids.push(id);
    logits = (await session.append([id])).data;
  }
  return ids;
}

const cache = createDynamicCache(cacheShape(model.spec));
const trunk = await goOn(cache, "Once upon a time there was", 1);

// A branch: a cache of its own, whose arrays are the other's until one of
// the two writes.
const branch = cache.fork();
const first = await goOn(cache, " One", 2);
const second = await goOn(branch, " But", 5);

// Back in time: forget everything after the fork, and go on otherwise.
branch.crop(trunk.length);
const third = await goOn(branch, " One", 5);

console.log(tokenizer.decode(trunk, { skipSpecialTokens: true }), "…");
for (const ids of [first, second, third]) {
  console.log("   …", tokenizer.decode(ids, { skipSpecialTokens: true }));
}
const slot = (state: "shared" | "new") => (id: number) => ({
  state,
  token: tokenizer.decode([id]),
});
const rows = [first, second, third].map((ids, n) => ({
  label: `ending ${n + 1}`,
  slots: [...trunk.map(slot("shared")), ...ids.map(slot("new"))],
}));
display(kvCacheMap({ title: "One beginning, three endings", rows }));
await model.dispose();
