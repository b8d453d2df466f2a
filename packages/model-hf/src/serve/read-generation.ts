/** What a request for a text asks of generation: parameters that chats and plain completions have in common. @module */
import type { GenerateOptions } from "../model/generate.ts";
import { ApiError } from "./api-error.ts";
import type { RequestReader } from "./request-reader.ts";

export interface GenerationRequest {
  options: GenerateOptions;
  /** Answers to the same prompt. */
  count: number;
  stream: boolean;
  /** Whether a stream ends with the numbers of tokens. */
  includeUsage: boolean;
}

/** Likelihoods of other tokens beside each that was chosen. */
export const mostAlternatives = 20;
const mostAnswers = 16;
const mostTokens = 2 ** 20;

/**
 * Reads what shapes the answer. What is left out is as the checkpoint's own generation_config.json says, as in `generate`.
 *
 * @throws ApiError for a value out of range
 */
export function readGeneration(request: RequestReader): GenerationRequest {
  // Who computes for whom, and where it is kept: nothing is kept, and there is one way to compute.
  request.ignore("user", "metadata", "store", "service_tier", "safety_identifier", "prompt_cache_key");
  const stream = request.boolean("stream") ?? false;
  const options: GenerateOptions = {
    maxNewTokens: request.integer("max_tokens", 1, mostTokens),
    stop: request.texts("stop")?.filter((text) => text !== ""),
    seed: request.integer("seed", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    temperature: request.number("temperature", 0, 100),
    topP: request.number("top_p", 0, 1),
    topK: request.integer("top_k", 1, mostTokens),
    minP: request.number("min_p", 0, 1),
    presencePenalty: request.number("presence_penalty", -2, 2) || undefined,
    frequencyPenalty: request.number("frequency_penalty", -2, 2) || undefined,
    repetitionPenalty: request.number("repetition_penalty", 0.01, 100),
    sequenceBias: readBiases(request),
  };
  if (options.temperature === 0) {
    // The likeliest token every time: clients send what shapes a draw nevertheless.
    for (const name of ["topP", "topK", "minP", "seed"] as const) delete options[name];
  }
  return {
    options,
    count: request.integer("n", 1, mostAnswers) ?? 1,
    stream,
    includeUsage: readStreamOptions(request, stream),
  };
}

function readStreamOptions(request: RequestReader, stream: boolean): boolean {
  const given = request.take("stream_options") as Record<string, unknown> | undefined;
  if (given === undefined) return false;
  if (!stream) throw new ApiError(400, "stream_options is for stream: true.", { param: "stream_options" });
  // include_obfuscation pads chunks against who measures their sizes on the network.
  const unknown = Object.keys(given).find((key) => key !== "include_usage" && key !== "include_obfuscation");
  if (unknown)
    throw new ApiError(400, `stream_options has no ${unknown}, only include_usage.`, { param: "stream_options" });
  return given.include_usage === true;
}

/** `{ "50256": -100 }` → sequences of one token each. */
function readBiases(request: RequestReader): GenerateOptions["sequenceBias"] {
  const given = request.take("logit_bias");
  if (given === undefined) return undefined;
  const biases = Object.entries(given as object).map(([id, bias]) => [[Number(id)], bias] as const);
  const right = biases.every(
    ([[id], bias]) => Number.isInteger(id) && id >= 0 && typeof bias === "number" && Math.abs(bias) <= 100,
  );
  if (typeof given !== "object" || Array.isArray(given) || !right)
    throw request.wrong("logit_bias", "an object of token ids with numbers between -100 and 100");
  return biases.length > 0 ? biases : undefined;
}
