/**
 * Granite: Llama with four multipliers, on embeddings, scores, what blocks add, and logits.
 * @see IBM Granite Team 2024, https://huggingface.co/ibm-granite
 * @module
 */
import { llamaLike } from "./llama-like.ts";

export const granite = llamaLike({
  modelTypes: ["granite"],
  readBlock: (block, config) => ({
    ...block,
    attention: { ...block.attention, scale: config.number("attention_multiplier", 1) },
    residualScale: config.number("residual_multiplier", 1),
  }),
  readModel: (spec, config) => ({
    ...spec,
    embedding: { scale: config.number("embedding_multiplier", 1) },
    head: spec.head && { kind: "vocabulary", scale: 1 / config.number("logits_scaling", 1) },
  }),
});
