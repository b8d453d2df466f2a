/**
 * A checkpoint of Hugging Face as a GGUF file, as llama.cpp's own converter lays it out: its names, its metadata, and where
 * it moves numbers about. For fixtures and for comparisons with llama.cpp, which checks this table by running what it makes.
 * @module
 */
import { bool, bools, float32, type Metadata, string, uint32, type WrittenTensor } from "./gguf-writer.ts";
import { type FormatName, formats, quantize } from "./quantize.ts";

export interface Tensor {
  /** May be a getter: it is asked when the tensor is written, one at a time. */
  readonly data: Float32Array;
  /** Slowest axis first. */
  shape: readonly number[];
}

export type Config = Record<string, never>;

export interface GgufModel {
  metadata: Metadata;
  tensors: WrittenTensor[];
}

interface Family {
  architecture: string;
  /** Hugging Face's name → GGUF's, in blocks without what stands before the block's number and its dot. `{e}` is stacked. */
  names: Record<string, string>;
  metadata(config: Config): Metadata;
  /** By GGUF's name. */
  turns?: Record<string, Turn>;
  /** Tensors that are made of the config. */
  extra?(config: Config): Record<string, Tensor>;
}

interface Turn {
  apply(tensor: Tensor, config: Config): Float32Array;
  /** Where it changes. */
  shape?(shape: readonly number[]): readonly number[];
}

/** @throws RangeError for a family, or a tensor, that has no place in a GGUF file here */
export function ggufOf(
  config: Config,
  tensors: ReadonlyMap<string, Tensor>,
  format: FormatName | ((name: string) => FormatName) = "F32",
  more: Metadata = {},
): GgufModel {
  const family = families[config.model_type];
  if (!family) throw new RangeError(`ggufOf: model_type ${config.model_type} is not known.`);
  const apart = config.model_type === "gpt_oss" ? separateExperts(tensors) : tensors;
  const made = [...grouped(apart, family)].map(([name, parts]) => [name, turned(name, parts, family, config)] as const);
  const all = new Map<string, Tensor>([...made, ...Object.entries(family.extra?.(config) ?? {})]);
  return {
    metadata: {
      "general.architecture": string(family.architecture),
      "general.name": string("made by tools/gguf"),
      [`${family.architecture}.vocab_size`]: uint32(all.get("token_embd.weight")!.shape[0]),
      ...prefixed(family.architecture, family.metadata(config)),
      ...more,
    },
    tensors: [...all].map(([name, tensor]) =>
      written(name, tensor, typeof format === "string" ? format : format(name)),
    ),
  };
}

/** The tensor of a GGUF file; its numbers are moved about when they are asked for. */
function turned(name: string, parts: readonly Part[], { turns }: Family, config: Config): Tensor {
  const [{ part, tensor }] = parts;
  const turn = turns?.[name.replace(/^blk\.\d+\./, "").replace(/\.(weight|bias)$/, "")];
  const whole = part === undefined ? tensor : stacked(parts.map((one) => one.tensor));
  return {
    shape: turn?.shape?.(whole.shape) ?? whole.shape,
    get data() {
      return turn ? turn.apply(whole, config) : whole.data;
    },
  };
}

/** Vectors, routers and tables of positions stay float32, as llama.cpp has them, and rows that no block fits. */
function written(name: string, tensor: Tensor, wanted: FormatName): WrittenTensor {
  const { shape } = tensor;
  const rounds = shape.length > 1 && !/ffn_gate_inp|position_embd|token_types|_norm\./.test(name);
  const format = rounds && shape[shape.length - 1] % formats[wanted].blockSize === 0 ? wanted : "F32";
  const { type, blockSize, blockBytes } = formats[format];
  const count = shape.reduce((product, size) => product * size, 1);
  return {
    ...{ name, type, shape, byteLength: (count / blockSize) * blockBytes },
    bytes: () => quantize(format, tensor.data),
  };
}

interface Part {
  part?: number;
  tensor: Tensor;
}

/** GGUF's name → the tensors that become it. */
function grouped(tensors: ReadonlyMap<string, Tensor>, { names }: Family): Map<string, Part[]> {
  const groups = new Map<string, Part[]>();
  for (const [hf, tensor] of tensors) {
    if (unused.some((pattern) => pattern.test(hf))) continue;
    const { name, part } = ggufName(hf, names);
    const parts = groups.get(name) ?? [];
    parts.push({ part, tensor });
    groups.set(name, parts);
  }
  for (const parts of groups.values()) parts.sort((a, b) => (a.part ?? 0) - (b.part ?? 0));
  return groups;
}

/** What converters leave out. */
const unused = [
  /rotary_emb\.inv_freq$/,
  /\.attn\.(masked_)?bias$/,
  /position_ids$/,
  /^(bert\.)?pooler\./,
  /^cls\./,
  /attention\.(masked_)?bias$/,
];

function ggufName(hf: string, names: Record<string, string>): { name: string; part?: number } {
  const [, ending = ""] = /(\.weight|\.bias)$/.exec(hf) ?? [];
  const base = hf.slice(0, hf.length - ending.length);
  const known = names[base];
  if (known) return { name: known + ending };
  const [, block, inside] = /\.(\d+)\.(.*)$/.exec(base) ?? [];
  const part = /\b(?:experts|norms)\.(\d+)/.exec(inside ?? "")?.[1];
  const own = inside && names[part === undefined ? inside : inside.replace(/\b(experts|norms)\.\d+/, "$1.{e}")];
  if (!own) throw new RangeError(`ggufOf: tensor ${hf} has no name in GGUF.`);
  const name = `blk.${block}.${own}${ending || ".weight"}`;
  return part === undefined ? { name } : { name, part: Number(part) };
}

function stacked(tensors: readonly Tensor[]): Tensor {
  return {
    shape: [tensors.length, ...tensors[0].shape],
    get data() {
      const parts = tensors.map(({ data }) => data);
      const data = new Float32Array(parts.length * parts[0].length);
      for (const [i, part] of parts.entries()) data.set(part, i * part.length);
      return data;
    },
  };
}

function prefixed(architecture: string, metadata: Metadata): Metadata {
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`${architecture}.${key}`, value]));
}

const number = (config: Config, ...keys: string[]): number => {
  for (const key of keys) if (typeof config[key] === "number") return config[key];
  throw new RangeError(`ggufOf: config has none of ${keys.join(", ")}.`);
};
const optional = (key: string, value: unknown, as: (value: number) => ReturnType<typeof uint32>): Metadata =>
  typeof value === "number" ? { [key]: as(value) } : {};

/** What the converter says of any decoder. */
function sizes(config: Config): Metadata {
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

function headDim(config: Config): number {
  return (config.head_dim ?? number(config, "hidden_size") / number(config, "num_attention_heads")) as number;
}

function rotary(config: Config): Metadata {
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

const llamaMetadata = (config: Config): Metadata => ({ ...sizes(config), ...rotary(config) });

const window = (config: Config): Metadata => optional("attention.sliding_window", config.sliding_window, uint32);

/** The window, and which layers see no more than that. */
const windows = (config: Config): Metadata => {
  const types = config.layer_types as string[] | undefined;
  const slides = types?.map((type) => type === "sliding_attention");
  return { ...window(config), ...(slides && { "attention.sliding_window_pattern": bools(slides) }) };
};

const expertCounts = (config: Config): Metadata => ({
  expert_count: uint32(number(config, "num_experts", "num_local_experts")),
  expert_used_count: uint32(number(config, "num_experts_per_tok")),
});

const llamaNames = {
  "model.embed_tokens": "token_embd",
  "model.norm": "output_norm",
  lm_head: "output",
  input_layernorm: "attn_norm",
  "self_attn.q_proj": "attn_q",
  "self_attn.k_proj": "attn_k",
  "self_attn.v_proj": "attn_v",
  "self_attn.o_proj": "attn_output",
  post_attention_layernorm: "ffn_norm",
  "mlp.gate_proj": "ffn_gate",
  "mlp.up_proj": "ffn_up",
  "mlp.down_proj": "ffn_down",
};
const headNorms = { "self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm" };
const sandwich = {
  post_attention_layernorm: "post_attention_norm",
  pre_feedforward_layernorm: "ffn_norm",
  post_feedforward_layernorm: "post_ffw_norm",
};
const expertNames = {
  "mlp.gate": "ffn_gate_inp",
  "mlp.experts.{e}.gate_proj": "ffn_gate_exps",
  "mlp.experts.{e}.up_proj": "ffn_up_exps",
  "mlp.experts.{e}.down_proj": "ffn_down_exps",
};

/** Half-split rotary → neighbouring dims: rows of each head in turn from its two halves. */
const interleaved = (key: "num_attention_heads" | "num_key_value_heads"): Turn => ({
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
const permuted = { attn_q: interleaved("num_attention_heads"), attn_k: interleaved("num_key_value_heads") };

/** Group by group (queries, key, value) → all queries, all keys, all values. */
const ungrouped = (groupsOf: (config: Config) => number): Turn => ({
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
const perHead = ungrouped((config) => number(config, "num_attention_heads", "n_head"));

const plusOne: Turn = { apply: ({ data }) => data.map((weight) => weight + 1) };
const gemmaNorms = Object.fromEntries(
  "attn_norm ffn_norm output_norm post_attention_norm post_ffw_norm attn_q_norm attn_k_norm"
    .split(" ")
    .map((name) => [name, plusOne]),
);

const transposed: Turn = {
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
const flat: Turn = { apply: ({ data }) => data, shape: (shape) => shape.slice(-1) };

/** Llama 3's rule as the divisors it comes to. */
function llama3Factors(config: Config): Record<string, Tensor> {
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
function longFactors(config: Config): Record<string, Tensor> {
  const scaling = config.rope_scaling as { long_factor?: number[]; short_factor?: number[] } | null;
  if (!scaling?.long_factor || !scaling.short_factor) return {};
  const tensor = (values: number[]): Tensor => ({ data: Float32Array.from(values), shape: [values.length] });
  return {
    "rope_factors_long.weight": tensor(scaling.long_factor),
    "rope_factors_short.weight": tensor(scaling.short_factor),
  };
}

const bigScienceNames = {
  "transformer.word_embeddings": "token_embd",
  "transformer.word_embeddings_layernorm": "token_embd_norm",
  "transformer.ln_f": "output_norm",
  lm_head: "output",
  input_layernorm: "attn_norm",
  ln_mlp: "attn_norm",
  ln_attn: "attn_norm_2",
  "self_attention.query_key_value": "attn_qkv",
  "self_attention.dense": "attn_output",
  post_attention_layernorm: "ffn_norm",
  "mlp.dense_h_to_4h": "ffn_up",
  "mlp.dense_4h_to_h": "ffn_down",
};

const llama: Family = {
  architecture: "llama",
  names: llamaNames,
  metadata: llamaMetadata,
  turns: permuted,
  extra: llama3Factors,
};
const like = (
  architecture: string,
  changes: Partial<Family> & { more?: (config: Config) => Metadata } = {},
): Family => ({
  architecture,
  names: { ...llamaNames, ...changes.names },
  metadata: (config) => ({ ...llamaMetadata(config), ...changes.more?.(config) }),
  turns: changes.turns,
  extra: changes.extra,
});

const falconGroups = (config: Config) =>
  (config.new_decoder_architecture
    ? config.num_kv_heads
    : config.multi_query
      ? 1
      : config.num_attention_heads) as number;

/** gpt-oss has its experts in one stack, [experts, in, 2 · out] with gate and up in turn; GGUF has them by themselves. */
function separateExperts(tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
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

/** By model_type. */
const families: Record<string, Family> = {
  llama,
  mistral: llama,
  mixtral: {
    ...llama,
    names: {
      ...llamaNames,
      "block_sparse_moe.gate": "ffn_gate_inp",
      "block_sparse_moe.experts.{e}.w1": "ffn_gate_exps",
      "block_sparse_moe.experts.{e}.w3": "ffn_up_exps",
      "block_sparse_moe.experts.{e}.w2": "ffn_down_exps",
    },
    metadata: (config) => ({ ...llamaMetadata(config), ...expertCounts(config) }),
  },
  smollm3: like("smollm3", { turns: permuted }),
  arcee: like("arcee", { turns: permuted }),
  granite: like("granite", {
    turns: permuted,
    more: (config) => ({
      "attention.scale": float32(config.attention_multiplier),
      embedding_scale: float32(config.embedding_multiplier),
      residual_scale: float32(config.residual_multiplier),
      logit_scale: float32(config.logits_scaling),
    }),
  }),
  qwen2: like("qwen2"),
  qwen3: like("qwen3", { names: headNorms }),
  qwen2_moe: like("qwen2moe", {
    names: {
      ...expertNames,
      "mlp.shared_expert_gate": "ffn_gate_inp_shexp",
      "mlp.shared_expert.gate_proj": "ffn_gate_shexp",
      "mlp.shared_expert.up_proj": "ffn_up_shexp",
      "mlp.shared_expert.down_proj": "ffn_down_shexp",
    },
    turns: { ffn_gate_inp_shexp: flat },
    more: (config) => ({
      ...expertCounts(config),
      expert_feed_forward_length: uint32(config.moe_intermediate_size),
      expert_shared_feed_forward_length: uint32(config.shared_expert_intermediate_size),
    }),
  }),
  qwen3_moe: like("qwen3moe", {
    names: { ...expertNames, ...headNorms },
    more: (config) => ({
      ...expertCounts(config),
      expert_feed_forward_length: uint32(config.moe_intermediate_size),
    }),
  }),
  olmoe: like("olmoe", {
    names: { ...expertNames, ...headNorms },
    more: (config) => ({ ...expertCounts(config), ...optional("attention.clamp_kqv", config.clip_qkv, float32) }),
  }),
  olmo: like("olmo", {
    turns: permuted,
    more: (config) => ({
      "attention.layer_norm_epsilon": float32(1e-5),
      ...optional("attention.clamp_kqv", config.clip_qkv, float32),
    }),
  }),
  olmo2: like("olmo2", { names: { ...sandwich, ...headNorms } }),
  olmo3: like("olmo2", { names: { ...sandwich, ...headNorms }, more: windows }),
  gemma: like("gemma", { turns: gemmaNorms }),
  gemma2: like("gemma2", {
    names: sandwich,
    turns: gemmaNorms,
    more: (config) => ({
      ...window(config),
      attn_logit_softcapping: float32(config.attn_logit_softcapping),
      final_logit_softcapping: float32(config.final_logit_softcapping),
    }),
  }),
  gemma3_text: like("gemma3", { names: { ...sandwich, ...headNorms }, turns: gemmaNorms, more: window }),
  phi: like("phi2", {
    names: {
      "self_attn.dense": "attn_output",
      "mlp.fc1": "ffn_up",
      "mlp.fc2": "ffn_down",
      "model.final_layernorm": "output_norm",
    },
  }),
  phi3: like("phi3", {
    names: { "self_attn.qkv_proj": "attn_qkv", "mlp.gate_up_proj": "ffn_up" },
    more(config) {
      const original = (config.original_max_position_embeddings ?? 4096) as number;
      const stretch = (config.max_position_embeddings as number) / original;
      const factor = stretch > 1 ? Math.sqrt(1 + Math.log(stretch) / Math.log(original)) : 1;
      return {
        "attention.sliding_window": uint32((config.sliding_window ?? 0) as number),
        "rope.scaling.original_context_length": uint32(original),
        ...((config.rope_scaling as object | null) ? { "rope.scaling.attn_factor": float32(factor) } : {}),
      };
    },
    extra: longFactors,
  }),
  starcoder2: like("starcoder2", { names: { "mlp.c_fc": "ffn_up", "mlp.c_proj": "ffn_down" }, more: window }),
  stablelm: like("stablelm", {
    names: { "self_attn.q_layernorm.norms.{e}": "attn_q_norm", "self_attn.k_layernorm.norms.{e}": "attn_k_norm" },
    more: (config) => ({ use_parallel_residual: bool(config.use_parallel_residual ?? true) }),
  }),
  cohere: like("command-r", {
    names: headNorms,
    more: (config) => ({ logit_scale: float32(config.logit_scale), "rope.scaling.type": string("none") }),
  }),
  cohere2: like("cohere2", {
    more: (config) => ({
      ...windows(config),
      logit_scale: float32(config.logit_scale),
      "rope.scaling.type": string("none"),
    }),
  }),
  gpt_oss: like("gpt-oss", {
    names: {
      ...expertNames,
      "mlp.router": "ffn_gate_inp",
      "self_attn.sinks": "attn_sinks",
      post_attention_layernorm: "post_attention_norm",
    },
    more: (config) => ({
      ...window(config),
      ...expertCounts(config),
      expert_feed_forward_length: uint32(config.intermediate_size),
    }),
  }),
  gpt2: {
    architecture: "gpt2",
    names: {
      "transformer.wte": "token_embd",
      "transformer.wpe": "position_embd",
      "transformer.ln_f": "output_norm",
      lm_head: "output",
      ln_1: "attn_norm",
      "attn.c_attn": "attn_qkv",
      "attn.c_proj": "attn_output",
      ln_2: "ffn_norm",
      "mlp.c_fc": "ffn_up",
      "mlp.c_proj": "ffn_down",
    },
    metadata: sizes,
    turns: { attn_qkv: transposed, attn_output: transposed, ffn_up: transposed, ffn_down: transposed },
  },
  gpt_neox: {
    architecture: "gptneox",
    names: {
      "gpt_neox.embed_in": "token_embd",
      "gpt_neox.final_layer_norm": "output_norm",
      embed_out: "output",
      input_layernorm: "attn_norm",
      "attention.query_key_value": "attn_qkv",
      "attention.dense": "attn_output",
      post_attention_layernorm: "ffn_norm",
      "mlp.dense_h_to_4h": "ffn_up",
      "mlp.dense_4h_to_h": "ffn_down",
    },
    metadata: (config) => ({
      ...sizes(config),
      "rope.dimension_count": uint32(Math.floor(headDim(config) * (config.rotary_pct as number))),
      use_parallel_residual: bool(config.use_parallel_residual),
    }),
    turns: { attn_qkv: perHead },
  },
  bloom: { architecture: "bloom", names: bigScienceNames, metadata: sizes, turns: { attn_qkv: perHead } },
  falcon: {
    architecture: "falcon",
    names: bigScienceNames,
    metadata: (config) => ({
      ...sizes(config),
      tensor_data_layout: string("jploski"),
      "attention.head_count_kv": uint32(falconGroups(config)),
    }),
    turns: { attn_qkv: ungrouped(falconGroups) },
  },
  mpt: {
    architecture: "mpt",
    names: {
      "transformer.wte": "token_embd",
      "transformer.norm_f": "output_norm",
      norm_1: "attn_norm",
      "attn.Wqkv": "attn_qkv",
      "attn.out_proj": "attn_output",
      norm_2: "ffn_norm",
      "ffn.up_proj": "ffn_up",
      "ffn.down_proj": "ffn_down",
    },
    metadata: (config) => ({
      ...sizes(config),
      "attention.max_alibi_bias": float32(8),
      ...optional("attention.clamp_kqv", (config.attn_config as Config | undefined)?.clip_qkv, float32),
    }),
  },
  bert: {
    architecture: "bert",
    names: {
      "bert.embeddings.word_embeddings": "token_embd",
      "bert.embeddings.position_embeddings": "position_embd",
      "bert.embeddings.token_type_embeddings": "token_types",
      "bert.embeddings.LayerNorm": "token_embd_norm",
      "attention.self.query": "attn_q",
      "attention.self.key": "attn_k",
      "attention.self.value": "attn_v",
      "attention.output.dense": "attn_output",
      "attention.output.LayerNorm": "attn_output_norm",
      "intermediate.dense": "ffn_up",
      "output.dense": "ffn_down",
      "output.LayerNorm": "layer_output_norm",
    },
    metadata: (config) => ({ ...sizes(config), "attention.causal": bool(false), pooling_type: uint32(1) }),
  },
};

/** The model_types that can be written. */
export const writableModelTypes: readonly string[] = Object.keys(families);
