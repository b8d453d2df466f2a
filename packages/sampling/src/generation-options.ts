/**
 * Reads Hugging Face's GenerationConfig (a checkpoint's generation_config.json, or the arguments of `generate`) into
 * options of this package: which strategy, with which settings.
 *
 * Nothing is dropped silently: what has no effect is listed in `ignored` with the reason, what is not supported is an
 * error that names it.
 * @module
 */
import type { BeamSearchOptions } from "./beam-search.ts";
import { type GenerationOptionName, generationOptionTable, type OptionFate } from "./generation-option-table.ts";
import type { SamplerOptions } from "./options.ts";
import type { SequenceBias } from "./sequence-bias.ts";
import type { ModelDraftOptions } from "./speculative-decoding.ts";
import type { StopOptions } from "./stopping.ts";

export interface GenerationPlan {
  /** Which function decodes: generate (greedy, sample), beamSearch, contrastiveSearch, speculativeDecoding with promptLookupDraft. */
  strategy: "greedy" | "sample" | "beam search" | "contrastive search" | "prompt lookup";
  /** Options of the sampler or logits processor; `sample` says whether tokens are drawn. */
  sampler: SamplerOptions;
  stop: Pick<StopOptions, "maxNewTokens" | "eosTokenIds" | "stopStrings" | "maxTime">;
  /** How many texts to generate. */
  numReturnSequences: number;
  /** Set for "beam search". */
  beam?: Required<
    Pick<BeamSearchOptions, "numBeams" | "lengthPenalty" | "earlyStopping" | "numBeamGroups" | "diversityPenalty">
  >;
  /** Set for "contrastive search". */
  contrastive?: { topK: number; penaltyAlpha: number };
  /** Set for "prompt lookup". */
  promptLookup?: { numTokens: number; maxMatchingNgramSize: number };
  /** For modelDraft, if a smaller model is at hand. */
  draft: Required<Omit<ModelDraftOptions, "sampler">>;
  tokens: { pad?: number; bos?: number; decoderStart?: number };
  /** Options that were set and change nothing, and why. */
  ignored: { name: string; reason: string }[];
}

export interface ParseContext {
  /** Number of tokens in the prompt: max_length and others count them. */
  promptLength: number;
  /** Input of the encoder, or another source text, for the encoder_… options. */
  encoderIds?: ArrayLike<number>;
  /** List unknown keys in `ignored` instead of reporting an error: checkpoints carry keys of their own. Default false. */
  allowUnknown?: boolean;
}

const drawing = [
  ...(["temperature", "top_h", "top_k", "top_p", "min_p", "typical_p", "epsilon_cutoff", "eta_cutoff"] as const),
] satisfies GenerationOptionName[];

/**
 * Turns a GenerationConfig, as parsed from JSON, into a plan. Its parts are what the strategies take:
 * `generate(model, prompt, { ...plan.sampler, ...plan.stop })`, and beamSearch with `...plan.beam`, contrastiveSearch with
 * `...plan.contrastive`, speculativeDecoding with `draft: promptLookupDraft(plan.promptLookup)` beside.
 * Missing and null values get Hugging Face's defaults, among
 * them 20 new tokens, greedy decoding, and top_k 50 when do_sample is true.
 *
 * @throws RangeError if a key is unknown or refused, or the prompt is longer than max_length
 * @example
 * const plan = parseGenerationOptions({ do_sample: true, top_p: 0.9, eos_token_id: 2 }, { promptLength: 5 });
 * plan.strategy; // => "sample"
 * plan.sampler; // => { sample: true, topK: 50, topP: 0.9, eosTokenIds: [2], promptLength: 5, maxLength: 25 }
 */
export function parseGenerationOptions(config: object, context: ParseContext): GenerationPlan {
  const read = createReader(config, context);
  const get = read.value;
  const sample = get("do_sample") === true;
  const stop = readStop(get, context);
  const numBeams = get<number>("num_beams") ?? 1;
  const numBeamGroups = get<number>("num_beam_groups") ?? 1;
  const penaltyAlpha = get<number>("penalty_alpha");
  const lookupTokens = get<number>("prompt_lookup_num_tokens");
  const topK = read.isSet("top_k") ? get<number>("top_k") : 50;

  const plan: GenerationPlan = {
    strategy: sample ? "sample" : "greedy",
    sampler: { sample, ...readProcessors(get, context, stop) },
    stop,
    numReturnSequences: get<number>("num_return_sequences") ?? 1,
    draft: {
      numTokens: get<number>("num_assistant_tokens") ?? 20,
      schedule: get<string>("num_assistant_tokens_schedule")?.startsWith("heuristic") ? "heuristic" : "constant",
      confidenceThreshold: get<number>("assistant_confidence_threshold") ?? 0.4,
    },
    tokens: dropUndefined({
      pad: get<number>("pad_token_id"),
      bos: get<number>("bos_token_id"),
      decoderStart: get<number>("decoder_start_token_id"),
    }),
    ignored: read.ignored,
  };
  const contrastive = numBeams === 1 && !sample && penaltyAlpha !== undefined && topK !== undefined && topK > 1;
  if (sample) Object.assign(plan.sampler, readWarpers(get), dropUndefined({ topK }));
  else
    for (const name of drawing) if (!(contrastive && name === "top_k")) read.noteUnused(name, "do_sample is not true");

  if (numBeams > 1) {
    plan.strategy = "beam search";
    plan.beam = {
      numBeams,
      numBeamGroups,
      lengthPenalty: get<number>("length_penalty") ?? 1,
      earlyStopping: get<boolean | "never">("early_stopping") ?? false,
      diversityPenalty: get<number>("diversity_penalty") ?? 0,
    };
    if (sample && numBeamGroups > 1) {
      throw new RangeError(
        "parseGenerationOptions: num_beam_groups above 1 needs do_sample: false. Unset one of the two.",
      );
    }
  } else if (contrastive) {
    plan.strategy = "contrastive search";
    plan.contrastive = { topK, penaltyAlpha };
  } else if (lookupTokens !== undefined) {
    plan.strategy = "prompt lookup";
    plan.promptLookup = { numTokens: lookupTokens, maxMatchingNgramSize: get<number>("max_matching_ngram_size") ?? 2 };
  }
  if (numBeams === 1) {
    for (const name of ["length_penalty", "early_stopping", "num_beam_groups", "diversity_penalty"] as const) {
      read.noteUnused(name, "num_beams is 1");
    }
  }
  if (!plan.contrastive)
    read.noteUnused("penalty_alpha", "contrastive search needs num_beams 1, do_sample false, top_k > 1");
  if (!plan.promptLookup) read.noteUnused("prompt_lookup_num_tokens", `the strategy is ${plan.strategy}`);
  return plan;
}

type Get = <T = unknown>(name: GenerationOptionName) => T | undefined;

/** Reads values, and checks on the way that every key has a known fate. */
function createReader(config: object, { allowUnknown = false }: ParseContext) {
  const values = config as Record<string, unknown>;
  const table: Record<string, OptionFate> = generationOptionTable;
  const ignored: GenerationPlan["ignored"] = [];
  const isSet = (name: string) => values[name] !== undefined && values[name] !== null;
  const isOff = (name: string) => {
    const fate = table[name];
    return !isSet(name) || ("off" in fate && fate.off !== undefined && fate.off.includes(values[name]));
  };
  for (const name of Object.keys(values)) {
    const fate = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!fate && !allowUnknown) {
      throw new RangeError(
        `parseGenerationOptions: "${name}" is not an option of GenerationConfig. Remove it, or pass allowUnknown to list it as ignored.`,
      );
    }
    if (!fate) ignored.push({ name, reason: "not an option of GenerationConfig" });
    else if ("ignored" in fate && isSet(name)) ignored.push({ name, reason: fate.ignored });
    else if ("refused" in fate && !isOff(name)) {
      throw new RangeError(`parseGenerationOptions: ${name} is not supported: ${fate.refused}. Set it to null.`);
    }
  }
  return {
    ignored,
    isSet,
    value: <T>(name: GenerationOptionName): T | undefined => (isOff(name) ? undefined : (values[name] as T)),
    noteUnused(name: GenerationOptionName, reason: string): void {
      if (!isOff(name)) ignored.push({ name, reason: `no effect: ${reason}` });
    },
  };
}

function readStop(get: Get, { promptLength }: ParseContext): GenerationPlan["stop"] {
  const maxLength = get<number>("max_length");
  const maxNewTokens = get<number>("max_new_tokens") ?? (maxLength === undefined ? 20 : maxLength - promptLength);
  if (maxNewTokens < 1) {
    throw new RangeError(
      `parseGenerationOptions: max_length is ${maxLength} but the prompt has ${promptLength} tokens already. Pass max_new_tokens.`,
    );
  }
  const stopStrings = get<string | string[]>("stop_strings");
  return dropUndefined({
    maxNewTokens,
    eosTokenIds: idList(get("eos_token_id")),
    stopStrings: typeof stopStrings === "string" ? [stopStrings] : stopStrings,
    maxTime: get<number>("max_time"),
  }) as GenerationPlan["stop"];
}

function readProcessors(get: Get, context: ParseContext, stop: GenerationPlan["stop"]): SamplerOptions {
  const decay = get<[number, number]>("exponential_decay_length_penalty");
  // Without an end token there is no end to hold back
  const ends = stop.eosTokenIds !== undefined;
  return dropUndefined<SamplerOptions>({
    guidanceScale: get("guidance_scale"),
    sequenceBias: get<SequenceBias[]>("sequence_bias"),
    encoderRepetitionPenalty: get("encoder_repetition_penalty"),
    repetitionPenalty: get("repetition_penalty"),
    noRepeatNgramSize: get("no_repeat_ngram_size"),
    encoderNoRepeatNgramSize: get("encoder_no_repeat_ngram_size"),
    badWords: get<number[][]>("bad_words_ids"),
    minLength: ends ? get("min_length") : undefined,
    minNewTokens: ends ? get("min_new_tokens") : undefined,
    forcedBosTokenId: get("forced_bos_token_id"),
    forcedEosTokenIds: idList(get("forced_eos_token_id")),
    removeInvalidValues: get("remove_invalid_values"),
    exponentialDecayLengthPenalty: decay && { start: decay[0], factor: decay[1] },
    suppressTokens: idList(get("suppress_tokens")),
    beginSuppressTokens: idList(get("begin_suppress_tokens")),
    renormalizeLogits: get("renormalize_logits"),
    eosTokenIds: stop.eosTokenIds,
    promptLength: context.promptLength,
    maxLength: context.promptLength + stop.maxNewTokens,
    encoderIds: context.encoderIds,
  });
}

function readWarpers(get: Get): SamplerOptions {
  return dropUndefined<SamplerOptions>({
    temperature: get("temperature"),
    topH: get("top_h"),
    topP: get("top_p"),
    minP: get("min_p"),
    typicalP: get("typical_p"),
    epsilonCutoff: get("epsilon_cutoff"),
    etaCutoff: get("eta_cutoff"),
  });
}

/** One id or a list of them as a list; an empty list is as good as none. */
function idList(value: unknown): number[] | undefined {
  if (value === undefined) return undefined;
  const list = Array.isArray(value) ? (value as number[]) : [value as number];
  return list.length > 0 ? list : undefined;
}

/** The object without the keys whose value is undefined. */
function dropUndefined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
