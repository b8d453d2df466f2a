/**
 * gpt-oss: alternating windows, learned sinks that take up attention, and experts whose halves are clamped.
 * @see OpenAI 2025, https://arxiv.org/abs/2508.10925
 * @module
 */
import type { MixtureSpec } from "@llm-anatomy/transformer";
import { linearAt, matrix, vector } from "./architecture.ts";
import { llamaLike, windowOf } from "./llama-like.ts";
import { alternateRows, chain, entry, transposed } from "./tensor-parts.ts";

export const gptOss = llamaLike({
  modelTypes: ["gpt_oss"],
  defaults: { numKvHeads: 8, headDim: 64, normEpsilon: 1e-5, theta: 150000, maxPositions: 131072 },
  readBlock(block, config, layer) {
    config.only("hidden_act", "silu"); // the name; what is computed is x · σ(1.702x)
    config.ignore("swiglu_limit", "experts_per_token", "initial_context_length");
    const mlp: MixtureSpec = {
      kind: "mixture",
      numExperts: config.number("num_local_experts", 128),
      expertsPerToken: config.number("num_experts_per_tok", 4),
      expert: { kind: "gated", activation: "quick-gelu", clamp: { limit: 7 } },
      router: { scores: "softmax-after-choice", normalize: false },
    };
    const window = windowOf(config, layer, () => layer % 2 === 0);
    return { ...block, attention: { ...block.attention, window, sinks: true }, mlp };
  },
  mixtureAt: (at, numExperts) => ({
    router: linearAt(`${at}.router`, true),
    experts: Array.from({ length: numExperts }, (_, i) => {
      // [experts, in, 2 · out], gate and up in turn.
      const half = (first: 0 | 1) => ({
        weight: matrix(`${at}.experts.gate_up_proj`, chain(entry(i), transposed, alternateRows(first))),
        bias: vector(`${at}.experts.gate_up_proj_bias`, chain(entry(i), alternateRows(first))),
      });
      const down = {
        weight: matrix(`${at}.experts.down_proj`, chain(entry(i), transposed)),
        bias: vector(`${at}.experts.down_proj_bias`, entry(i)),
      };
      return { gate: half(0), up: half(1), down };
    }),
  }),
});
