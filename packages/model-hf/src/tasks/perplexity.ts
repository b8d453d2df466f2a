/**
 * Perplexity: how surprised a language model is by a text. 1 would be certain of every token; 50 is as unsure as if it
 * had to choose among 50 tokens every time.
 *
 * A text longer than the model's window is read in windows that overlap: every token is scored once, with as much text
 * before it as the window leaves. Smaller strides leave more, and take more runs.
 * @see https://huggingface.co/docs/transformers/perplexity (windows and stride)
 * @module
 */
import { tokenLogprob } from "@llm-anatomy/sampling";
import type { Model } from "../model/model.ts";
import { checkOptionNames, encodeText } from "./run-encoding.ts";

export interface PerplexityOptions {
  /** Tokens that are read together. Default: the model's positions, at most 2,048. */
  window?: number;
  /** How far the window moves. Default half of it. */
  stride?: number;
  signal?: AbortSignal;
}

export interface Perplexity {
  /** exp of the mean of -ln p(token). */
  perplexity: number;
  /** Mean of -ln p(token), in nats. */
  loss: number;
  /** Tokens that were scored: all but the first one, and with windows that do not overlap the first of each. */
  tokens: number;
  ids: number[];
  /** ln p of each token given those before it in its window; NaN where there is nothing before it. */
  logprobs: Float64Array;
}

const usualWindow = 2048;

/** How likely a text is, token by token and on the whole. @throws RangeError for fewer than two tokens, TypeError for a model without a vocabulary */
export async function perplexity(
  model: Model,
  text: string | ArrayLike<number>,
  options: PerplexityOptions = {},
): Promise<Perplexity> {
  checkOptionNames("perplexity", options, ["window", "stride", "signal"]);
  const { spec, name } = model;
  if (spec.head?.kind !== "vocabulary" || spec.encoder || !spec.blocks.every(({ attention }) => attention.causal)) {
    throw new TypeError(`perplexity: needs a model that predicts the next token, but ${name} does not.`);
  }
  const ids = typeof text === "string" ? encodeText(model, text).ids : Array.from(text);
  if (ids.length < 2) throw new RangeError(`perplexity: the text has ${ids.length} tokens but needs at least 2.`);
  const { window, stride } = checkWindow(options, spec);
  const logprobs = new Float64Array(ids.length).fill(Number.NaN);
  let scored = 0; // tokens before this one are done
  for (let begin = 0; scored < ids.length; begin += stride) {
    options.signal?.throwIfAborted();
    const end = Math.min(begin + window, ids.length);
    const { logits } = await model.forward(ids.slice(begin, end));
    const { data, shape } = logits!;
    const vocabSize = shape[2];
    for (let t = Math.max(scored, begin + 1); t < end; t++) {
      const before = (t - 1 - begin) * vocabSize; // logits[0, t - 1 - begin, 0]
      logprobs[t] = tokenLogprob(data.subarray(before, before + vocabSize), ids[t]);
    }
    scored = end;
  }
  const counted = logprobs.filter((value) => !Number.isNaN(value));
  const loss = -counted.reduce((sum, value) => sum + value, 0) / counted.length;
  return { perplexity: Math.exp(loss), loss, tokens: counted.length, ids, logprobs };
}

function checkWindow(
  { window: asked, stride: askedStride }: PerplexityOptions,
  { maxPositions, embedding }: Model["spec"],
): { window: number; stride: number } {
  const window = asked ?? Math.min(maxPositions, usualWindow);
  const most = embedding.learnedPositions ? maxPositions : Number.POSITIVE_INFINITY;
  if (!(Number.isInteger(window) && window >= 2 && window <= most))
    throw new RangeError(`perplexity: window is ${window} but has to be a whole number from 2 to ${most}.`);
  const stride = askedStride ?? Math.floor(window / 2);
  if (!(Number.isInteger(stride) && stride >= 1 && stride <= window))
    throw new RangeError(`perplexity: stride is ${stride} but has to be a whole number from 1 to ${window}.`);
  return { window, stride };
}
