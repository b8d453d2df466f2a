/** How the vectors of an embedding model are pooled, as Sentence Transformers' files would say it. @module */
import { CheckpointError } from "../errors.ts";
import type { Metadata } from "./gguf-header.ts";

/** By llama.cpp's number; 0 is none. */
const keys = ["", "pooling_mode_mean_tokens", "pooling_mode_cls_token", "pooling_mode_lasttoken"] as const;

/** Empty for models that do not pool. llama.cpp gives vectors of length 1, and so do the models these files are made of. */
export function poolingFiles(metadata: Metadata, name: string): Record<string, unknown> {
  const kind = metadata[`${metadata["general.architecture"]}.pooling_type`];
  if (kind === undefined || kind === 0) return {};
  const key = keys[Number(kind)];
  if (!key) {
    throw new CheckpointError(
      `${name}: pooling_type is ${kind}, which is not supported; supported: 0 (none), 1 (mean), 2 (first), 3 (last).`,
      { code: "config-unsupported" },
    );
  }
  const step = (idx: number, path: string, type: string) => ({
    idx,
    path,
    type: `sentence_transformers.models.${type}`,
  });
  return {
    "modules.json": [step(0, "", "Transformer"), step(1, "1_Pooling", "Pooling"), step(2, "2_Normalize", "Normalize")],
    "1_Pooling/config.json": { [key]: true },
  };
}
