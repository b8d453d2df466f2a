/** POST /v1/completions: a text, and how it goes on. @module */
import type { Model } from "../model/model.ts";
import type { AnswerRequest, Choice, Form, Piece, Prompt, Usage } from "./answer.ts";
import { mostAlternatives, readGeneration } from "./read-generation.ts";
import type { RequestReader } from "./request-reader.ts";
import type { AnswerToken } from "./token-text.ts";

/** @throws ApiError for a request that cannot be answered as it asks */
export function readCompletionRequest(model: Model, request: RequestReader): AnswerRequest {
  const prompts = readPrompts(model, request);
  const generation = readGeneration(request);
  const logprobs = request.integer("logprobs", 0, mostAlternatives);
  request.only("echo", [false], "an answer is only what comes after the prompt");
  request.only("suffix", [""], "models here write on, they do not fill in");
  request.only("best_of", [1, generation.count], "all answers are given out: ask for n of them");
  request.finish();
  const options = { ...generation.options, topLogprobs: logprobs || undefined };
  return { ...generation, options, logprobs: logprobs !== undefined, prompts };
}

/** A text, texts, the ids of one prompt, or of several. */
function readPrompts({ tokenizer }: Model, request: RequestReader): Prompt[] {
  const given = request.take("prompt");
  const isIds = (value: unknown) =>
    Array.isArray(value) && value.length > 0 && value.every((id) => Number.isInteger(id) && id >= 0);
  const list = typeof given === "string" || isIds(given) ? [given] : given;
  const right = Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === "string" || isIds(one));
  if (!right) throw request.wrong("prompt", "a text, a list of texts, or token ids");
  return list.map((one: string | number[]) => ({
    ids: typeof one === "string" ? tokenizer.encode(one, { truncation: null, padding: null }).ids : one,
  }));
}

/** Answers as texts. */
export function completionForm(model: string, { includeUsage, logprobs }: AnswerRequest): Form {
  const head = {
    id: `cmpl-${crypto.randomUUID()}`,
    object: "text_completion",
    created: Math.floor(Date.now() / 1000),
    model,
  };
  const lengths = new Map<number, number>();
  const likelihoods = (index: number, tokens: AnswerToken[]) => {
    if (!logprobs) return null;
    const offsets = tokens.map(({ token }) => {
      const at = lengths.get(index) ?? 0;
      lengths.set(index, at + token.length);
      return at;
    });
    return {
      tokens: tokens.map(({ token }) => token),
      token_logprobs: tokens.map(({ logprob }) => logprob),
      top_logprobs: tokens.map(({ top_logprobs: top }) =>
        Object.fromEntries(top.map((one) => [one.token, one.logprob])),
      ),
      text_offset: offsets,
    };
  };
  const choice = (index: number, text: string, tokens: AnswerToken[], finish: Piece["finish"]) => ({
    index,
    text,
    logprobs: likelihoods(index, tokens),
    finish_reason: finish,
  });
  return {
    chunks({ index, text, token, finish }) {
      if (text === "" && !token && !finish) return [];
      const choices = [choice(index, text, token ? [token] : [], finish)];
      return [{ ...head, choices, ...(includeUsage && { usage: null }) }];
    },
    usageChunk: (usage: Usage) => ({ ...head, choices: [], usage }),
    whole: (choices: Choice[], usage: Usage) => ({
      ...head,
      choices: choices.map(({ index, text, tokens, finish }) => choice(index, text, tokens, finish)),
      usage,
    }),
  };
}
