/** The short way that is always there: the long way, but words that came up before are not asked of the model again. @module */
import type { Shortcut } from "../pipeline.ts";
import { WordEncoder } from "./word-encoder.ts";

export const memoryShortcut: Shortcut = (pipeline) => {
  if (pipeline.model.isRandom || pipeline.model.type === "WordLevel") return null; // whose own table is as fast
  const { added, normalizer } = pipeline;
  let words: WordEncoder | null = null; // made at the first text: loading stays quick
  return {
    encode(part, out) {
      words ??= new WordEncoder(pipeline.model);
      pipeline.encodeLong(part, out, words);
    },
    locate(part, out) {
      words ??= new WordEncoder(pipeline.model);
      pipeline.locateNormalized(added.normalize(part, normalizer), out, undefined, words);
      return true;
    },
  };
};
