/** What a checkpoint's own generation_config.json asks for, where a caller says nothing else. @module */
import { drawingOptions, parseGenerationOptions, type SamplerOptions } from "@llm-anatomy/sampling";
import type { JsonObject } from "../source/source.ts";

export interface GenerationDefaults {
  sampler: SamplerOptions;
  maxNewTokens: number;
}

const usualLimit = 256;

/**
 * Sampler options: the caller's over the checkpoint's. Asked for the likeliest tokens (temperature 0, or sample: false),
 * nothing that shapes a draw is taken over.
 *
 * @throws RangeError for a key of generation_config.json that asks for something that cannot be done
 */
export function withDefaults(
  config: JsonObject,
  promptLength: number,
  asked: SamplerOptions,
  askedLimit: number | undefined,
): GenerationDefaults {
  const plan = parseGenerationOptions(config, { promptLength, allowUnknown: true });
  const { sample, ...rest } = plan.sampler;
  const maxNewTokens = askedLimit ?? (config.max_new_tokens as number | undefined) ?? usualLimit;
  const defaults: SamplerOptions = { ...rest, maxLength: promptLength + maxNewTokens };
  const greedy = asked.temperature === 0 || asked.sample === false;
  if (greedy) for (const name of drawingOptions) delete defaults[name];
  else if (sample) defaults.sample = true;
  return { sampler: { ...defaults, ...asked }, maxNewTokens };
}
