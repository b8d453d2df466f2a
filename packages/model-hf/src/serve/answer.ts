/** Making answers: waiting for a turn, generating, and telling it at once or piece by piece. @module */
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { GeneratedToken, GenerateOptions } from "../model/generate.ts";
import type { Model } from "../model/model.ts";
import { asApiError } from "./api-error.ts";
import type { GenerationRequest } from "./read-generation.ts";
import { type AnswerToken, createTokenTeller } from "./token-text.ts";
import type { Turns } from "./turns.ts";

/** What a model continues. */
export interface Prompt {
  ids: number[];
  /** Tokens that end the answer, where they are not the checkpoint's. */
  stopTokens?: number[];
}

/** A part of an answer: with one token's text, and its likelihood where that was asked for. */
export interface Piece {
  index: number;
  text: string;
  token?: AnswerToken;
  finish: "stop" | "length" | null;
}

/** An answer as a whole. */
export interface Choice {
  index: number;
  text: string;
  tokens: AnswerToken[];
  finish: "stop" | "length";
}

/** Numbers of tokens. */
export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

/** How an endpoint says it. */
export interface Form {
  /** Chunks of a stream for a piece. */
  chunks(piece: Piece): object[];
  /** Last chunk of a stream that tells the numbers of tokens. */
  usageChunk(usage: Usage): object;
  whole(choices: Choice[], usage: Usage): object;
}

export interface AnswerRequest extends GenerationRequest {
  prompts: readonly Prompt[];
  /** Whether tokens are told with their likelihoods. */
  logprobs: boolean;
}

/** Answers a request. Ends with the client: one that goes away lets the next one have its turn. */
export async function answer(
  context: Context,
  model: Model,
  turns: Turns,
  request: AnswerRequest,
  form: Form,
): Promise<Response> {
  const gone = new AbortController();
  const { signal } = context.req.raw;
  signal.addEventListener("abort", () => gone.abort(signal.reason));
  const endTurn = await turns.take(gone.signal);
  try {
    const usage: Usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
    for (const { ids } of request.prompts) usage.prompt_tokens += ids.length;
    const pieces = generatePieces(model, request, usage, gone.signal);
    if (!request.stream) {
      const choices = await collect(pieces, request.prompts.length * request.count);
      endTurn();
      return context.json(form.whole(choices, usage));
    }
    // What is wrong with a request shows with the first token at the latest: then it still has a status of its own.
    const first = await pieces.next();
    return streamSSE(context, async (stream) => {
      stream.onAbort(() => gone.abort());
      const send = (data: object) => stream.writeSSE({ data: JSON.stringify(data) });
      try {
        for (let piece = first; !piece.done; piece = await pieces.next())
          for (const chunk of form.chunks(piece.value)) await send(chunk);
        if (request.includeUsage) await send(form.usageChunk(usage));
        await stream.writeSSE({ data: "[DONE]" });
      } catch (error) {
        if (!gone.signal.aborted) await send(asApiError(error).body);
      } finally {
        await pieces.return(undefined);
        endTurn();
      }
    });
  } catch (error) {
    endTurn();
    throw error;
  }
}

/** All answers to all prompts, one after the other. Counts tokens in `usage`. */
async function* generatePieces(
  model: Model,
  { prompts, count, options, logprobs }: AnswerRequest,
  usage: Usage,
  signal: AbortSignal,
): AsyncGenerator<Piece> {
  for (const [number, { ids, stopTokens }] of prompts.entries()) {
    for (let i = 0; i < count; i++) {
      const index = number * count + i;
      const tell = logprobs ? createTokenTeller(model, ids) : undefined;
      const seed = options.seed === undefined ? undefined : options.seed + index;
      for await (const token of model.generate(ids, { ...given(options), ...given({ seed, stopTokens }), signal })) {
        usage.completion_tokens++;
        usage.total_tokens = usage.prompt_tokens + usage.completion_tokens;
        yield { index, text: token.text, token: tell?.(token), finish: finishOf(token) };
      }
    }
  }
}

function finishOf({ finish }: GeneratedToken): Piece["finish"] {
  if (finish === undefined) return null;
  return finish === "length" ? "length" : "stop";
}

function given(options: GenerateOptions): GenerateOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

async function collect(pieces: AsyncIterable<Piece>, count: number): Promise<Choice[]> {
  const choices = Array.from(
    { length: count },
    (_, index): Choice => ({ index, text: "", tokens: [], finish: "length" }),
  );
  for await (const { index, text, token, finish } of pieces) {
    const choice = choices[index];
    choice.text += text;
    if (token) choice.tokens.push(token);
    if (finish) choice.finish = finish;
  }
  return choices;
}
