/**
 * Judges folders of logits-processor cases: `*.json` files `{ cases: [{ processor, params, batch, vocab, input_ids,
 * scores, expected }] }`, where scores and expected are base64 little-endian float32 [rows, vocab].
 *
 * Everything within 1e-5; masked tokens have to be masked in both.
 * @module
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as sampling from "@llm-anatomy/sampling";
import { compareArrays } from "@llm-anatomy/test-kit";
import type { Run } from "./report.ts";

interface Case {
  processor: string;
  params: Record<string, unknown>;
  batch: number;
  vocab: number;
  input_ids: number[][];
  scores: string;
  expected: string;
}

interface Row {
  logits: Float32Array;
  context: number[];
  /** Which row of the batch this is. */
  index: number;
  /** All rows of the case's scores, for the steps that combine several. */
  all: Float32Array[];
}

/** Calls the public API with a case's parameters; a parameter that is not read is reported as unknown. */
type Apply = (row: Row, params: Params) => Float32Array;

export const run: Run = async (folder, { only }, report) => {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".json")).sort();
  for (const file of files) {
    const document = JSON.parse(await readFile(join(folder, file), "utf8"));
    if (!Array.isArray(document?.cases)) {
      if (only(file)) report.skip(file, 'it has no list "cases"');
      continue;
    }
    for (const [index, testCase] of (document.cases as Case[]).entries()) {
      const name = `${file}#${index} ${testCase.processor} ${brief(testCase.params)}`;
      if (!only(name) && !only(testCase.processor) && !only(file)) continue;
      const apply = appliers[testCase.processor];
      if (!apply) {
        report.skip(name, `no processor "${testCase.processor}" is known here`);
        continue;
      }
      try {
        const problem = judge(testCase, apply);
        if (problem) report.fail(name, problem);
        else report.pass(name);
      } catch (error) {
        report.fail(name, (error as Error).message);
      }
    }
  }
};

/** Returns what differs, or null. */
function judge(testCase: Case, apply: Apply): string | null {
  const { vocab, input_ids: inputIds } = testCase;
  const scores = rowsOf(decode(testCase.scores), vocab);
  const expected = rowsOf(decode(testCase.expected), vocab);
  if (expected.length === 0) return "expected has no rows";
  for (const [index, row] of expected.entries()) {
    const params = createParams(testCase.params);
    const context = inputIds[index];
    const got = apply({ logits: scores[index].slice(), context, index, all: scores }, params);
    const unread = params.unread();
    if (unread.length > 0) return `parameters ${unread.join(", ")} are not known for ${testCase.processor}`;
    const worst = compareArrays(got, row, { atol: 1e-5, rtol: 1e-5 });
    if (worst) return `row ${index} token ${worst.index} is ${worst.got} but expected ${worst.expected}`;
  }
  return null;
}

const appliers: Record<string, Apply> = {
  temperature: ({ logits }, p) => sampling.temperatureInPlace(logits, { temperature: p.number("temperature") }),
  topK: ({ logits }, p) => sampling.topKInPlace(logits, { topK: p.number("topK"), ...keep(p) }),
  topP: ({ logits }, p) => sampling.topPInPlace(logits, { topP: p.number("topP"), ...keep(p) }),
  minP: ({ logits }, p) => sampling.minPInPlace(logits, { minP: p.number("minP"), ...keep(p) }),
  typicalP: ({ logits }, p) => sampling.typicalInPlace(logits, { typicalP: p.number("typicalP"), ...keep(p) }),
  epsilonCutoff: ({ logits }, p) =>
    sampling.epsilonCutoffInPlace(logits, { epsilonCutoff: p.number("epsilonCutoff"), ...keep(p) }),
  etaCutoff: ({ logits }, p) => sampling.etaCutoffInPlace(logits, { etaCutoff: p.number("etaCutoff"), ...keep(p) }),
  topH: ({ logits }, p) => sampling.topHInPlace(logits, { topH: p.number("topH") }),
  repetitionPenalty: ({ logits, context }, p) =>
    sampling.repetitionPenaltyInPlace(logits, {
      context,
      penalty: p.number("penalty"),
      promptIgnoreLength: p.optionalNumber("promptIgnoreLength"),
    }),
  encoderRepetitionPenalty: ({ logits, index }, p) =>
    sampling.encoderRepetitionPenaltyInPlace(logits, {
      encoderIds: p.lists("encoderIds")[index],
      penalty: p.number("penalty"),
    }),
  noRepeatNgram: ({ logits, context }, p) => sampling.noRepeatNgramInPlace(logits, { context, size: p.number("size") }),
  encoderNoRepeatNgram: ({ logits, context, index }, p) =>
    sampling.encoderNoRepeatNgramInPlace(logits, {
      context,
      encoderIds: p.lists("encoderIds")[index],
      size: p.number("size"),
    }),
  badWords: ({ logits, context }, p) =>
    sampling.badWordsInPlace(logits, { context, badWords: p.lists("badWords"), eosTokenIds: p.list("eosTokenIds") }),
  sequenceBias: ({ logits, context }, p) =>
    sampling.sequenceBiasInPlace(logits, { context, biases: p.any("bias") as sampling.SequenceBias[] }),
  // The rules that depend on a length are options of the sampler; processing a row without drawing shows their effect.
  minLength: (row, p) => processed(row, { minLength: p.number("minLength"), eosTokenIds: p.list("eosTokenIds") }),
  minNewTokens: (row, p) =>
    processed(row, {
      minNewTokens: p.number("minNewTokens"),
      promptLength: p.number("promptLength"),
      eosTokenIds: p.list("eosTokenIds"),
    }),
  forcedBos: (row, p) => processed(row, { forcedBosTokenId: p.number("bosTokenId") }),
  forcedEos: (row, p) => processed(row, { forcedEosTokenIds: p.list("eosTokenIds"), maxLength: p.number("maxLength") }),
  exponentialDecayLength: (row, p) =>
    processed(row, {
      exponentialDecayLengthPenalty: { start: p.number("start"), factor: p.number("factor") },
      promptLength: p.number("promptLength"),
      eosTokenIds: p.list("eosTokenIds"),
    }),
  suppressTokens: ({ logits }, p) => sampling.suppressTokensInPlace(logits, { tokens: p.list("tokens") }),
  suppressTokensAtBegin: (row, p) =>
    processed(row, { beginSuppressTokens: p.list("tokens"), promptLength: p.number("beginIndex") }),
  normalize: ({ logits }) => sampling.normalizeInPlace(logits),
  infNanRemove: ({ logits }) => sampling.removeInvalidInPlace(logits),
  classifierFreeGuidance: ({ logits, index, all }, p) =>
    sampling.classifierFreeGuidanceInPlace(logits, {
      unconditional: all[all.length / 2 + index],
      guidanceScale: p.number("guidanceScale"),
    }),
  hammingDiversity: ({ logits }, p) => {
    const beamsPerGroup = p.number("numBeams") / p.number("numBeamGroups");
    const chosen = p.list("currentTokens").slice(0, p.number("beamGroupIdx") * beamsPerGroup);
    return sampling.hammingDiversityInPlace(logits, { chosen, diversityPenalty: p.number("diversityPenalty") });
  },
};

function keep(params: Params) {
  return { minTokensToKeep: params.optionalNumber("minTokensToKeep") };
}

/** The logits after the sampler's steps. */
function processed({ logits, context }: Row, options: sampling.SamplerOptions): Float32Array {
  return sampling.createLogitsProcessor(options)(logits, context);
}

/** Typed access to a case's parameters that remembers which were read. A parameter "note" is a remark. */
type Params = ReturnType<typeof createParams>;

function createParams(values: Record<string, unknown>) {
  const read = new Set(["note"]);
  const get = (name: string) => {
    read.add(name);
    return values[name];
  };
  const required = (name: string) => {
    const value = get(name);
    if (value === undefined) throw new Error(`the case has no parameter "${name}"`);
    return value;
  };
  return {
    any: required,
    number: (name: string) => Number(required(name)),
    optionalNumber: (name: string) => get(name) as number | undefined,
    list: (name: string) => required(name) as number[],
    lists: (name: string) => required(name) as number[][],
    unread: () => Object.keys(values).filter((name) => !read.has(name)),
  };
}

function decode(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  return new Float32Array(bytes.buffer, 0, bytes.length / 4);
}

function rowsOf(values: Float32Array, width: number): Float32Array[] {
  return Array.from({ length: values.length / width }, (_, row) => values.subarray(row * width, (row + 1) * width));
}

function brief(params: Record<string, unknown>): string {
  const text = JSON.stringify(params);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
