/**
 * StarCoder 2: Llama with LayerNorm, biases, a plain MLP and a window.
 * @see Lozhkov et al. 2024, https://arxiv.org/abs/2402.19173
 * @module
 */
import { llamaLike } from "./llama-like.ts";
import { withWindow } from "./mistral.ts";

export const starcoder2 = llamaLike({
  modelTypes: ["starcoder2"],
  defaults: { numKvHeads: 2, activation: "gelu_pytorch_tanh", maxPositions: 4096 },
  readNorm: (config) => ({ kind: "layer", epsilon: config.number("norm_epsilon", 1e-5) }),
  readBlock(block, config) {
    config.ignore("use_bias");
    const { activation } = block.mlp as { activation: "gelu-tanh" };
    return { ...withWindow(block, config), mlp: { kind: "plain", activation } };
  },
  rename: { up_proj: "c_fc", down_proj: "c_proj" },
});
