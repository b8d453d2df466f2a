/**
 * WordPiece, BERT's model: take the longest token that begins the word, then the longest that continues it (marked by a
 * prefix, "##"), and so on. A word that cannot be spelt to its end, or is very long, is one unknown token.
 * @see Wu et al. 2016, section 4.1, https://arxiv.org/abs/1609.08144
 * @module
 */
import type { Builder } from "../config.ts";
import { type Model, type ModelToken, Vocabulary } from "./model.ts";
import { unknownId } from "./word-level.ts";

export const wordPiece: Builder<Model> = (config) => {
  const unkToken = config.string("unk_token");
  const prefix = config.string("continuing_subword_prefix");
  const maxCharacters = config.integer("max_input_chars_per_word");
  const { ids, tokens } = new Vocabulary(config, "vocab");
  let longest = 0;
  for (const token of ids.keys()) longest = Math.max(longest, token.length);

  function tokenize(text: string): ModelToken[] {
    const unknown = () => [{ id: unknownId(ids, unkToken), value: unkToken, start: 0, end: text.length }];
    if (text.length > maxCharacters && [...text].length > maxCharacters) return unknown();
    const found: ModelToken[] = [];
    for (let start = 0; start < text.length; ) {
      let end = Math.min(text.length, start + longest); // no longer token exists
      for (; end > start; end--) {
        const part = text.slice(start, end);
        const value = start > 0 ? prefix + part : part;
        const id = ids.get(value);
        if (id === undefined) continue;
        found.push({ id, value, start, end });
        break;
      }
      if (end === start) return unknown();
      start = end;
    }
    return found;
  }
  return {
    size: ids.size,
    vocabulary: () => ids,
    tokenToId: (token) => ids.get(token),
    idToToken: (id) => tokens[id],
    tokenize,
  };
};
