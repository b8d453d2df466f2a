/** The short way of byte-level tokenizers: a text is normalized as a whole, and its words are looked up. @module */
import type { Shortcut } from "../pipeline.ts";
import { createByteWords } from "./byte-words.ts";
import { createWordLocator } from "./word-locator.ts";

export const wordShortcut: Shortcut = (pipeline, json, build) => {
  const { added, model, normalizer } = pipeline;
  const words = createByteWords(model, json, build);
  if (!words) return null;
  const locate = createWordLocator(pipeline, words);
  return {
    encode: (part, out) => words.encode(added.normalize(part, normalizer), out),
    locate: locate ? (part, out) => locate(added.normalize(part, normalizer), out) : undefined,
  };
};
