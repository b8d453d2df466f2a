/** The trained teaching Llama on arrays, with a cache that a bench chooses. @module */
import { rotaryFrequencies } from "@llm-anatomy/attention";
import type { Kernels } from "@llm-anatomy/kernels";
import type { CacheShape, KVCache } from "@llm-anatomy/kv-cache";
import { Checkpoint, resolveSource } from "@llm-anatomy/model-hf";
import { EagerModel, type ModelSpec, matrixTensor, vectorTensor } from "@llm-anatomy/transformer";

export interface TinyLlama {
  shape: CacheShape;
  /** Radians per position of its rotary embedding. */
  inverseFrequencies: Float32Array;
  /** Runs tokens through a cache and tells it what attention looked at. Returns logits of all tokens, [ids, vocabSize]. */
  run(ids: number[], cache: KVCache): Float32Array;
  vocabSize: number;
}

export async function loadTinyLlama(kernels: Kernels): Promise<TinyLlama> {
  const checkpoint = await Checkpoint.open(await resolveSource("tiny"));
  const matrix = async (name: string) => {
    const { data, shape } = await checkpoint.read(`model.${name}.weight`);
    const own = kernels.memory.allocate(Float32Array, data.length);
    own.set(data);
    return shape.length === 1
      ? vectorTensor(own)
      : matrixTensor({ type: "f32", rows: shape[0], cols: shape[1], data: own });
  };
  // As its config.json says: 4 layers of 128, 4 heads of 32 on 2 key/value heads.
  const norm = { kind: "rms", epsilon: 1e-5 } as const;
  const rotary = { kind: "default", dims: 32, theta: 10_000, interleaved: false } as const;
  const attention = { numHeads: 4, numKvHeads: 2, headDim: 32, scale: 1 / Math.sqrt(32), causal: true, rotary };
  const block = { attentionNorm: norm, attention, mlpNorm: norm, mlp: { kind: "gated", activation: "silu" } } as const;
  const spec: ModelSpec = {
    ...{ vocabSize: 2048, modelDim: 128, maxPositions: 1024, embedding: {}, finalNorm: norm },
    blocks: [block, block, block, block],
    head: { kind: "vocabulary" },
  };
  const tokens = await matrix("embed_tokens");
  const blocks = await Promise.all(
    spec.blocks.map(async (_, n) => {
      const part = async (name: string) => ({ weight: await matrix(`layers.${n}.${name}`) });
      const [q, k, v, output] = await Promise.all(["q", "k", "v", "o"].map((x) => part(`self_attn.${x}_proj`)));
      const [gate, up, down] = await Promise.all(["gate", "up", "down"].map((x) => part(`mlp.${x}_proj`)));
      const [attentionNorm, mlpNorm] = [await part("input_layernorm"), await part("post_attention_layernorm")];
      return { attention: { q, k, v, output }, mlp: { gate, up, down }, attentionNorm, mlpNorm };
    }),
  );
  const weights = {
    embedding: { tokens },
    blocks,
    finalNorm: { weight: await matrix("norm") },
    head: { output: { weight: tokens } },
  };
  const model = new EagerModel(spec, weights, kernels);
  return {
    shape: { numLayers: 4, batch: 1, numKvHeads: 2, headDim: 32 },
    inverseFrequencies: rotaryFrequencies(rotary).inverseFrequencies,
    vocabSize: 2048,
    run(ids, cache) {
      const weights: Float32Array[] = [];
      const { logits } = model.run({
        ids,
        cache,
        observed: new Set(cache.observes ? [0, 1, 2, 3].map((n) => `blocks.${n}.attention.weights`) : []),
        onProbe: (_, x) => void weights.push(x.data.slice()),
      });
      if (!logits) throw new Error("the model gave no logits");
      const copy = logits.data.slice();
      // Only now: at the probe the weights have not met the values yet, which eviction moves.
      for (const [layer, seen] of weights.entries()) cache.observe(layer, seen, ids.length);
      return copy;
    },
  };
}
