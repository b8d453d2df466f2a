import {
  createDynamicCache,
  createEvictingCache,
  createQuantizedCache,
  createSinkCache,
  createSlidingWindowCache,
  type KVCache,
} from "@llm-anatomy/kv-cache";
import { cacheShape, loadModel } from "@llm-anatomy/model-hf";
import { display, table } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const shape = cacheShape(model.spec);
const held = 48; // positions that the forgetful caches hold

const caches: Record<string, KVCache> = {
  everything: createDynamicCache(shape),
  "in 8 bits": createQuantizedCache(shape, {
    bits: 8,
    residual: 16, // the newest 16 stay as they are
  }),
  "in 4 bits": createQuantizedCache(shape, {
    bits: 4,
    residual: 16,
  }),
  [`last ${held}`]: createSlidingWindowCache(shape, { window: held }),
  [`first, last ${held - 1}`]: createSinkCache(shape, {
    sinks: 1,
    window: held - 1,
    rotary: null,
  }),
  [`${held / 2} looked at, last ${held / 2}`]: createEvictingCache(shape, {
    policy: { kind: "h2o", heavy: held / 2, recent: held / 2 },
  }),
};

// A text of the model's own.
const ids = model.tokenizer.encode("Once upon a time").ids;
const sampling = { temperature: 0.7, seed: 1, stopTokens: [] };
const options = { maxNewTokens: 200, ...sampling };
for await (const { id } of model.generate([...ids], options)) ids.push(id);

// It is read once with each cache. Does the model still expect the same?
const exact: Float32Array[] = [];
const rows = [];
for (const [name, cache] of Object.entries(caches)) {
  const session = await model.createSession({ cache });
  let [surprise, same, moved, count] = [0, 0, 0, 0];
  for (const [i, id] of ids.slice(0, -1).entries()) {
    const probs = softmax((await session.append([id])).data);
    exact[i] ??= probs; // the first cache forgets nothing
    if (i < held) continue; // until here nobody has forgotten anything
    count++;
    surprise -= Math.log(probs[ids[i + 1]]);
    same += Number(likeliest(probs) === likeliest(exact[i]));
    moved +=
      probs.reduce((sum, p, j) => sum + Math.abs(p - exact[i][j]), 0) / 2;
  }
  rows.push({
    kept: name,
    positions: cache.length(0),
    kB: cache.bytes / 1000,
    "same guess, %": (100 * same) / count,
    "moved, %": (100 * moved) / count,
    "surprise, nats": surprise / count,
  });
  await session.dispose();
}
display(table({ title: `Reading ${ids.length} tokens`, rows }));
await model.dispose();

function softmax(logits: Float32Array): Float32Array {
  const top = Math.max(...logits);
  const exps = logits.map((x) => Math.exp(x - top));
  const total = exps.reduce((a, b) => a + b);
  return exps.map((x) => x / total);
}
function likeliest(probs: Float32Array): number {
  return probs.indexOf(Math.max(...probs));
}
