/** A token's own text, and how likely it was, as the API tells it. @module */
import type { GeneratedToken } from "../model/generate.ts";
import type { Model } from "../model/model.ts";

export interface TokenLikelihood {
  token: string;
  logprob: number;
  /** UTF-8 of the text; null of a token that is part of a character. */
  bytes: number[] | null;
}

export interface AnswerToken extends TokenLikelihood {
  top_logprobs: TokenLikelihood[];
}

/** Tells each token of an answer; a token's text depends on what stands before it. */
export function createTokenTeller(model: Model, promptIds: readonly number[]): (token: GeneratedToken) => AnswerToken {
  const { tokenizer } = model;
  let previous = promptIds.at(-1);
  const tell = (id: number, logprob: number): TokenLikelihood => {
    const before = previous === undefined ? "" : tokenizer.decode([previous]);
    const both = previous === undefined ? tokenizer.decode([id]) : tokenizer.decode([previous, id]);
    // A word's beginning is a space only after something.
    const token = both.startsWith(before) ? both.slice(before.length) : tokenizer.decode([id]);
    return { token, logprob, bytes: token.includes("\ufffd") ? null : [...new TextEncoder().encode(token)] };
  };
  return ({ id, logprob, top = [] }) => {
    const told = { ...tell(id, logprob), top_logprobs: top.map((other) => tell(other.id, other.logprob)) };
    previous = id;
    return told;
  };
}
