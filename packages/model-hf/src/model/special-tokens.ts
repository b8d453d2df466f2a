/** Tokens that begin and end a text, wherever a checkpoint's files name them. @module */
import { CheckpointError } from "../errors.ts";
import type { JsonObject } from "../source/source.ts";

/** The token that an encoder–decoder starts writing from. @throws CheckpointError when no file names one */
export function decoderStart(...configs: Readonly<JsonObject>[]): number {
  for (const { decoder_start_token_id: id } of configs) if (typeof id === "number") return id;
  throw new CheckpointError("config.json: has no decoder_start_token_id, so an encoder–decoder cannot start.", {
    code: "config-unsupported",
    file: "config.json",
  });
}

/** End-of-sequence tokens: the first file that names any decides. */
export function endTokens(...configs: Readonly<JsonObject>[]): number[] {
  for (const { eos_token_id: id } of configs) {
    if (typeof id === "number") return [id];
    if (Array.isArray(id)) return id.filter((item) => typeof item === "number");
  }
  return [];
}
