/** Where llama.cpp's converter moves numbers about, and the tensors that it makes of a config. @module */
import { headDim, number } from "./decoder-metadata.ts";
import type { Config, Tensor, Turn } from "./family.ts";

/** Half-split rotary → neighbouring dims: rows of each head in turn from its two halves. */
export const interleaved = (key: "num_attention_heads" | "num_key_value_heads"): Turn => ({
  apply({ data, shape }, config) {
    const heads = (config[key] ?? config.num_attention_heads) as number;
    const dim = shape[0] / heads;
    const width = data.length / shape[0];
    const out = new Float32Array(data.length);
    for (let row = 0; row < shape[0]; row++) {
      const inHead = row % dim;
      const to = row - inHead + (inHead < dim / 2 ? 2 * inHead : 2 * (inHead - dim / 2) + 1);
      out.set(data.subarray(row * width, (row + 1) * width), to * width);
    }
    return out;
  },
});
export const permuted = { attn_q: interleaved("num_attention_heads"), attn_k: interleaved("num_key_value_heads") };

/** Group by group (queries, key, value) → all queries, all keys, all values. */
export const ungrouped = (groupsOf: (config: Config) => number): Turn => ({
  apply({ data }, config) {
    const heads = number(config, "num_attention_heads", "n_head");
    const groups = groupsOf(config);
    const queries = heads / groups;
    const head = data.length / (heads + 2 * groups);
    const out = new Float32Array(data.length);
    for (let group = 0; group < groups; group++) {
      const from = group * (queries + 2) * head;
      out.set(data.subarray(from, from + queries * head), group * queries * head);
      out.set(data.subarray(from + queries * head, from + (queries + 1) * head), (heads + group) * head);
      out.set(data.subarray(from + (queries + 1) * head, from + (queries + 2) * head), (heads + groups + group) * head);
    }
    return out;
  },
});
export const perHead = ungrouped((config) => number(config, "num_attention_heads", "n_head"));

export const plusOne: Turn = { apply: ({ data }) => data.map((weight) => weight + 1) };
export const gemmaNorms = Object.fromEntries(
  "attn_norm ffn_norm output_norm post_attention_norm post_ffw_norm attn_q_norm attn_k_norm"
    .split(" ")
    .map((name) => [name, plusOne]),
);

export const transposed: Turn = {
  apply({ data, shape }) {
    if (shape.length < 2) return data;
    const [rows, cols] = shape;
    const out = new Float32Array(data.length);
    for (let row = 0; row < rows; row++)
      for (let col = 0; col < cols; col++) out[col * rows + row] = data[row * cols + col];
    return out;
  },
  shape: (shape) => [...shape].reverse(),
};

/** [1, n] → [n]. */
export const flat: Turn = { apply: ({ data }) => data, shape: (shape) => shape.slice(-1) };

/** Llama 3's rule as the divisors it comes to. */
export function llama3Factors(config: Config): Record<string, Tensor> {
  const scaling = config.rope_scaling as Record<string, number> | null;
  if (!scaling || (scaling.rope_type as unknown) !== "llama3") return {};
  const { factor, low_freq_factor: low, high_freq_factor: high, original_max_position_embeddings: original } = scaling;
  const dim = headDim(config);
  const data = Float32Array.from({ length: dim / 2 }, (_, i) => {
    const wavelength = 2 * Math.PI * (config.rope_theta as number) ** ((2 * i) / dim);
    if (wavelength < original / high) return 1;
    if (wavelength > original / low) return factor;
    const smooth = (original / wavelength - low) / (high - low);
    return 1 / ((1 - smooth) / factor + smooth);
  });
  return { "rope_freqs.weight": { data, shape: [dim / 2] } };
}

/** LongRoPE's two lists. */
export function longFactors(config: Config): Record<string, Tensor> {
  const scaling = config.rope_scaling as { long_factor?: number[]; short_factor?: number[] } | null;
  if (!scaling?.long_factor || !scaling.short_factor) return {};
  const tensor = (values: number[]): Tensor => ({ data: Float32Array.from(values), shape: [values.length] });
  return {
    "rope_factors_long.weight": tensor(scaling.long_factor),
    "rope_factors_short.weight": tensor(scaling.short_factor),
  };
}

/** gpt-oss has its experts in one stack, [experts, in, 2 · out] with gate and up in turn; GGUF has them by themselves. */
export function separateExperts(tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const apart = new Map<string, Tensor>();
  for (const [name, { data, shape }] of tensors) {
    const [, at, kind, bias] = /^(.*\.experts)\.(gate_up_proj|down_proj)(_bias)?$/.exec(name) ?? [];
    if (!at) {
      apart.set(name, { data, shape });
      continue;
    }
    const outputs = shape[shape.length - 1];
    const inputs = bias ? 1 : shape[1];
    const step = kind === "down_proj" ? 1 : 2;
    for (let expert = 0; expert < shape[0]; expert++) {
      for (let first = 0; first < step; first++) {
        const out = new Float32Array((outputs / step) * inputs);
        for (let row = 0; row < outputs / step; row++) {
          for (let col = 0; col < inputs; col++)
            out[row * inputs + col] = data[(expert * inputs + col) * outputs + step * row + first];
        }
        const part = step === 1 ? "down_proj" : ["gate_proj", "up_proj"][first];
        const ending = bias ? "bias" : "weight";
        apart.set(`${at}.${expert}.${part}.${ending}`, {
          data: out,
          shape: bias ? [outputs / step] : [outputs / step, inputs],
        });
      }
    }
  }
  return apart;
}
