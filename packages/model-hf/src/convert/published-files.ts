/**
 * The layout of the ONNX checkpoints that onnx-community publishes: which graphs a model is divided into, what the
 * files are called, what config.json has to say.
 * @module
 */
import type { ModelSpec } from "@llm-anatomy/transformer";
import type { GraphVariant } from "../engine/compiled/tracing-ops.ts";
import type { WeightForm } from "../engine/compiled/weight-form.ts";
import type { Dtype } from "../engine/dtypes.ts";
import type { JsonObject } from "../source/source.ts";

/** `onnx/<graph><suffix>.onnx` */
export const dtypeSuffixes: Record<Dtype, string> = { f32: "", f16: "_fp16", q8: "_quantized", q4: "_q4" };

/** How the weights of a dtype lie in a file. */
export const publishedForms: Record<Dtype, WeightForm> = {
  f32: "float32",
  f16: "float16",
  q8: "int8",
  q4: "blocks4",
};

const published = { sourcePadded: false, logits: "all", capture: [], replace: [], published: true } as const;

/** The graphs of a model by the names of their files. */
export function publishedGraphs(spec: ModelSpec): Record<string, GraphVariant> {
  if (spec.encoder) {
    const sourcePadded = !spec.encoder.embedding.frames;
    return {
      encoder_model: { ...published, part: "encoder", cached: false, padded: sourcePadded, sourcePadded },
      decoder_model_merged: { ...published, part: "merged", cached: true, padded: false, sourcePadded },
    };
  }
  const causal = spec.blocks.every(({ attention }) => attention.causal);
  return { model: { ...published, part: "whole", cached: causal, padded: true } };
}

/** Files that go with the graphs as they are, where the checkpoint has them. */
export const accompanyingFiles = [
  "generation_config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "added_tokens.json",
  "preprocessor_config.json",
  "chat_template.jinja",
  "chat_template.json",
  "vocab.json",
  "vocab.txt",
  "merges.txt",
  "LICENSE",
] as const;

/**
 * config.json for those who load the graphs. Sizes that the checkpoint leaves to its family's defaults are written out,
 * because a reader needs them to find the inputs of the cache; files of weights beside a graph are announced; and what
 * would keep transformers.js from loading a graph that it can run is exchanged, with the original under `llm-anatomy`.
 *
 * @param dataFiles number of `<graph>.onnx_data` files, by graph file
 */
export function publishedConfig(
  config: JsonObject,
  spec: ModelSpec,
  dataFiles: Readonly<Record<string, number>>,
): JsonObject {
  const sizes = Object.entries(sizesOf(spec, String(config.model_type))).filter(([key]) => !(key in config));
  const made: JsonObject = { ...config, ...Object.fromEntries(sizes) };
  const exchanged = exchangedKeys(config);
  if (Object.keys(exchanged).length > 0) {
    const original = Object.fromEntries(Object.keys(exchanged).map((key) => [key, config[key]]));
    Object.assign(made, exchanged, { "llm-anatomy": { original } });
  }
  if (Object.keys(dataFiles).length === 0) return made;
  const forReaders = (config["transformers.js_config"] ?? {}) as JsonObject;
  const announced = { ...(forReaders.use_external_data_format as JsonObject | undefined), ...dataFiles };
  return { ...made, "transformers.js_config": { ...forReaders, use_external_data_format: announced } };
}

/**
 * transformers.js 4.3 has no class for some families and refuses them by their names, although all it needs to know
 * is that their caches have the usual names; and it takes `multi_query` for a cache with keys and values in one array.
 */
function exchangedKeys({ model_type: modelType, multi_query: multiQuery }: JsonObject): JsonObject {
  const alike: Record<string, string> = { mixtral: "mistral", olmoe: "olmo2", deepseek_v2: "deepseek_v3" };
  const known = alike[String(modelType)];
  return { ...(known && { model_type: known }), ...(multiQuery === true && { multi_query: false }) };
}

/** The config as the checkpoint had it, from one that `publishedConfig` made. */
export function originalConfig(config: JsonObject): JsonObject {
  const { "llm-anatomy": note, ...rest } = config as { "llm-anatomy"?: { original?: JsonObject } };
  return note?.original ? { ...rest, ...note.original } : config;
}

/** Numbers of layers and heads, and widths, by the keys that this family has for them. */
function sizesOf({ blocks, modelDim, encoder }: ModelSpec, modelType: string): Record<string, number> {
  const [{ attention }] = blocks;
  const { numHeads, numKvHeads, headDim } = attention;
  if (encoder && /^m?t5$/.test(modelType)) {
    const layers = { num_layers: encoder.blocks.length, num_decoder_layers: blocks.length };
    return { ...layers, num_heads: numHeads, d_kv: headDim, d_model: modelDim };
  }
  if (encoder) {
    return {
      encoder_layers: encoder.blocks.length,
      decoder_layers: blocks.length,
      encoder_attention_heads: encoder.blocks[0].attention.numHeads,
      decoder_attention_heads: numHeads,
      d_model: modelDim,
    };
  }
  const layers = blocks.length;
  switch (modelType) {
    case "gpt2":
    case "gptj":
      return { n_layer: layers, n_head: numHeads, n_embd: modelDim };
    case "bloom":
      return { n_layer: layers, n_head: numHeads, hidden_size: modelDim };
    case "mpt":
      return { n_layers: layers, n_heads: numHeads, d_model: modelDim };
    case "gpt_neo":
      return { num_layers: layers, num_heads: numHeads, hidden_size: modelDim };
    default: {
      const sizes = { num_hidden_layers: layers, num_attention_heads: numHeads, hidden_size: modelDim };
      return numKvHeads === numHeads ? sizes : { ...sizes, num_key_value_heads: numKvHeads, head_dim: headDim };
    }
  }
}
