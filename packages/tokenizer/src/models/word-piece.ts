/**
 * WordPiece, BERT's model: take the longest token that begins the word, then the longest that continues it (marked by a
 * prefix, "##"), and so on. A word that cannot be spelt to its end, or is very long, is one unknown token.
 * @see Wu et al. 2016, section 4.1, https://arxiv.org/abs/1609.08144
 * @module
 */
import type { Builder } from "../config.ts";
import type { Model, ModelOptions, ModelToken } from "./model.ts";
import { readVocabulary } from "./vocabulary.ts";
import { idOrUndefined, unknownId } from "./word-level.ts";

export const wordPiece: Builder<Model> = (config) => {
  const unkToken = config.string("unk_token");
  const prefix = config.string("continuing_subword_prefix");
  const maxCharacters = config.integer("max_input_chars_per_word");
  const vocabulary = readVocabulary(config, "vocab");
  let longest = 0;
  for (const [token] of vocabulary) longest = Math.max(longest, token.length);

  function tokenize(text: string, { watch }: ModelOptions = {}): ModelToken[] {
    const unknown = () => [{ id: unknownId(vocabulary, unkToken), value: unkToken, start: 0, end: text.length }];
    if (text.length > maxCharacters && [...text].length > maxCharacters) return unknown();
    const found: ModelToken[] = [];
    // #region longest-first
    for (let start = 0; start < text.length; ) {
      const rest = start > 0 ? prefix + text.slice(start, start + longest) : text;
      const added = start > 0 ? prefix.length : 0;
      let length = Math.min(rest.length, longest); // no longer token exists
      let id = -1;
      for (; length > added; length--) {
        id = vocabulary.getPart(rest, 0, length);
        watch?.candidate?.(start, start + length - added, id, rest.slice(0, length), 0);
        if (id >= 0) break;
      }
      if (id < 0) return unknown();
      const end = start + length - added;
      found.push({ id, value: rest.slice(0, length), start, end });
      start = end;
    }
    // #endregion longest-first
    return found;
  }
  return {
    type: "WordPiece",
    size: vocabulary.size,
    vocabulary,
    tokenToId: (token) => idOrUndefined(vocabulary.get(token)),
    idToToken: (id) => vocabulary.token(id),
    tokenize,
    encodeInto(text, out) {
      const whole = text.length <= maxCharacters ? vocabulary.get(text) : -1;
      if (whole >= 0) out.push(whole);
      else for (const { id } of tokenize(text)) out.push(id);
    },
  };
};
