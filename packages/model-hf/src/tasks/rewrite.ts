/**
 * Text in, text out, by an encoder–decoder: what translation and summarisation share.
 *
 * How a checkpoint wants to be asked is in its files: what to put before the text, how long the answer may be, how many
 * beams search for it.
 * @module
 */
import { beamSearch, generationOptionTable, parseGenerationOptions } from "@llm-anatomy/sampling";
import { CheckpointError } from "../errors.ts";
import type { GenerateOptions } from "../model/generate.ts";
import type { Model } from "../model/model.ts";
import { decoderStart, endTokens } from "../model/special-tokens.ts";
import type { JsonObject } from "../source/source.ts";
import { createBeamRows } from "./beam-rows.ts";
import { encodeText } from "./run-encoding.ts";

export interface RewriteOptions
  extends Omit<GenerateOptions, "stopTokens" | "stop" | "checkpointDefaults" | "addSpecialTokens"> {
  /** Texts that are searched side by side. Default: what the checkpoint asks for, otherwise 1. */
  numBeams?: number;
}

const usualLimit = 256;

/** What config.json says about one task. T5 and its kin were trained on several at once. */
export function taskSettings({ config }: Model, task: string): JsonObject | undefined {
  const all = config.task_specific_params as Record<string, JsonObject> | null | undefined;
  return all?.[task];
}

/** What the model writes when it reads `prefix + text`. */
export async function rewrite(
  model: Model,
  task: string,
  text: string,
  { prefix = "", settings = {} }: { prefix?: string; settings?: JsonObject },
  { numBeams, ...options }: RewriteOptions,
): Promise<string> {
  if (!model.spec.encoder) {
    throw new TypeError(
      `${task}: needs an encoder–decoder such as T5, BART or Marian, but ${model.name} is none. Use chat() and ask for it.`,
    );
  }
  const { prefix: _, ...ownSettings } = settings;
  const generationConfig = { ...writtenDefaults(model), ...ownSettings, ...options.generationConfig };
  const ids = encodeText(model, prefix + text).ids;
  checkSource(model, task, ids.length);
  const maxNewTokens = options.maxNewTokens ?? limitOf(generationConfig);
  const beams = numBeams ?? (generationConfig.num_beams as number | undefined) ?? 1;
  if (beams > 1) return searchBeams(model, ids, { ...generationConfig, num_beams: beams }, maxNewTokens, options);
  let written = "";
  const asked = { ...options, generationConfig: { ...generationConfig, num_beams: 1 }, maxNewTokens };
  for await (const { text: part } of model.generate(ids, asked)) written += part;
  return written.trim();
}

function checkSource({ spec, name }: Model, task: string, length: number): void {
  const { embedding, maxPositions } = spec.encoder!;
  const limit = embedding.learnedPositions ? (maxPositions ?? spec.maxPositions) : Number.POSITIVE_INFINITY;
  if (length <= limit) return;
  throw new RangeError(`${task}: the text has ${length} tokens but ${name} reads at most ${limit}. Split the text.`);
}

/** generation_config.json; of older checkpoints, which lack it, the same keys in config.json. */
function writtenDefaults({ generationConfig, config }: Model): JsonObject {
  if (Object.keys(generationConfig).length > 0) return generationConfig;
  return Object.fromEntries(
    Object.entries(config).filter(([key, value]) => value !== null && Object.hasOwn(generationOptionTable, key)),
  );
}

function limitOf({ max_new_tokens: most, max_length: length }: JsonObject): number {
  if (typeof most === "number") return most;
  return typeof length === "number" ? length - 1 : usualLimit; // the token it starts from counts
}

async function searchBeams(
  model: Model,
  ids: number[],
  config: JsonObject,
  maxNewTokens: number,
  { signal, generationConfig: _, maxNewTokens: __, ...sampler }: RewriteOptions,
): Promise<string> {
  const start = decoderStart(model.generationConfig, model.config);
  const plan = parseGenerationOptions(
    { ...config, max_new_tokens: maxNewTokens },
    { promptLength: 1, encoderIds: ids, allowUnknown: true },
  );
  if (!plan.beam)
    throw new CheckpointError(`generation_config.json: asks for ${plan.strategy}, not for beams.`, {
      code: "config-unsupported",
    });
  const rows = createBeamRows(model, ids);
  try {
    const { promptLength, maxLength, eosTokenIds, guidanceScale, topLogprobs, logprob, ...shaping } = plan.sampler;
    const [best] = await beamSearch(rows, [start], {
      ...shaping,
      ...sampler,
      ...plan.beam,
      maxNewTokens,
      eosTokenIds: endTokens(config, model.generationConfig, model.config),
      signal,
    });
    return model.tokenizer.decode(best.ids, { skipSpecialTokens: true }).trim();
  } finally {
    await rows.dispose();
  }
}
