/**
 * Heads of encoder–decoders that label a text instead of writing one: the decoder reads the same text as the encoder, and
 * what stands where the text ends is labelled; or spans are found in it. They are alike in all families.
 * @see Lewis et al. 2019, section 3.1, https://arxiv.org/abs/1910.13461
 * @module
 */
import type { HeadSpec, HeadWeights } from "@llm-anatomy/transformer";
import type { ConfigReader } from "../config/config-reader.ts";
import { linearAt, type TensorRecipe, type WantedHead } from "./architecture.ts";

/** @throws CheckpointError for a head that encoder–decoders do not have */
export function sourceHead(config: ConfigReader, head: WantedHead): HeadSpec | undefined {
  if (head === "none") return undefined;
  if (head === "spans") return { kind: head };
  if (head === "sequence") return { kind: head, pool: "last", dense: { activation: "tanh" } };
  throw config.error("architectures", `asks for a head for ${head}, which is not supported for encoder–decoders`);
}

export function sourceLabelsAt({ kind }: HeadSpec): HeadWeights<TensorRecipe> {
  if (kind === "spans") return { output: linearAt("qa_outputs", true) };
  const at = "classification_head";
  return { dense: linearAt(`${at}.dense`, true), output: linearAt(`${at}.out_proj`, true) };
}
