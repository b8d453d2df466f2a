/** What happens after the model: special tokens around the text, type ids, trimmed offsets. @module */
import type { Builder } from "../config.ts";
import { Encoding } from "../encoding.ts";

export interface PostProcessor {
  /** How many tokens it adds around one text or a pair: truncation leaves room for them. */
  addedTokens(isPair: boolean): number;
  /** Takes the encodings of one text or of two, and gives the parts of the result in order. */
  process(encodings: Encoding[], addSpecialTokens: boolean): Encoding[];
}

/** Applies a change to an encoding and to what truncation cut off it. */
export function withOverflow(encoding: Encoding, change: (encoding: Encoding) => Encoding): Encoding {
  const { overflowing } = encoding;
  const changed = change(encoding);
  changed.overflowing = overflowing.map(change);
  return changed;
}

/** An encoding of tokens that come from no text. */
export function specialEncoding(tokens: readonly (readonly [token: string, id: number])[], typeId: number): Encoding {
  const encoding = new Encoding();
  for (const [token, id] of tokens) {
    encoding.ids.push(id);
    encoding.tokens.push(token);
    encoding.offsets.push([0, 0]);
    encoding.typeIds.push(typeId);
    encoding.wordIds.push(null);
    encoding.specialTokensMask.push(1);
    encoding.attentionMask.push(1);
  }
  return encoding;
}

/** One post-processor after another. */
export const postProcessorSequence: Builder<PostProcessor> = (config, build) => {
  const parts = config.array("processors").map((part, i) => build(part, `${config.path}.processors[${i}]`));
  return {
    addedTokens: (isPair) => parts.reduce((sum, part) => sum + part.addedTokens(isPair), 0),
    process: (encodings, special) => parts.reduce((current, part) => part.process(current, special), encodings),
  };
};
