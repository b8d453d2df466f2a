/**
 * Token after token: the plain loop of greedy and multinomial decoding.
 * @module
 */
import { checkedPrompt, type DecodingModel, rowOf } from "./decoding-model.ts";
import { checkKnownOptions, type SamplerOptions, samplerOptionNames } from "./options.ts";
import { createSampler, type SampledToken } from "./sampler.ts";
import { createStopStringMatcher } from "./stop-strings.ts";
import { createStopping, type FinishReason, type StopOptions, stopOptionNames } from "./stopping.ts";
import { createTextStream } from "./text-stream.ts";

/** A sampler's options and when to stop. `promptLength` and `maxLength` are known from the prompt. */
export interface GenerateOptions
  extends Omit<SamplerOptions, "promptLength" | "maxLength" | "eosTokenIds">,
    StopOptions {
  /**
   * For guidanceScale: a second session of the model, which reads the generated tokens after another prompt. Hugging
   * Face's default for that is the last token of the prompt.
   */
  unconditional?: { model: DecodingModel; prompt: ArrayLike<number> };
}

export interface GeneratedToken extends SampledToken {
  /** The text that is safe to show after this token; needs `decode`, empty without it. */
  text: string;
  /** Set on the last token: why it is the last. */
  finish?: FinishReason;
}

/**
 * Generates tokens one by one after `prompt` (token ids), greedily or at random as the options say.
 *
 * @throws RangeError or TypeError if an option is unknown, out of range or lacks another it needs; the signal's reason
 * @example
 * for await (const { id } of generate(model, [1], { maxNewTokens: 8, temperature: 0.8, seed: 1 })) console.log(id);
 */
export async function* generate(
  model: DecodingModel,
  prompt: ArrayLike<number>,
  options: GenerateOptions,
): AsyncGenerator<GeneratedToken, void, void> {
  const context = checkedPrompt("generate", prompt);
  const sampler = createSampler(samplerOptionsFor("generate", options, context.length));
  const finishing = createFinishing("generate", options);
  const { unconditional } = options;
  if (options.guidanceScale !== undefined && !unconditional) {
    throw new TypeError("generate: guidanceScale needs unconditional: { model, prompt }. Pass both.");
  }
  let unread = Int32Array.from(context);
  let unreadUnconditional = Int32Array.from(unconditional?.prompt ?? []);
  for (;;) {
    finishing.throwIfAborted();
    const { logits } = await model.step(unread, { rows: 1, positions: "last" });
    const other =
      unconditional && (await unconditional.model.step(unreadUnconditional, { rows: 1, positions: "last" }));
    const token = sampler.next(rowOf(logits, 0, 1), context, { unconditional: other?.logits });
    context.push(token.id);
    const generated = finishing.add(token);
    yield generated;
    if (generated.finish) return;
    unread = unreadUnconditional = Int32Array.of(token.id);
  }
}

/** The sampler's part of a strategy's options, completed by what is known from the prompt. */
export function samplerOptionsFor(
  where: string,
  options: Omit<SamplerOptions, "promptLength" | "maxLength" | "eosTokenIds"> & StopOptions,
  promptLength: number,
  extra: readonly string[] = ["unconditional"],
): SamplerOptions {
  checkKnownOptions(where, options, [...samplerOptionNames, ...stopOptionNames, ...extra]);
  const known: SamplerOptions = { promptLength, maxLength: promptLength + options.maxNewTokens };
  const sampler: SamplerOptions = {};
  for (const name of samplerOptionNames) {
    const value = (options as SamplerOptions)[name];
    if (value !== undefined) Object.assign(sampler, { [name]: value });
  }
  // A plan of parseGenerationOptions brings them along: then they have to be those of this prompt
  for (const name of ["promptLength", "maxLength"] as const) {
    if (sampler[name] !== undefined && sampler[name] !== known[name]) {
      throw new RangeError(`${where}: ${name} is ${sampler[name]} but ${known[name]} with this prompt. Leave it out.`);
    }
  }
  Object.assign(sampler, known);
  return sampler;
}

export interface Finishing {
  /** Adds text and, where it applies, the reason to finish. */
  add(token: SampledToken): GeneratedToken;
  throwIfAborted(): void;
}

/** Follows a growing text to its end. */
export function createFinishing(where: string, options: StopOptions): Finishing {
  const stopping = createStopping(where, options);
  const stream = options.decode && createTextStream(options.decode);
  const matcher = createStopStringMatcher(options.stopStrings ?? []);
  let length = 0;
  return {
    throwIfAborted: stopping.throwIfAborted,
    add(token) {
      length++;
      const { text, stoppedBy } = matcher.push(stream?.push(token.id) ?? "");
      if (stoppedBy !== undefined) return { ...token, text, finish: "stop string" };
      const finish = stopping.after(token.id, length);
      if (!finish) return { ...token, text };
      const rest = matcher.push(stream?.flush() ?? "");
      return {
        ...token,
        text: text + rest.text + matcher.flush(),
        finish: rest.stoppedBy === undefined ? finish : "stop string",
      };
    },
  };
}
