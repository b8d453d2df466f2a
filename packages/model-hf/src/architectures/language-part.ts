/**
 * Models that also see or hear: an encoder of images or sound makes vectors that stand among those of the tokens, and an
 * ordinary decoder reads them all. That decoder is loaded, alone: it reads text, and the placeholders of images are refused.
 * @see Liu et al. 2023, https://arxiv.org/abs/2304.08485
 * @module
 */
import type { JsonObject } from "../source/source.ts";
import type { Architecture } from "./architecture.ts";

/** What the decoder of a model is, and where it lies. */
export interface LanguagePart {
  /** The decoder's own config. */
  config: JsonObject;
  adapt(architecture: Architecture): Architecture;
  /** What is left out, for people. */
  note: string;
}

/** Values of `model_type` whose decoder reads text alone as an ordinary decoder does. */
const seeing: ReadonlySet<unknown> = new Set([
  ...["gemma3", "mistral3", "llava", "llava_next", "llava_onevision", "vipllava", "idefics3", "smolvlm", "internvl"],
  ...["qwen2_vl", "qwen2_5_vl", "qwen3_vl"],
]);

/** Decoders that count positions in three directions (M-RoPE), which are one for text. */
const textTypes: Readonly<Record<string, string>> = {
  qwen2_vl: "qwen2",
  qwen2_vl_text: "qwen2",
  qwen2_5_vl: "qwen2",
  qwen2_5_vl_text: "qwen2",
  qwen3_vl_text: "qwen3",
};

/** The decoder's names, wherever the versions of the library put it. */
const renames: NonNullable<Architecture["renames"]> = [
  [/^language_model\.lm_head\./, "lm_head."],
  [/^(model\.)?language_model\.model\./, "model."],
  [/^model\.(language_model|text_model)\./, "model."],
];

const unread = [/^(model\.)?(vision_tower|vision_model|visual|multi_modal_projector|connector|image_newline)\b/];

/** Nothing for a model that reads text only. */
export function languagePart(config: JsonObject): LanguagePart | undefined {
  if (!seeing.has(config.model_type)) return undefined;
  const { text_config: nested, vision_config: _, ...flat } = config;
  const text = withoutPlaceholders((nested ?? flat) as JsonObject); // Qwen2-VL's first files have one config for both
  const type = text.model_type as string;
  return {
    config: {
      ...text,
      tie_word_embeddings: config.tie_word_embeddings ?? text.tie_word_embeddings,
      model_type: textTypes[type] ?? type,
      architectures: config.architectures,
    },
    adapt: (architecture) => ({
      ...architecture,
      renames: [...renames, ...(architecture.renames ?? [])],
      unread: [...unread, ...(architecture.unread ?? [])],
    }),
    note: `the language part of a model of type ${config.model_type}; what reads images is left out`,
  };
}

/** Which tokens stand for images is for callers; the decoder's config may hold it too. */
function withoutPlaceholders(config: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(config).filter(([key]) => !/^(image|video|vision).*_token_(id|index)$/.test(key)),
  );
}
