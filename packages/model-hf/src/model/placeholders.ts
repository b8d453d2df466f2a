/**
 * Tokens that stand for images, videos or sound. What they stand for is not read here, and read as ordinary tokens they
 * would be noise that nobody notices.
 * @module
 */
import type { JsonObject } from "../source/source.ts";

const keys = [
  "image_token_id",
  "image_token_index",
  "video_token_id",
  "video_token_index",
  "audio_token_id",
  "audio_token_index",
];

/** @throws TypeError for ids that are the placeholder of something other than text */
export function refusePlaceholders(ids: ArrayLike<number>, config: Readonly<JsonObject>): void {
  for (const key of keys) {
    const id = config[key];
    if (typeof id !== "number" || !Array.prototype.includes.call(ids, id)) continue;
    throw new TypeError(
      `input: token ${id} stands for what is no text (${key} in config.json), and only the language part of this model is loaded. Leave it out.`,
    );
  }
}
