/**
 * Generation: the model scores every token as the next one, a sampler chooses, and the choice becomes input.
 * @module
 */
import { createSampler, type SampledToken, type SamplerOptions } from "@llm-anatomy/sampling";
import type { Session } from "../engine/engine.ts";
import { StopStrings } from "./stop-strings.ts";

export interface GenerateOptions extends SamplerOptions {
  /** At most so many tokens. Default: the checkpoint's own limit, or 256. */
  maxNewTokens?: number;
  /** Generation ends before the first of these texts, which is not given out. */
  stop?: string | readonly string[];
  /** Generation ends with one of these tokens. Default: the checkpoint's end-of-sequence tokens; `[]` for none. */
  stopTokens?: readonly number[];
  /** Ends generation between two tokens, with the signal's reason. */
  signal?: AbortSignal;
}

export interface GeneratedToken extends SampledToken {
  /** Text that became certain with this token: empty while a character or a possible stop text is incomplete. */
  text: string;
  /** Why this token is the last one. */
  finish?: "stop-token" | "stop-string" | "length";
}

/** What generation needs of a model. */
export interface GenerationParts {
  session: Session;
  promptIds: ArrayLike<number>;
  /** Turns ids into text, one at a time; absent for a checkpoint without a tokenizer. */
  decoder?: { push(id: number): string; end(): string };
  stopTokens: readonly number[];
  /** Positions there are at all: finite where they are learned; rotary positions only get worse beyond their training. */
  maxPositions: number;
}

// Longer pieces are no faster per token and need more memory.
const prefillChunk = 64;

const ownOptions = ["maxNewTokens", "stop", "stopTokens", "signal"] as const;

/** Yields tokens as they are chosen. @throws RangeError for a prompt longer than the model's positions, or an unknown option */
export async function* generateTokens(
  parts: GenerationParts,
  options: GenerateOptions,
): AsyncGenerator<GeneratedToken> {
  const { session, promptIds, decoder, maxPositions } = parts;
  const { maxNewTokens = 256, signal } = options;
  if (promptIds.length === 0) throw new RangeError("generate: the prompt has no tokens. Give at least one.");
  if (promptIds.length > maxPositions) {
    throw new RangeError(
      `generate: the prompt has ${promptIds.length} tokens but the model has ${maxPositions} positions. Shorten it.`,
    );
  }
  if (!(maxNewTokens >= 0)) throw new RangeError(`generate: maxNewTokens is ${maxNewTokens} but has to be 0 or more.`);
  const sampler = createSampler(samplerOptions(options));
  const stopTokens = new Set(options.stopTokens ?? parts.stopTokens);
  const stops = new StopStrings(options.stop);
  const context = Array.from(promptIds);
  let logits = await prefill(session, context, signal);
  const limit = Math.min(maxNewTokens, maxPositions - context.length);
  for (let count = 1; count <= limit; count++) {
    signal?.throwIfAborted();
    const token = sampler.next(logits, context);
    context.push(token.id);
    const ended = stopTokens.has(token.id);
    const last = ended || count === limit;
    const decoded = !decoder || ended ? "" : decoder.push(token.id);
    const text = stops.push(decoded) + (last && !stops.found ? stops.push(decoder?.end() ?? "") : "");
    if (stops.found) {
      yield { ...token, text, finish: "stop-string" };
      return;
    }
    if (last) {
      yield { ...token, text: text + stops.end(), finish: ended ? "stop-token" : "length" };
      return;
    }
    yield { ...token, text };
    logits = (await session.append([token.id], { signal })).data;
  }
}

/** Runs the prompt and returns the logits after it. */
async function prefill(session: Session, ids: readonly number[], signal?: AbortSignal): Promise<Float32Array> {
  let logits = new Float32Array(0);
  for (let start = 0; start < ids.length; start += prefillChunk) {
    ({ data: logits } = (await session.append(ids.slice(start, start + prefillChunk), { signal })) as {
      data: Float32Array<ArrayBuffer>;
    });
  }
  return logits;
}

function samplerOptions(options: GenerateOptions): SamplerOptions {
  return Object.fromEntries(
    Object.entries(options).filter(
      ([key, value]) => value !== undefined && !(ownOptions as readonly string[]).includes(key),
    ),
  );
}
