/**
 * What GGUF's metadata of a decoder are called in a config.json.
 *
 * Keys begin with the architecture's name, `llama.block_count`; here they are read without it. Each key is either read
 * or known to change nothing, and one that is neither is an error, because it may change what the model computes.
 * @module
 */
import type { ConfigReader } from "../config/config-reader.ts";
import type { JsonObject } from "../source/source.ts";

/** What is known of a file before its tensors have names. */
export interface ModelFacts {
  keys: ConfigReader;
  vocabSize: number;
  numLayers: number;
  /** The shape of a tensor, by its name in the file; undefined where there is none. */
  shape(name: string): number[] | undefined;
  /** Divisors of rotary frequencies [dims / 2] that the file has as tensors: for any length, or for short and long texts. */
  rotaryFactors: { any?: number[]; short?: number[]; long?: number[] };
}

/** config.json's key for the norms' epsilon, and whether they are RMSNorms. */
export type EpsilonKey = "rms_norm_eps" | "layer_norm_eps" | "norm_epsilon" | "layer_norm_epsilon";

/** Under the keys that Llama's descendants have. */
export function llamaConfig(facts: ModelFacts, epsilonKey: EpsilonKey = "rms_norm_eps"): JsonObject {
  const { keys, vocabSize, numLayers } = facts;
  const modelDim = keys.number("embedding_length");
  const numHeads = headCount(facts, "attention.head_count");
  const headDim = readHeadDim(keys, modelDim, numHeads);
  return {
    vocab_size: vocabSize,
    hidden_size: modelDim,
    num_hidden_layers: numLayers,
    num_attention_heads: numHeads,
    num_key_value_heads: headCount(facts, "attention.head_count_kv", numHeads),
    ...(headDim * numHeads !== modelDim && { head_dim: headDim }),
    max_position_embeddings: keys.number("context_length"),
    [epsilonKey]: keys.number(`attention.layer_norm_${epsilonKey === "rms_norm_eps" ? "rms_" : ""}epsilon`),
    ...rotaryConfig(facts, headDim),
  };
}

/** Sizes of models that have neither grouped heads nor rotary positions: GPT-2, BLOOM, MPT. */
export function plainSizes(facts: ModelFacts): {
  modelDim: number;
  numHeads: number;
  positions: number;
  epsilon: number;
} {
  const { keys } = facts;
  const numHeads = headCount(facts, "attention.head_count");
  if (headCount(facts, "attention.head_count_kv", numHeads) !== numHeads)
    keys.only("attention.head_count_kv", numHeads);
  const modelDim = keys.number("embedding_length");
  headShare(keys, modelDim, numHeads);
  return {
    modelDim,
    numHeads,
    positions: keys.number("context_length"),
    epsilon: keys.number("attention.layer_norm_epsilon"),
  };
}

/** A number of heads that may be written once per layer. @throws CheckpointError when layers differ */
export function headCount({ keys }: ModelFacts, key: string, fallback?: number): number {
  const value = keys.nested(key);
  if (!Array.isArray(value)) return readCount(keys, key, fallback);
  const [first] = value;
  if (typeof first === "number" && value.every((count) => count === first)) return first;
  throw keys.error(key, `is [${value.join(", ")}], but layers of different kinds are not supported`);
}

// Far above any model's heads or experts: more is damage, and would take long to find out.
const mostParts = 2 ** 16;

/** How many heads or experts there are. */
export function readCount(keys: ConfigReader, key: string, fallback?: number): number {
  const count = keys.number(key, fallback);
  if (Number.isInteger(count) && count >= 1 && count <= mostParts) return count;
  throw keys.error(key, `is ${count} but has to be a whole number from 1 to ${mostParts}`);
}

function readHeadDim(keys: ConfigReader, modelDim: number, numHeads: number): number {
  const headDim = keys.has("attention.key_length")
    ? keys.number("attention.key_length")
    : headShare(keys, modelDim, numHeads);
  keys.only("attention.value_length", headDim);
  return headDim;
}

/** A head's equal share of the width. */
export function headShare(keys: ConfigReader, modelDim: number, numHeads: number): number {
  const share = modelDim / numHeads;
  if (Number.isInteger(share)) return share;
  throw keys.error("attention.head_count", `is ${numHeads}, which does not divide the embedding_length of ${modelDim}`);
}

/** Base, share of a head that is rotated, and how positions were stretched. */
export function rotaryConfig({ keys, rotaryFactors }: ModelFacts, headDim: number): JsonObject {
  const dims = keys.number("rope.dimension_count", headDim);
  const theta = keys.number("rope.freq_base", 10000);
  const list = Object.values(rotaryFactors).find((factors) => factors && factors.length !== dims / 2);
  if (list)
    throw keys.error(
      "rope.dimension_count",
      `is ${dims}, but the file has ${list.length} factors of frequencies, not ${dims / 2}`,
    );
  const scaling = rotaryScaling(keys, rotaryFactors);
  return {
    rope_theta: theta,
    ...(dims !== headDim && { partial_rotary_factor: dims / headDim }),
    ...(scaling && { rope_scaling: scaling }),
  };
}

function rotaryScaling(keys: ConfigReader, factors: ModelFacts["rotaryFactors"]): JsonObject | undefined {
  const kind = keys.string("rope.scaling.type", "linear"); // what llama.cpp takes where a file has only a factor
  const factor = keys.optionalNumber("rope.scaling.factor") ?? keys.optionalNumber("rope.scale_linear") ?? 1;
  const original = keys.optionalNumber("rope.scaling.original_context_length");
  const betas = {
    beta_fast: keys.optionalNumber("rope.scaling.yarn_beta_fast"),
    beta_slow: keys.optionalNumber("rope.scaling.yarn_beta_slow"),
  };
  keys.only("rope.scaling.yarn_ext_factor", 1, -1); // -1: as usual
  keys.only("rope.scaling.yarn_attn_factor", 1);
  keys.ignore("rope.scaling.finetuned");
  const positions = original === undefined ? {} : { original_max_position_embeddings: original };
  const { any, short = any, long = any } = factors;
  if (short && long) {
    // Llama 3's factors come as numbers, not as the rule that made them: LongRoPE takes them as they are.
    const attentionFactor = keys.number("rope.scaling.attn_factor", 1);
    const lists = { short_factor: short, long_factor: long };
    return { rope_type: "longrope", ...lists, ...positions, attention_factor: attentionFactor };
  }
  if (kind === "yarn") {
    // On top of YaRN's own growth with the factor.
    const own = keys.number("rope.scaling.attn_factor", 1) * (0.1 * Math.log(factor) + 1);
    const given = Object.entries(betas).filter(([, value]) => value !== undefined);
    return { rope_type: "yarn", factor, ...positions, attention_factor: own, ...Object.fromEntries(given) };
  }
  keys.only("rope.scaling.attn_factor", 1);
  if (kind === "none" || kind === "longrope") return undefined; // with no lists of factors, not stretched
  if (kind === "linear") return factor === 1 ? undefined : { rope_type: "linear", factor };
  throw keys.error(
    "rope.scaling.type",
    `is "${kind}", which is not supported; supported: none, linear, yarn, longrope`,
  );
}

/** Which layers see a window: a list, one layer in so many that sees all, or the family's usual rule. */
export function windowConfig({ keys }: ModelFacts): JsonObject {
  const window = keys.optionalNumber("attention.sliding_window");
  const pattern = keys.nested("attention.sliding_window_pattern");
  if (!window) return {};
  if (Array.isArray(pattern)) {
    const types = pattern.map((slides) => (slides ? "sliding_attention" : "full_attention"));
    return { sliding_window: window, layer_types: types };
  }
  return { sliding_window: window, ...(typeof pattern === "number" && { sliding_window_pattern: pattern }) };
}
