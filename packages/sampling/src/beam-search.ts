/**
 * Beam search keeps the most likely texts side by side, instead of committing to one token at a time.
 *
 * Every beam is extended by every token; of all these candidates the likeliest survive. A candidate that ends is set
 * aside with the score  Σ logprob / length^lengthPenalty  (without the division longer texts could only lose). The
 * search stops when no running beam can beat the finished ones. With groups, each group searches on its own and is
 * discouraged from what the groups before it just chose, which keeps the results apart.
 *
 * The order of events is that of Hugging Face, so the beams are the same.
 * @module
 */
import { checkCount, checkFinite } from "./checks.ts";
import { checkedPrompt, type DecodingModel, requireOperation, rowOf } from "./decoding-model.ts";
import { samplerOptionsFor } from "./generate.ts";
import { hammingDiversityInPlace } from "./hamming-diversity.ts";
import { createLogitsProcessor, type LogitsProcessor } from "./logits-processor.ts";
import { topIds } from "./logprobs.ts";
import { normalizeInPlace } from "./normalize.ts";
import type { SamplerOptions } from "./options.ts";
import { isGreedy } from "./pipeline.ts";
import { createRandom, type Random } from "./random.ts";
import { createStopping, type FinishReason, type StopOptions } from "./stopping.ts";

export interface BeamSearchOptions
  extends Omit<
      SamplerOptions,
      "promptLength" | "maxLength" | "eosTokenIds" | "guidanceScale" | "topLogprobs" | "logprob"
    >,
    StopOptions {
  numBeams: number;
  /** How many of the best texts to return, at most numBeams. Default 1. */
  numReturnSequences?: number;
  /** Exponent of the length that scores are divided by: above 0 favours long texts, below 0 short ones. Default 1. */
  lengthPenalty?: number;
  /**
   * true: stop as soon as numBeams texts are finished. false: stop when the best running beam, at its present length,
   * is no better than the worst finished text. "never": the same, but at the most favourable length. Default false.
   */
  earlyStopping?: boolean | "never";
  /** Divides the beams into groups that are kept apart. Default 1. */
  numBeamGroups?: number;
  /** What a token costs per beam of an earlier group that chose it in the same step. Default 0. */
  diversityPenalty?: number;
}

export interface BeamResult {
  /** The generated token ids. */
  ids: number[];
  /** Σ logprob / length^lengthPenalty, of the processed log-probabilities. */
  score: number;
  finish: FinishReason;
}

const beamOptionNames = [
  "numBeams",
  "numReturnSequences",
  "lengthPenalty",
  "earlyStopping",
  "numBeamGroups",
  "diversityPenalty",
] as const satisfies readonly (keyof BeamSearchOptions)[];

/**
 * Searches for the likeliest continuations of `prompt` (token ids), best first. With `sample: true` or an option that
 * shapes a distribution, the candidates of each step are drawn at random without replacement instead.
 *
 * @throws RangeError or TypeError if an option is unknown, out of range, or the model cannot reorder; the signal's reason
 * @see Vijayakumar et al. 2016, "Diverse beam search", https://arxiv.org/abs/1610.02424 (the groups)
 * @see Kool, van Hoof & Welling 2019, https://arxiv.org/abs/1903.06059 (drawing without replacement by Gumbel noise)
 * @example
 * const [best] = await beamSearch(model, [1], { numBeams: 4, maxNewTokens: 16, eosTokenIds: [2] });
 */
export async function beamSearch(
  model: DecodingModel,
  prompt: ArrayLike<number>,
  options: BeamSearchOptions,
): Promise<BeamResult[]> {
  const start = checkedPrompt("beamSearch", prompt);
  const search = createSearch(start, options);
  const reorder = requireOperation(model, "reorder", "beamSearch");
  const { throwIfAborted } = search.stopping;
  let { logits } = await model.step(Int32Array.from(start), { rows: 1, positions: "last" });
  const groups = Array.from({ length: search.numGroups }, () => createGroup(start));
  // All groups begin from the one row that has read the prompt
  for (;;) {
    throwIfAborted();
    const rows = groups.reduce((sum, group) => sum + group.running.length, 0);
    const shared = groups[0].generatedLength === 0;
    const chosen: number[] = [];
    let firstRow = 0;
    for (const group of groups) {
      const groupRows = group.running.length;
      const rowLogits = group.running.map((_, beam) =>
        shared ? rowOf(logits, 0, 1) : rowOf(logits, firstRow + beam, rows),
      );
      if (!group.done) chosen.push(...advance(group, rowLogits, chosen, firstRow, search));
      firstRow += groupRows;
    }
    const going = groups.filter((group) => !group.done);
    if (going.length === 0) break;
    // A finished group's rows are carried along no longer
    for (const group of groups) if (group.done) group.running = [];
    const beams = groups.flatMap((group) => group.running);
    await reorder(beams.map((beam) => (shared ? 0 : beam.row)));
    const tokens = Int32Array.from(beams, lastId);
    ({ logits } = await model.step(tokens, { rows: beams.length, positions: "last" }));
  }
  const finished = groups.flatMap((group) => group.finished).sort((a, b) => b.score - a.score);
  return finished.slice(0, search.numReturnSequences);
}

/** A text that is still being extended. */
interface Beam {
  /** Prompt and generated tokens. */
  ids: number[];
  /** Σ logprob so far, float32 as in the reference. */
  score: number;
  /** The model's row that has read all but the last token. */
  row: number;
}

interface Group {
  running: Beam[];
  finished: BeamResult[];
  generatedLength: number;
  done: boolean;
}

const createGroup = (prompt: number[]): Group => ({
  running: [{ ids: prompt, score: 0, row: 0 }],
  finished: [],
  generatedLength: 0,
  done: false,
});

/** What all groups share. */
interface Search {
  process: LogitsProcessor;
  stopping: ReturnType<typeof createStopping>;
  random: Random | null;
  promptLength: number;
  numGroups: number;
  beamsPerGroup: number;
  /** So many candidates are looked at that enough do not end, even if each beam's best ones do. */
  numCandidates: number;
  numReturnSequences: number;
  lengthPenalty: number;
  earlyStopping: boolean | "never";
  diversityPenalty: number;
  options: BeamSearchOptions;
  /** Reused in every step. */
  work: { scores: Float32Array };
}

function createSearch(prompt: number[], options: BeamSearchOptions): Search {
  const { numBeams, numReturnSequences = 1, lengthPenalty = 1, earlyStopping = false } = options;
  const { numBeamGroups = 1, diversityPenalty = 0, eosTokenIds = [] } = options;
  checkCount("numBeams", numBeams, 1, "Pass a number such as 4.");
  checkCount("numReturnSequences", numReturnSequences, 1, "Pass at most numBeams.");
  checkCount("numBeamGroups", numBeamGroups, 1, "Pass a divisor of numBeams.");
  checkFinite("lengthPenalty", lengthPenalty, "Pass a number such as 1; 0 ignores the length.");
  checkFinite("diversityPenalty", diversityPenalty, "Pass a number such as 0.5.");
  if (numReturnSequences > numBeams) {
    throw new RangeError(
      `beamSearch: numReturnSequences is ${numReturnSequences} but there are ${numBeams} beams. Raise numBeams.`,
    );
  }
  if (numBeams % numBeamGroups !== 0) {
    throw new RangeError(
      `beamSearch: numBeams is ${numBeams} but has to be a multiple of numBeamGroups, ${numBeamGroups}.`,
    );
  }
  if (earlyStopping !== "never" && typeof earlyStopping !== "boolean") {
    throw new RangeError(`beamSearch: earlyStopping is ${earlyStopping} but has to be true, false or "never".`);
  }
  const sampler = samplerOptionsFor("beamSearch", options, prompt.length, beamOptionNames);
  for (const name of ["guidanceScale", "topLogprobs", "logprob"] as const) {
    if (sampler[name] !== undefined) throw new RangeError(`beamSearch: ${name} is not supported. Leave it out.`);
  }
  const drawing = !isGreedy(sampler);
  const beamsPerGroup = numBeams / numBeamGroups;
  if (drawing) sampler.minTokensToKeep ??= eosTokenIds.length + 1;
  return {
    process: createLogitsProcessor(sampler),
    stopping: createStopping("beamSearch", options),
    random: drawing ? (options.random ?? createRandom(options.seed ?? Math.floor(Math.random() * 2 ** 32))) : null,
    promptLength: prompt.length,
    numGroups: numBeamGroups,
    beamsPerGroup,
    numCandidates: Math.max(2, 1 + eosTokenIds.length) * beamsPerGroup,
    numReturnSequences,
    lengthPenalty,
    earlyStopping,
    diversityPenalty,
    options,
    work: { scores: new Float32Array(0) },
  };
}

/** Extends a group's beams by one token, decides whether the group is done, and returns the tokens it chose. */
function advance(
  group: Group,
  rowLogits: Float32Array[],
  chosen: number[],
  firstRow: number,
  search: Search,
): number[] {
  const found = findCandidates(group, rowLogits, chosen, firstRow, search);
  group.generatedLength++;
  const candidates = found.map((beam) => ({ beam, reason: finishReason(beam, group.generatedLength, search) }));
  const ranked = candidates.toSorted((a, b) => b.beam.score - a.beam.score);
  const best = (list: Candidate[]) => list.slice(0, search.beamsPerGroup);
  // Only the best candidates may finish: the others are there so that enough go on
  const ended = best(candidates).filter(({ reason }) => reason);
  const timedOut = ({ reason }: Candidate) => reason === "length" || reason === "time";
  const going = best(ranked.filter((candidate) => !candidate.reason || timedOut(candidate)));

  if (search.numGroups === 1) {
    finish(group, ended, search);
    decideDone(group, going[0]?.beam, search);
  } else {
    // Groups keep the older bookkeeping: a text that is only out of room counts when its group is not done without it,
    // and the best candidate counts as improvement even if it ends
    const ownEnd = ended.filter((candidate) => !timedOut(candidate));
    finish(group, ownEnd, search);
    decideDone(group, ranked[0].beam, search);
    if (!group.done) finish(group, going.filter(timedOut), search);
  }
  group.running = going.filter(({ reason }) => !reason).map(({ beam }) => beam);
  if (group.running.length === 0) group.done = true;
  return going.map(({ beam }) => lastId(beam));
}

interface Candidate {
  beam: Beam;
  reason: FinishReason | null;
}

/** Sets ended texts aside and keeps the best. */
function finish(group: Group, ended: Candidate[], { promptLength, lengthPenalty, beamsPerGroup }: Search): void {
  for (const { beam, reason } of ended) {
    const score = beam.score / group.generatedLength ** lengthPenalty;
    group.finished.push({ ids: beam.ids.slice(promptLength), score, finish: reason! });
  }
  group.finished.sort((a, b) => b.score - a.score).splice(beamsPerGroup);
}

/** A group is done when it has enough texts and (unless it stops early anyway) its best candidate can beat none of them. */
function decideDone(group: Group, candidate: Beam | undefined, search: Search): void {
  const { beamsPerGroup, earlyStopping, lengthPenalty, options } = search;
  if (group.finished.length < beamsPerGroup) return;
  const length = earlyStopping === "never" && lengthPenalty > 0 ? options.maxNewTokens : group.generatedLength;
  const bestPossible = candidate ? candidate.score / length ** lengthPenalty : -Infinity;
  const worst = group.finished[group.finished.length - 1].score;
  group.done = earlyStopping === true || !(bestPossible > worst);
}

const lastId = (beam: Beam) => beam.ids[beam.ids.length - 1];

/** The likeliest extensions of a group's beams, or drawn ones in the order of drawing. */
function findCandidates(
  group: Group,
  rowLogits: Float32Array[],
  chosen: number[],
  firstRow: number,
  { process, random, numCandidates, diversityPenalty, beamsPerGroup, work }: Search,
): Beam[] {
  const vocabSize = rowLogits[0].length;
  if (work.scores.length < group.running.length * vocabSize) {
    work.scores = new Float32Array(beamsPerGroup * vocabSize);
  }
  const scores = work.scores.subarray(0, group.running.length * vocabSize); // [beams, vocabSize]
  for (const [index, beam] of group.running.entries()) {
    const row = scores.subarray(index * vocabSize, (index + 1) * vocabSize);
    row.set(rowLogits[index]);
    normalizeInPlace(row);
    if (diversityPenalty !== 0) hammingDiversityInPlace(row, { chosen, diversityPenalty });
    process(row, beam.ids);
    for (let id = 0; id < vocabSize; id++) row[id] += beam.score;
  }
  const keys = random ? scores.map((score) => score - Math.log(-Math.log(1 - random()))) : scores;
  return topIds(keys, numCandidates).map((place) => {
    const beam = Math.floor(place / vocabSize);
    return { ids: [...group.running[beam].ids, place % vocabSize], score: scores[place], row: firstRow + beam };
  });
}

function finishReason(beam: Beam, generatedLength: number, { stopping, options, promptLength }: Search) {
  const reason = stopping.after(lastId(beam), generatedLength);
  if (reason === "eos" || !options.stopStrings || !options.decode) return reason;
  const text = options.decode(beam.ids.slice(promptLength));
  return options.stopStrings.some((stopString) => text.includes(stopString)) ? "stop string" : reason;
}
