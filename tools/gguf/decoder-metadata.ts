/** What llama.cpp's converter says of a decoder, read from its config.json. @module */

import type { Config } from "./family.ts";
import { bools, float32, type Metadata, string, uint32 } from "./gguf-writer.ts";

export const number = (config: Config, ...keys: string[]): number => {
  for (const key of keys) if (typeof config[key] === "number") return config[key];
  throw new RangeError(`ggufOf: config has none of ${keys.join(", ")}.`);
};
export const optional = (key: string, value: unknown, as: (value: number) => ReturnType<typeof uint32>): Metadata =>
  typeof value === "number" ? { [key]: as(value) } : {};

/** What the converter says of any decoder. */
export function sizes(config: Config): Metadata {
  const heads = number(config, "num_attention_heads", "n_head", "n_heads");
  const layers = number(config, "num_hidden_layers", "n_layer", "n_layers");
  return {
    block_count: uint32(layers),
    context_length: uint32(
      (config.max_position_embeddings ?? config.n_positions ?? config.max_seq_len ?? 2048) as number,
    ),
    embedding_length: uint32(number(config, "hidden_size", "n_embd", "d_model")),
    feed_forward_length: uint32(
      (config.intermediate_size ??
        config.ffn_hidden_size ??
        4 * number(config, "hidden_size", "n_embd", "d_model")) as number,
    ),
    "attention.head_count": uint32(heads),
    ...optional("attention.layer_norm_rms_epsilon", config.rms_norm_eps, float32),
    ...optional(
      "attention.layer_norm_epsilon",
      config.layer_norm_eps ?? config.layer_norm_epsilon ?? config.norm_epsilon,
      float32,
    ),
  };
}

export function headDim(config: Config): number {
  return (config.head_dim ?? number(config, "hidden_size") / number(config, "num_attention_heads")) as number;
}

export function rotary(config: Config): Metadata {
  const dim = headDim(config);
  const share = (config.partial_rotary_factor ?? config.rotary_pct ?? 1) as number;
  const scaling = (config.rope_scaling ?? {}) as Record<string, number | string | undefined>;
  const kind = scaling.rope_type ?? scaling.type;
  return {
    "attention.head_count_kv": uint32((config.num_key_value_heads ?? config.num_attention_heads) as number),
    "rope.dimension_count": uint32(Math.floor(dim * share)),
    "rope.freq_base": float32((config.rope_theta ?? 10000) as number),
    "attention.key_length": uint32(dim),
    "attention.value_length": uint32(dim),
    ...(kind === "linear" && {
      "rope.scaling.type": string("linear"),
      "rope.scaling.factor": float32(scaling.factor as number),
    }),
    ...(kind === "yarn" && {
      "rope.scaling.type": string("yarn"),
      "rope.scaling.factor": float32(scaling.factor as number),
      "rope.scaling.original_context_length": uint32(scaling.original_max_position_embeddings as number),
      ...optional("rope.scaling.yarn_beta_fast", scaling.beta_fast, float32),
      ...optional("rope.scaling.yarn_beta_slow", scaling.beta_slow, float32),
    }),
  };
}

export const llamaMetadata = (config: Config): Metadata => ({ ...sizes(config), ...rotary(config) });

export const window = (config: Config): Metadata => optional("attention.sliding_window", config.sliding_window, uint32);

/** The window, and which layers see no more than that. */
export const windows = (config: Config): Metadata => {
  const types = config.layer_types as string[] | undefined;
  const slides = types?.map((type) => type === "sliding_attention");
  return { ...window(config), ...(slides && { "attention.sliding_window_pattern": bools(slides) }) };
};

export const expertCounts = (config: Config): Metadata => ({
  expert_count: uint32(number(config, "num_experts", "num_local_experts")),
  expert_used_count: uint32(number(config, "num_experts_per_tok")),
});
