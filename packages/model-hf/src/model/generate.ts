/**
 * Generation: the model scores every token as the next one, a sampler chooses, and the choice becomes input.
 * @module
 */
import { createSampler, createStopStringMatcher, type SampledToken, type SamplerOptions } from "@llm-anatomy/sampling";
import type { Session } from "../engine/engine.ts";
import type { JsonObject } from "../source/source.ts";
import { withDefaults } from "./generation-defaults.ts";
import { nextTask } from "./next-task.ts";

export interface GenerateOptions extends SamplerOptions {
  /** At most so many tokens. Default: the checkpoint's own limit, or 256. */
  maxNewTokens?: number;
  /** Generation ends before the first of these texts, which is not given out. */
  stop?: string | readonly string[];
  /** Generation ends with one of these tokens. Default: the checkpoint's end-of-sequence tokens; `[]` for none. */
  stopTokens?: readonly number[];
  /** Start from what the checkpoint's generation_config.json asks for. Default true. */
  checkpointDefaults?: boolean;
  /** Keys of generation_config.json, in its spelling, over those of the checkpoint. */
  generationConfig?: JsonObject;
  /** Of a prompt that is text: whether the tokenizer adds its own tokens around it. Default true. */
  addSpecialTokens?: boolean;
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
  generationConfig: JsonObject;
  /** Positions there are at all: finite where they are learned; rotary positions only get worse beyond their training. */
  maxPositions: number;
}

// Longer pieces are no faster per token and need more memory.
const prefillChunk = 64;

const ownOptions = [
  "maxNewTokens",
  "stop",
  "stopTokens",
  "checkpointDefaults",
  "generationConfig",
  "addSpecialTokens",
  "signal",
] as const;

/** Yields tokens as they are chosen. @throws RangeError for a prompt longer than the model's positions, or an unknown option */
export async function* generateTokens(
  parts: GenerationParts,
  options: GenerateOptions,
): AsyncGenerator<GeneratedToken> {
  const { session, promptIds, decoder, maxPositions } = parts;
  const { stop = [], signal, checkpointDefaults = true } = options;
  checkPrompt(promptIds, maxPositions);
  const config = { ...(checkpointDefaults && parts.generationConfig), ...options.generationConfig };
  const { sampler: samplerOptions, maxNewTokens } = withDefaults(
    config,
    promptIds.length,
    pickSamplerOptions(options),
    options.maxNewTokens,
  );
  if (!(maxNewTokens >= 0)) throw new RangeError(`generate: maxNewTokens is ${maxNewTokens} but has to be 0 or more.`);
  const sampler = createSampler(samplerOptions);
  const stopTokens = new Set(options.stopTokens ?? parts.stopTokens);
  const stops = createStopStringMatcher(typeof stop === "string" ? [stop] : stop);
  const context = Array.from(promptIds);
  // #region loop
  let logits = await prefill(session, context, signal);
  const limit = Math.min(maxNewTokens, maxPositions - context.length);
  for (let count = 1; count <= limit; count++) {
    await nextTask();
    signal?.throwIfAborted();
    const token = sampler.next(logits, context);
    context.push(token.id);
    const ended = stopTokens.has(token.id);
    const last = ended || count === limit;
    const decoded = !decoder || ended ? "" : decoder.push(token.id);
    const { text, stoppedBy } = stops.push(decoded + (last && decoder ? decoder.end() : ""));
    if (stoppedBy !== undefined) {
      yield { ...token, text, finish: "stop-string" };
      return;
    }
    if (last) {
      yield { ...token, text: text + stops.flush(), finish: ended ? "stop-token" : "length" };
      return;
    }
    yield { ...token, text };
    logits = (await session.append([token.id], { signal })).data;
  }
  // #endregion loop
}

function checkPrompt(ids: ArrayLike<number>, maxPositions: number): void {
  if (ids.length === 0) throw new RangeError("generate: the prompt has no tokens. Give at least one.");
  if (ids.length <= maxPositions) return;
  throw new RangeError(
    `generate: the prompt has ${ids.length} tokens but the model has ${maxPositions} positions. Shorten it.`,
  );
}

/** Runs the prompt and returns the logits after it. */
async function prefill(session: Session, ids: readonly number[], signal?: AbortSignal): Promise<Float32Array> {
  let logits = new Float32Array(0);
  for (let start = 0; start < ids.length; start += prefillChunk) {
    await nextTask();
    ({ data: logits } = (await session.append(ids.slice(start, start + prefillChunk), { signal })) as {
      data: Float32Array<ArrayBuffer>;
    });
  }
  return logits;
}

function pickSamplerOptions(options: GenerateOptions): SamplerOptions {
  const own: readonly string[] = ownOptions;
  return Object.fromEntries(
    Object.entries(options).filter(([key, value]) => value !== undefined && !own.includes(key)),
  );
}
