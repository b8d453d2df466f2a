/**
 * gpt-oss: alternating windows, learned sinks that take up attention, and experts whose halves are clamped.
 * @see OpenAI 2025, https://arxiv.org/abs/2508.10925
 * @module
 */
import type { RotarySpec } from "@llm-anatomy/attention";
import type { MixtureSpec } from "@llm-anatomy/transformer";
import type { NamedArray } from "../checkpoint/checkpoint.ts";
import { widenMxfp4 } from "../checkpoint/mxfp4.ts";
import type { ConfigReader } from "../config/config-reader.ts";
import { linearAt, matrix, type TensorNames, type TensorRecipe, vector } from "./architecture.ts";
import { llamaLike, mlpAt, windowOf } from "./llama-like.ts";
import { type Apply, alternateRows, chain, entry, transposed } from "./tensor-parts.ts";

export const gptOss = llamaLike({
  modelTypes: ["gpt_oss"],
  defaults: {
    numKvHeads: 8,
    headDim: 64,
    normEpsilon: 1e-5,
    theta: 150000,
    maxPositions: 131072,
    vocabSize: 201088,
    modelDim: 2880,
    numLayers: 36,
    numHeads: 64,
  },
  readBlock(block, config, layer) {
    config.only("hidden_act", "silu"); // the name; what is computed is x · σ(1.702x)
    const quantized = config.object("quantization_config");
    quantized?.only("quant_method", "mxfp4");
    quantized?.ignore("modules_to_not_convert"); // the tensors say it
    quantized?.finish();
    config.ignore("swiglu_limit", "experts_per_token", "initial_context_length");
    const mlp: MixtureSpec = {
      kind: "mixture",
      numExperts: config.number("num_local_experts", 128),
      expertsPerToken: config.number("num_experts_per_tok", 4),
      expert: { kind: "gated", activation: "quick-gelu", clamp: { limit: 7 } },
      router: { scores: "softmax-after-choice", normalize: false },
    };
    const window = windowOf(config, layer, () => layer % 2 === 0, 128);
    const { rotary } = block.attention;
    const attention = { ...block.attention, window, sinks: true, rotary: scales(config) ? rotary : scaled(rotary!) };
    return { ...block, attention, mlp };
  },
  mixtureAt: (at, numExperts, names) => ({
    router: linearAt(`${at}.router`, true),
    experts: Array.from({ length: numExperts }, (_, i) => {
      if (names.has(`${at}.experts.${i}.up_proj.weight`)) return mlpAt(`${at}.experts.${i}`, names); // out of a GGUF file
      const stored = expertMatrix(`${at}.experts`, i, names);
      // gate and up in turn.
      const half = (first: 0 | 1) => ({
        weight: stored("gate_up_proj", alternateRows(first)),
        bias: vector(`${at}.experts.gate_up_proj_bias`, chain(entry(i), alternateRows(first))),
      });
      const down = { weight: stored("down_proj"), bias: vector(`${at}.experts.down_proj_bias`, entry(i)) };
      return { gate: half(0), up: half(1), down };
    }),
  }),
});

/** Whether the config says how positions are scaled, be it that they are not. */
function scales(config: ConfigReader): boolean {
  return config.mentions("rope_scaling") || config.mentions("rope_parameters");
}

/** As they are where it says nothing. */
function scaled({ dims, theta, interleaved }: RotarySpec): RotarySpec {
  const yarn = { factor: 32, originalMaxPositions: 4096, betaFast: 32, betaSlow: 1, truncate: false };
  return { kind: "yarn", dims, theta, interleaved, ...yarn };
}

/** Matrix [out, in] of expert `index`: out of [experts, in, out], or of 4-bit numbers [experts, out, in / 32, 16 bytes]. */
function expertMatrix(at: string, index: number, names: TensorNames) {
  return (name: string, take: Apply = chain()): TensorRecipe => {
    const [blocks, scales] = [`${at}.${name}_blocks`, `${at}.${name}_scales`];
    if (!names.has(blocks)) return matrix(`${at}.${name}`, chain(entry(index), transposed, take));
    const widen = (b: NamedArray, s: NamedArray) => take(widenMxfp4(entry(index)(b), entry(index)(s)));
    const shapeOf = ([, out, groups, bytes]: number[]) => take.shapeOf([out, groups * bytes * 2]);
    return matrix([blocks, scales], Object.assign(widen, { shapeOf }));
  };
}
