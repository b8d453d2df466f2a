/** WordLevel: a word is a token, or it is unknown. @module */
import { type Builder, show, TokenizerError } from "../config.ts";
import type { Model, ModelToken } from "./model.ts";
import { readVocabulary, type Vocabulary } from "./vocabulary.ts";

export const wordLevel: Builder<Model> = (config) => {
  const unkToken = config.string("unk_token");
  const vocabulary = readVocabulary(config, "vocab");
  return {
    type: "WordLevel",
    size: vocabulary.size,
    vocabulary,
    tokenToId: (token) => idOrUndefined(vocabulary.get(token)),
    idToToken: (id) => vocabulary.token(id),
    tokenize(text): ModelToken[] {
      const id = vocabulary.get(text);
      if (id >= 0) return [{ id, value: text, start: 0, end: text.length }];
      return [{ id: unknownId(vocabulary, unkToken), value: unkToken, start: 0, end: text.length }];
    },
    encodeInto(text, out) {
      const id = vocabulary.get(text);
      out.push(id >= 0 ? id : unknownId(vocabulary, unkToken));
    },
  };
};

export function idOrUndefined(id: number): number | undefined {
  return id < 0 ? undefined : id;
}

/** @throws TokenizerError if the vocabulary lacks the unknown token that is needed now */
export function unknownId(vocabulary: Vocabulary, unkToken: string): number {
  const id = vocabulary.get(unkToken);
  if (id >= 0) return id;
  throw new TokenizerError("model.unk_token", `is ${show(unkToken)}, which is not in the vocabulary.`);
}
