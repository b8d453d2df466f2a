/**
 * What the many descendants of Llama share: pre-norm blocks, rotary positions, grouped heads, a gated MLP, and names.
 *
 * A family says in its own file what it does differently; everything else is here.
 * @see Touvron et al. 2023, https://arxiv.org/abs/2302.13971
 * @module
 */
import type {
  AttentionWeights,
  BlockSpec,
  MixtureWeights,
  MlpWeights,
  ModelSpec,
  ModelWeights,
  NormSpec,
} from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import type { ConfigReader } from "../config/config-reader.ts";
import { readRotary } from "../config/rotary-config.ts";
import {
  type Architecture,
  linearAt,
  matrix,
  normAt,
  type TensorNames,
  type TensorRecipe,
  table,
  vector,
  vocabularyAt,
} from "./architecture.ts";
import { equalPart, rows } from "./tensor-parts.ts";

export interface LlamaLike {
  modelTypes: readonly string[];
  /** What the family's own configuration class assumes where a file says nothing. */
  defaults?: {
    vocabSize?: number;
    modelDim?: number;
    numLayers?: number;
    numHeads?: number;
    numKvHeads?: number;
    headDim?: number;
    normEpsilon?: number;
    theta?: number;
    maxPositions?: number;
    activation?: string;
    activationKey?: string;
    partialRotary?: number;
    grownBase?: boolean;
  };
  /** Interleaved pairs (Cohere) instead of half-split ones. */
  interleaved?: boolean;
  /** Default: RMSNorm with `rms_norm_eps`. */
  readNorm?(config: ConfigReader): NormSpec;
  /** The block of one layer, given Llama's. */
  readBlock?(block: BlockSpec, config: ConfigReader, layer: number): BlockSpec;
  /** The whole model, given Llama's. */
  readModel?(spec: ModelSpec, config: ConfigReader): ModelSpec;
  /** Tensors named differently: Llama's name → the family's. */
  rename?: Readonly<Record<string, string>>;
  mixtureAt?(at: string, numExperts: number, names: TensorNames): MixtureWeights<TensorRecipe>;
  unread?: readonly RegExp[];
}

/** The architecture of a family that is Llama but for what `family` says. */
export function llamaLike(family: LlamaLike): Architecture {
  return {
    modelTypes: family.modelTypes,
    prefix: "model.",
    unread: [/\.rotary_emb\.inv_freq$/, ...(family.unread ?? [])],
    readSpec: (config, head) => readSpec(family, config, head === "vocabulary"),
    weights: (spec, names) => weights(family, spec, names),
  };
}

function readSpec(family: LlamaLike, config: ConfigReader, hasHead: boolean): ModelSpec {
  const { defaults = {} } = family;
  const modelDim = config.number("hidden_size", defaults.modelDim);
  const numHeads = config.number("num_attention_heads", defaults.numHeads);
  const headDim = config.optionalNumber("head_dim") ?? defaults.headDim ?? Math.floor(modelDim / numHeads);
  const maxPositions = config.number("max_position_embeddings", defaults.maxPositions ?? 2048);
  const norm = family.readNorm?.(config) ?? {
    kind: "rms" as const,
    epsilon: config.number("rms_norm_eps", defaults.normEpsilon ?? 1e-6),
  };
  const block: BlockSpec = {
    attentionNorm: norm,
    attention: {
      numHeads,
      numKvHeads: config.optionalNumber("num_key_value_heads") ?? defaults.numKvHeads ?? numHeads,
      headDim,
      scale: headDim ** -0.5,
      causal: true,
      rotary: readRotary(config, {
        headDim,
        maxPositions,
        theta: defaults.theta,
        partial: defaults.partialRotary,
        grownBase: defaults.grownBase,
        interleaved: family.interleaved,
      }),
    },
    mlpNorm: norm,
    mlp: {
      kind: "gated",
      activation: readActivation(config, defaults.activationKey ?? "hidden_act", defaults.activation ?? "silu"),
    },
  };
  // The tensors themselves say whether there are biases, how wide the MLP is, and whether the head is tied.
  config.ignore("attention_bias", "mlp_bias", "intermediate_size", "tie_word_embeddings");
  const numLayers = config.number("num_hidden_layers", defaults.numLayers);
  const spec: ModelSpec = {
    vocabSize: config.number("vocab_size", defaults.vocabSize),
    modelDim,
    maxPositions,
    embedding: {},
    blocks: Array.from({ length: numLayers }, (_, layer) => family.readBlock?.(block, config, layer) ?? block),
    finalNorm: norm,
    head: hasHead ? { kind: "vocabulary" } : undefined,
  };
  return family.readModel?.(spec, config) ?? spec;
}

function weights(family: LlamaLike, spec: ModelSpec, names: TensorNames): ModelWeights<TensorRecipe> {
  const own = (name: string) => family.rename?.[name] ?? name;
  return {
    embedding: { tokens: table("model.embed_tokens.weight") },
    blocks: spec.blocks.map((block, layer) => {
      const at = `model.layers.${layer}`;
      const norm = (name: string) => normAt(`${at}.${own(name)}`, names.has(`${at}.${own(name)}.bias`));
      return {
        ...blockNorms(block, norm),
        attention: attentionWeights(block, at, own, names),
        mlp:
          block.mlp.kind === "mixture"
            ? family.mixtureAt!(`${at}.${own("mlp")}`, block.mlp.numExperts, names)
            : mlpAt(`${at}.mlp`, names, own),
      };
    }),
    finalNorm: normAt(own("model.norm"), names.has(`${own("model.norm")}.bias`)),
    head: spec.head && {
      output: vocabularyAt(names, "lm_head", "model.embed_tokens.weight", names.has("lm_head.bias")),
    },
  };
}

type NormAt = (name: string) => ReturnType<typeof normAt>;

/** `post_attention_layernorm` is the MLP's norm in Llama, but attention's own where output is normalised (Gemma 2, OLMo 2). */
function blockNorms(block: BlockSpec, norm: NormAt) {
  const affine = block.attentionNorm ?? block.attentionOutputNorm;
  if (!affine) return {};
  const mlpNorm = block.attentionOutputNorm ? "pre_feedforward_layernorm" : "post_attention_layernorm";
  return {
    attentionNorm: block.attentionNorm && norm("input_layernorm"),
    attentionOutputNorm: block.attentionOutputNorm && norm("post_attention_layernorm"),
    mlpNorm: block.mlpNorm && norm(mlpNorm),
    mlpOutputNorm: block.mlpOutputNorm && norm("post_feedforward_layernorm"),
  };
}

/** q, k, v in matrices of their own, or under each other in one (`qkv_proj`). */
function attentionWeights(
  { attention: { numHeads, numKvHeads, headDim, queryKeyNorm, sinks } }: BlockSpec,
  at: string,
  own: (name: string) => string,
  names: TensorNames,
): AttentionWeights<TensorRecipe> {
  const linear = (name: string) => linearAt(`${at}.${own(name)}`, names.has(`${at}.${own(name)}.bias`));
  const [queries, keys] = [numHeads * headDim, numKvHeads * headDim];
  const fused = `${at}.self_attn.qkv_proj`;
  const part = (start: number, size: number) => ({ weight: matrix(`${fused}.weight`, rows(start, start + size)) });
  const separate = () => ({
    q: linear("self_attn.q_proj"),
    k: linear("self_attn.k_proj"),
    v: linear("self_attn.v_proj"),
  });
  const normWeights = (name: string) => normAt(`${at}.${own(name)}`, names.has(`${at}.${own(name)}.bias`));
  return {
    ...(names.has(`${fused}.weight`)
      ? { q: part(0, queries), k: part(queries, keys), v: part(queries + keys, keys) }
      : separate()),
    output: linear("self_attn.o_proj"),
    queryNorm: queryKeyNorm && normWeights("self_attn.q_norm"),
    keyNorm: queryKeyNorm && normWeights("self_attn.k_norm"),
    sinks: sinks ? vector(`${at}.self_attn.sinks`) : undefined,
  };
}

/** gate, up and down; gate and up may be under each other in one matrix (`gate_up_proj`). */
export function mlpAt(at: string, names: TensorNames, own = (name: string) => name): MlpWeights<TensorRecipe> {
  const linear = (name: string) => linearAt(`${at}.${name}`, names.has(`${at}.${name}.bias`));
  const fused = `${at}.gate_up_proj.weight`;
  if (names.has(fused)) {
    const half = (index: 0 | 1) => ({
      weight: matrix(fused, equalPart(index, 2)),
    });
    return { gate: half(0), up: half(1), down: linear("down_proj") };
  }
  const [up, down] = [own("up_proj"), own("down_proj")];
  const gate = names.has(`${at}.gate_proj.weight`) ? linear("gate_proj") : undefined;
  return { gate, up: linear(up), down: linear(down) };
}

/**
 * The window of a layer, where a config gives each layer's kind, or says by a rule which layers look at a window only.
 * `fallback` is the size where a config says nothing; null says that there is no window.
 */
export function windowOf(
  config: ConfigReader,
  layer: number,
  slides: (layer: number) => boolean,
  fallback?: number,
): number | undefined {
  const types = layerTypes(config);
  const size = config.mentions("sliding_window") ? config.optionalNumber("sliding_window") : fallback;
  const sliding = types ? types[layer] === "sliding_attention" : slides(layer);
  return sliding ? size : undefined;
}

/** Each layer's kind, where a config lists them. @throws CheckpointError for a kind that is not known, or a layer without one */
export function layerTypes(config: ConfigReader): string[] | undefined {
  const types = config.strings("layer_types");
  const unknown = types?.find((type) => type !== "full_attention" && type !== "sliding_attention");
  if (unknown !== undefined)
    throw config.error("layer_types", `has "${unknown}", which is not known; known: full_attention, sliding_attention`);
  const layers = config.optionalNumber("num_hidden_layers");
  if (types && layers !== undefined && types.length < layers)
    throw config.error("layer_types", `has ${types.length} entries but num_hidden_layers is ${layers}`);
  return types;
}
