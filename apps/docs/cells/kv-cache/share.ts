import { createDynamicCache } from "@llm-anatomy/kv-cache";
import { createPrefixIndex } from "@llm-anatomy/kv-cache/prefix";
import { cacheShape, loadModel } from "@llm-anatomy/model-hf";
import { display, kvCacheMap } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const word = (id: number) => model.tokenizer.decode([id]);
const index = createPrefixIndex();

const beginning =
  "Once upon a time there was a little mouse who lived in a barn. " +
  "She had a red ball, and every day she played with it.";
const prompts = [
  `${beginning} One day the ball was gone.`,
  `${beginning} One day a bird came by.`,
  `${beginning} One day a bird came by.`,
  `Listen! ${beginning}`,
];
const rows = [];
for (const [n, prompt] of prompts.entries()) {
  const { ids } = model.tokenizer.encode(prompt);
  const { reused, nextAsked, nextStored } = index.explainHit(ids);
  const cache =
    index.lookup(ids)?.cache ?? createDynamicCache(cacheShape(model.spec));
  const session = await model.createSession({ cache });
  await session.append(ids.slice(reused)); // only what is not known yet
  index.insert(ids, cache);
  await session.dispose();

  const stored = nextStored.map((id) => `“${word(id)}”`).join(" or ");
  const why =
    nextAsked === null
      ? "all are stored; the last is computed for its scores"
      : `then comes “${word(nextAsked)}”, stored is ${stored || "nothing"}`;
  console.log(`${reused} of ${ids.length} reused: ${why}`);
  const slots = ids.map((id, position) => ({
    state: position < reused ? ("shared" as const) : ("new" as const),
    position,
    token: word(id),
  }));
  rows.push({ label: `prompt ${n + 1}`, slots });
}
display(kvCacheMap({ title: "What each prompt had to compute", rows }));
await model.dispose();
