/** WordLevel: a word is a token, or it is unknown. @module */
import { type Builder, show, TokenizerError } from "../config.ts";
import { type Model, type ModelToken, Vocabulary } from "./model.ts";

export const wordLevel: Builder<Model> = (config) => {
  const unkToken = config.string("unk_token");
  const { ids, tokens } = new Vocabulary(config, "vocab");
  return {
    size: ids.size,
    vocabulary: () => ids,
    tokenToId: (token) => ids.get(token),
    idToToken: (id) => tokens[id],
    tokenize(text): ModelToken[] {
      const id = ids.get(text);
      if (id !== undefined) return [{ id, value: text, start: 0, end: text.length }];
      return [{ id: unknownId(ids, unkToken), value: unkToken, start: 0, end: text.length }];
    },
  };
};

/** @throws TokenizerError if the vocabulary lacks the unknown token that is needed now */
export function unknownId(ids: Map<string, number>, unkToken: string): number {
  const id = ids.get(unkToken);
  if (id !== undefined) return id;
  throw new TokenizerError("model.unk_token", `is ${show(unkToken)}, which is not in the vocabulary.`);
}
