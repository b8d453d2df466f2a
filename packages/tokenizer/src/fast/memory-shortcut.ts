/** The short way that is always there: the long way, but words that came up before are not asked of the model again. @module */
import type { Shortcut } from "../pipeline.ts";
import { WordEncoder } from "./word-encoder.ts";

export const memoryShortcut: Shortcut = (pipeline) => {
  if (pipeline.model.isRandom || pipeline.model.type === "WordLevel") return null; // whose own table is as fast
  let words: WordEncoder | null = null; // made at the first text: loading stays quick
  return (part, out) => {
    words ??= new WordEncoder(pipeline.model);
    pipeline.encodeLong(part, out, words);
  };
};
