/** What lossy caches lose on a real, small model: its own text read again through each of them. @module */
import { rotaryFrequencies } from "@llm-anatomy/attention";
import {
  type CacheOptions,
  type CacheShape,
  createCache,
  createPagedCache,
  createPagePool,
  type KVCache,
  type StorageSpec,
} from "@llm-anatomy/kv-cache";
import { cacheShape, loadModel, type Model } from "@llm-anatomy/model-hf";
import { seededRandom } from "@llm-anatomy/test-kit";
import { digits, table } from "../side-by-side.ts";

const length = 512;
const prompt = 128; // read at once; the rest token by token

/** Each holds half of the text's positions or fewer, where it drops any. */
function caches(shape: CacheShape, inverseFrequencies: Float32Array): Record<string, () => KVCache> {
  const create = (policy?: CacheOptions["policy"], storage?: StorageSpec) => () =>
    createCache(shape, { policy, storage });
  const rotary = { inverseFrequencies, interleaved: false };
  return {
    dynamic: create(),
    paged: () => createPagedCache(createPagePool(shape, { blocks: 64 })),
    "int8, residual 32": create(undefined, { kind: "int8", residual: 32 }),
    "int4, residual 32": create(undefined, { kind: "int4", residual: 32 }),
    "int4, residual 0": create(undefined, { kind: "int4", residual: 0 }),
    "sliding window 128": create({ kind: "sliding-window", window: 128 }),
    "4 sinks, window 124": create({ kind: "sinks", sinks: 4, window: 124, rotary }),
    "4 sinks, window 60": create({ kind: "sinks", sinks: 4, window: 60, rotary }),
    "h2o, 64 heavy + 64": create({ kind: "h2o", heavy: 64, recent: 64 }),
    "h2o, 32 heavy + 32": create({ kind: "h2o", heavy: 32, recent: 32 }),
    "tova 128": create({ kind: "tova", budget: 128 }),
    "tova 64": create({ kind: "tova", budget: 64 }),
    "knorm 128": create({ kind: "knorm", budget: 128, recent: 16 }),
    "knorm 64": create({ kind: "knorm", budget: 64, recent: 16 }),
    "snapkv 64 of the prompt": create({ kind: "snapkv", budget: 64, observed: 16 }),
    "pyramidkv 64 of the prompt": create({ kind: "pyramidkv", budget: 64, observed: 16 }),
  };
}

export async function quality(): Promise<string> {
  const model = await loadModel("tiny", { engine: "eager" });
  const shape = cacheShape(model.spec);
  const { inverseFrequencies } = rotaryFrequencies(model.spec.blocks[0].attention.rotary!);
  const text = await writeText(model);
  const expected = (await read(model, text, createCache(shape))).logits;
  const entropy = surprise(expected, text);
  const rows: (string | number)[][] = [];
  for (const [name, create] of Object.entries(caches(shape, inverseFrequencies))) {
    const cache = create();
    const { logits, largest } = await read(model, text, cache);
    const { agreement, error } = compareLogits(logits, expected);
    const held = Math.max(...Array.from({ length: shape.numLayers }, (_, layer) => cache.length(layer)));
    rows.push([
      ...[name, held, `${digits(largest / 1024)} kB`, error < 1e-4 ? "< 0.0001" : error.toFixed(4)],
      ...[
        `${(agreement * 100).toFixed(1)} %`,
        `${((Math.exp(surprise(logits, text) - entropy) - 1) * 100).toFixed(2)} %`,
      ],
    ]);
    if (!cache.lossy && name !== "sliding window 128" && error > 1e-3) throw new Error(`${name} is off by ${error}`);
    cache.dispose();
  }
  const head = ["cache", "positions held", "most bytes", "logits, mean |difference|", "same best token", "perplexity"];
  return `${table(head, rows)}\n\nPerplexity of the full cache: ${Math.exp(entropy).toFixed(2)}.`;
}

/** The model's own stories, sampled at temperature 1. */
async function writeText(model: Model): Promise<number[]> {
  const random = seededRandom(5);
  const session = await model.createSession();
  const ids = [...model.tokenizer.encode("Once upon a time").ids];
  let next = ids;
  while (ids.length < length) {
    const logits = (await session.append(next)).data;
    const max = logits.reduce((a, b) => Math.max(a, b));
    const weights = logits.map((x) => Math.exp(x - max));
    let rest = random() * weights.reduce((a, b) => a + b, 0);
    next = [
      Math.max(
        0,
        weights.findIndex((weight) => (rest -= weight) < 0),
      ),
    ];
    ids.push(...next);
  }
  await session.dispose();
  return ids;
}

/** Logits after every token of the text, and the most bytes that the cache held. */
async function read(
  model: Model,
  text: number[],
  cache: KVCache,
): Promise<{ logits: Float32Array[]; largest: number }> {
  const session = await model.createSession({ cache });
  const { data, shape } = await session.append(text.slice(0, prompt), { logits: "all" });
  const vocabSize = shape[shape.length - 1];
  const logits = Array.from({ length: prompt }, (_, t) => data.slice(t * vocabSize, (t + 1) * vocabSize));
  let largest = cache.bytes;
  for (const id of text.slice(prompt)) {
    logits.push((await session.append([id])).data.slice());
    largest = Math.max(largest, cache.bytes);
  }
  const wrong = cache.violations();
  if (wrong.length > 0) throw new Error(wrong.join("; "));
  return { logits, largest };
}

/** Over the tokens after the prompt. */
function compareLogits(got: Float32Array[], expected: Float32Array[]) {
  let [same, difference] = [0, 0];
  const best = (x: Float32Array) => x.indexOf(x.reduce((a, b) => Math.max(a, b)));
  for (let t = prompt; t < length; t++) {
    if (best(got[t]) === best(expected[t])) same++;
    difference += got[t].reduce((sum, x, n) => sum + Math.abs(x - expected[t][n]), 0) / got[t].length;
  }
  return { agreement: same / (length - prompt), error: difference / (length - prompt) };
}

/** Mean negative log-probability of the text's tokens after the prompt. */
function surprise(logits: Float32Array[], text: number[]): number {
  let sum = 0;
  for (let t = prompt; t + 1 < length; t++) {
    const max = logits[t].reduce((a, b) => Math.max(a, b));
    const total = logits[t].reduce((s, x) => s + Math.exp(x - max), 0);
    sum -= logits[t][text[t + 1]] - max - Math.log(total);
  }
  return sum / (length - prompt - 1);
}
