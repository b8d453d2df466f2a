/**
 * Command R: attention and MLP side by side behind one LayerNorm, interleaved rotary pairs, scaled logits.
 * @see https://docs.cohere.com/docs/command-r
 * @module
 */
import { llamaLike } from "./llama-like.ts";

export const cohere = llamaLike({
  modelTypes: ["cohere"],
  defaults: { maxPositions: 8192 },
  interleaved: true,
  readNorm: (config) => ({ kind: "layer", epsilon: config.number("layer_norm_eps", 1e-5) }),
  readBlock(block, config) {
    const norm = block.attentionNorm!;
    const queryKeyNorm = config.boolean("use_qk_norm", false) ? { norm, over: "each-head" as const } : undefined;
    return { ...block, parallel: true, mlpNorm: undefined, attention: { ...block.attention, queryKeyNorm } };
  },
  readModel: (spec, config) => ({
    ...spec,
    head: spec.head && { kind: "vocabulary", scale: config.number("logit_scale", 0.0625) },
  }),
});
