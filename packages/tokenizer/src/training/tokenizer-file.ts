/**
 * What a training returns: the object that, written as JSON, is a `tokenizer.json`.
 * @module
 */

/** A part of a tokenizer.json, for example `{ type: "ByteLevel", add_prefix_space: false, … }`. */
export type Component = { type: string } & Record<string, unknown>;

/** A special token: its text, or the fields of `added_tokens` that are to differ from the defaults. */
export type SpecialToken =
  | string
  | { content: string; single_word?: boolean; lstrip?: boolean; rstrip?: boolean; normalized?: boolean };

/** The parts around the model; they are written to the file as given. */
export interface PipelineOptions {
  normalizer?: Component | null;
  preTokenizer?: Component | null;
  postProcessor?: Component | null;
  decoder?: Component | null;
}

export interface AddedTokenFields {
  id: number;
  content: string;
  single_word: boolean;
  lstrip: boolean;
  rstrip: boolean;
  normalized: boolean;
  special: boolean;
}

/** A whole tokenizer.json. */
export interface TokenizerFile<Model extends Component = Component> {
  version: "1.0";
  truncation: null;
  padding: null;
  added_tokens: AddedTokenFields[];
  normalizer: Component | null;
  pre_tokenizer: Component | null;
  post_processor: Component | null;
  decoder: Component | null;
  model: Model;
}

export function tokenizerFile<Model extends Component>(
  model: Model,
  ids: ReadonlyMap<string, number>,
  specialTokens: readonly SpecialToken[],
  { normalizer, preTokenizer, postProcessor, decoder }: PipelineOptions,
): TokenizerFile<Model> {
  const added = new Map<string, AddedTokenFields>();
  for (const token of specialTokens) {
    const fields = typeof token === "string" ? { content: token } : token;
    const id = ids.get(fields.content);
    if (id === undefined || added.has(fields.content)) continue;
    const defaults = { single_word: false, lstrip: false, rstrip: false, normalized: false };
    added.set(fields.content, { id, ...defaults, ...fields, special: true });
  }
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [...added.values()].sort((a, b) => a.id - b.id),
    normalizer: normalizer ?? null,
    pre_tokenizer: preTokenizer ?? null,
    post_processor: postProcessor ?? null,
    decoder: decoder ?? null,
    model,
  };
}

export function specialTokenText(token: SpecialToken): string {
  return typeof token === "string" ? token : token.content;
}
