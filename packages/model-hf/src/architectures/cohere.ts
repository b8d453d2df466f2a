/**
 * Command R: attention and MLP side by side behind one LayerNorm, interleaved rotary pairs, scaled logits. In its second
 * version most layers see a window, and those that see all have no positions.
 * @see https://docs.cohere.com/docs/command-r
 * @module
 */
import { layerTypes, llamaLike } from "./llama-like.ts";

export const cohere = llamaLike({
  modelTypes: ["cohere"],
  defaults: { maxPositions: 8192, vocabSize: 256000, modelDim: 8192, numLayers: 40, numHeads: 64 },
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

export const cohere2 = llamaLike({
  modelTypes: ["cohere2"],
  defaults: { maxPositions: 8192, vocabSize: 256000, modelDim: 8192, numLayers: 40, numHeads: 64 },
  interleaved: true,
  readNorm: (config) => ({ kind: "layer", epsilon: config.number("layer_norm_eps", 1e-5) }),
  readBlock(block, config, layer) {
    const [pattern = 4] = ["sliding_window_pattern", "_sliding_window_pattern"]
      .map((key) => config.optionalNumber(key))
      .filter((value) => value !== undefined);
    const size = config.mentions("sliding_window") ? config.optionalNumber("sliding_window") : 4096;
    const types = layerTypes(config);
    const local = types ? types[layer] === "sliding_attention" : (layer + 1) % pattern !== 0;
    config.only("use_qk_norm", false);
    for (const part of ["embedding_sharing", "gated_activation", "parallel_block", "parallel_embedding"])
      config.only(`use_${part}`, true);
    config.only("layer_switch", pattern);
    config.ignore("order_of_interleaved_layers", "rotary_pct", "position_embedding_type");
    const attention = {
      ...block.attention,
      window: local ? size : undefined,
      rotary: local || size === undefined ? block.attention.rotary : undefined,
    };
    return { ...block, parallel: true, mlpNorm: undefined, attention };
  },
  readModel: (spec, config) => ({
    ...spec,
    head: spec.head && { kind: "vocabulary", scale: config.number("logit_scale", 0.0625) },
  }),
});
