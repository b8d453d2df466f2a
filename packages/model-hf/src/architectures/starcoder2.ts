/**
 * StarCoder 2: Llama with LayerNorm, biases, a plain MLP and a window.
 * @see Lozhkov et al. 2024, https://arxiv.org/abs/2402.19173
 * @module
 */
import { llamaLike } from "./llama-like.ts";
import { withWindow } from "./mistral.ts";

export const starcoder2 = llamaLike({
  modelTypes: ["starcoder2"],
  defaults: {
    numKvHeads: 2,
    activation: "gelu_pytorch_tanh",
    maxPositions: 4096,
    vocabSize: 49152,
    modelDim: 3072,
    numLayers: 30,
    numHeads: 24,
  },
  readNorm: (config) => ({ kind: "layer", epsilon: config.number("norm_epsilon", 1e-5) }),
  readBlock(block, config) {
    config.only("mlp_type", "default");
    config.only("norm_type", "layer_norm");
    config.only("scale_attn_weights", true);
    config.ignore("use_bias", "activation_function", "layer_norm_epsilon"); // hidden_act and norm_epsilon count
    const { activation } = block.mlp as { activation: "gelu-tanh" };
    return { ...withWindow(block, config), mlp: { kind: "plain", activation } };
  },
  rename: { up_proj: "c_fc", down_proj: "c_proj" },
});
