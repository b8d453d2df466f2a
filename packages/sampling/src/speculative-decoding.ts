/**
 * Speculative decoding: a cheap draft guesses several tokens, the model checks them all in one step.
 *
 * A model reads k tokens in hardly more time than one, because its weights are read once either way. Each guess x,
 * drawn from the draft's distribution q, is accepted with probability min(1, p(x) / q(x)), p being the model's own. At
 * the first rejection the token is drawn from what p has more of than q, max(0, p - q) normalised; if all are accepted
 * one more token comes for free. The result is distributed exactly as if drawn from p, whatever the draft:
 *
 *   q(x) · min(1, p(x) / q(x)) + P(reject) · max(0, p(x) - q(x)) / Σ max(0, p - q) = p(x)
 *
 * A draft that draws nothing (prompt lookup) is the case q(x) = 1, which is right for any guess, only accepted less often;
 * greedy decoding is the case where p is 1 for one token.
 * @module
 */
import { checkCount } from "./checks.ts";
import { checkedPrompt, type DecodingModel, type MaybePromise, requireOperation, rowOf } from "./decoding-model.ts";
import { createFinishing, type GeneratedToken, samplerOptionsFor } from "./generate.ts";
import { tokenLogprob, topLogprobs } from "./logprobs.ts";
import type { SamplerOptions } from "./options.ts";
import type { Random } from "./random.ts";
import { createSampler, type Sampler } from "./sampler.ts";
import type { StopOptions } from "./stopping.ts";

/** Something that guesses how a text goes on. */
export interface Draft {
  /**
   * Guesses at most `limit` tokens after `context`; perhaps none. A draft that draws at random has to draw with
   * `random`: numbers of its own that happened to run in step with the model's would spoil the distribution.
   */
  propose(context: readonly number[], limit: number, random: Random): MaybePromise<Proposal>;
  /** Told after each check how many of the proposed tokens were accepted. */
  checked?(accepted: number, proposed: number): MaybePromise<void>;
}

export interface Proposal {
  ids: number[];
  /** For each id the distribution it was drawn from [vocabSize]. Left out if the ids were not drawn at random. */
  probs?: Float64Array[];
}

export interface SpeculativeOptions
  extends Omit<SamplerOptions, "promptLength" | "maxLength" | "eosTokenIds" | "guidanceScale" | "logprob">,
    StopOptions {
  draft: Draft;
}

/**
 * Generates tokens after `prompt` (token ids) with the distribution of `generate` with the same options, in fewer steps
 * of the model.
 *
 * @throws RangeError or TypeError if an option is unknown or out of range, or the model cannot crop; the signal's reason
 * @see Leviathan, Kalman & Matias 2022, "Fast inference from transformers via speculative decoding", algorithm 1, https://arxiv.org/abs/2211.17192
 * @see Chen et al. 2023, https://arxiv.org/abs/2302.01318
 */
export async function* speculativeDecoding(
  model: DecodingModel,
  prompt: ArrayLike<number>,
  options: SpeculativeOptions,
): AsyncGenerator<GeneratedToken, void, void> {
  const context = checkedPrompt("speculativeDecoding", prompt);
  const { draft } = options;
  const samplerOptions = samplerOptionsFor("speculativeDecoding", options, context.length, ["draft"]);
  for (const name of ["guidanceScale", "logprob"] as const) {
    if (samplerOptions[name] === undefined) continue;
    throw new RangeError(`speculativeDecoding: ${name} is not supported. Leave it out, or use generate.`);
  }
  const sampler = createSampler(samplerOptions);
  const crop = requireOperation(model, "crop", "speculativeDecoding");
  const finishing = createFinishing("speculativeDecoding", options);
  const end = context.length + options.maxNewTokens;
  let read = 0; // how many tokens of the context the model has read
  let p = new Float64Array(0);
  for (;;) {
    finishing.throwIfAborted();
    const proposal = await draft.propose(context, Math.max(0, end - context.length - 1), sampler.random);
    const guesses = proposal.ids;
    const unread = Int32Array.from([...context.slice(read), ...guesses]);
    const { logits } = await model.step(unread, { rows: 1, positions: "all" });
    const firstRow = unread.length - guesses.length - 1; // the row after the context's last token
    read = context.length + guesses.length;

    const round: GeneratedToken[] = [];
    let going = true;
    while (going) {
      const place = round.length;
      const row = rowOf(logits, firstRow + place, unread.length);
      if (p.length !== row.length) p = new Float64Array(row.length);
      sampler.distribution(row, context, { out: p });
      const guess = place < guesses.length ? { id: guesses[place], probs: proposal.probs?.[place] } : null;
      const { id, accepted } = check(p, guess, sampler.random);
      const token = finishing.add({
        id,
        logprob: tokenLogprob(row, id),
        drawLogprob: sampler.greedy ? 0 : Math.log(p[id]),
        ...(options.topLogprobs ? { top: topLogprobs(row, options.topLogprobs) } : {}),
      });
      context.push(id);
      round.push(token);
      going = accepted && !token.finish;
      if (!going) await draft.checked?.(accepted ? place + 1 : place, guesses.length);
    }
    // The last token counts as unread: it is new, or an accepted guess with which the text ends
    if (read > context.length - 1) {
      read = context.length - 1;
      await crop(read);
    }
    yield* round;
    if (round[round.length - 1].finish) return;
  }
}

/** Accepts the guess, or draws another token, so that the outcome is distributed as `p`. */
function check(p: Float64Array, guess: Guess | null, random: Random): { id: number; accepted: boolean } {
  if (!guess) return { id: drawFrom(p, 1, random), accepted: false };
  const { id: guessed, probs: q } = guess;
  if (q && q.length !== p.length) {
    throw new RangeError(
      `speculativeDecoding: the draft has ${q.length} tokens in its vocabulary but the model has ${p.length}. Both need the same.`,
    );
  }
  const chance = p[guessed] / (q ? q[guessed] : 1);
  if (chance >= 1 || random() < chance) return { id: guessed, accepted: true };
  // What p has more of than q; a guess without q had all the probability
  const residual = p.map((prob, id) => Math.max(0, prob - (q ? q[id] : id === guessed ? 1 : 0)));
  const total = residual.reduce((sum, weight) => sum + weight, 0);
  // Only rounding could leave nothing, when p and q are the same
  return { id: total > 0 ? drawFrom(residual, total, random) : drawFrom(p, 1, random), accepted: false };
}

interface Guess {
  id: number;
  probs?: Float64Array;
}

/** Draws an index in proportion to `weights`, whose sum is `total`. */
function drawFrom(weights: Float64Array, total: number, random: Random): number {
  const target = random() * total;
  let cumulative = 0;
  let last = -1;
  for (let id = 0; id < weights.length && !(cumulative > target); id++) {
    if (weights[id] === 0) continue;
    cumulative += weights[id];
    last = id;
  }
  return last;
}

export interface ModelDraftOptions {
  /** Guess this many tokens per round, to begin with. Default 5. */
  numTokens?: number;
  /** "constant", or "heuristic": two more after a round in which all were accepted, one fewer after any other. Default "constant". */
  schedule?: "constant" | "heuristic";
  /** Stop guessing after a token to which the draft gave a lower probability than this. Default 0. */
  confidenceThreshold?: number;
  /** Shapes the draft's distribution; give it the same options as the model's, so that fewer guesses are rejected. */
  sampler: Sampler;
}

/**
 * Creates a draft from a smaller model with the same vocabulary.
 *
 * @throws RangeError if an option is out of range; TypeError if the model cannot crop
 */
export function modelDraft(model: DecodingModel, options: ModelDraftOptions): Draft {
  const { numTokens = 5, schedule = "constant", confidenceThreshold = 0, sampler } = options;
  checkCount("numTokens", numTokens, 1, "Pass a number such as 5.");
  if (!(confidenceThreshold >= 0 && confidenceThreshold < 1)) {
    throw new RangeError(
      `modelDraft: confidenceThreshold is ${confidenceThreshold} but has to satisfy 0 <= confidenceThreshold < 1.`,
    );
  }
  if (schedule !== "constant" && schedule !== "heuristic") {
    throw new RangeError(`modelDraft: schedule is ${schedule} but has to be "constant" or "heuristic".`);
  }
  const crop = requireOperation(model, "crop", "modelDraft");
  let count = numTokens;
  let read: number[] = []; // the tokens that the model has read
  return {
    async propose(context, limit, random) {
      const common = commonLength(read, context);
      // At least one token has to be read to get logits
      const keep = Math.min(common, context.length - 1);
      if (keep < read.length) {
        await crop(keep);
        read.length = keep;
      }
      const text = [...context];
      const ids: number[] = [];
      const probs: Float64Array[] = [];
      let unread = context.slice(keep);
      while (ids.length < Math.min(count, limit)) {
        const { logits } = await model.step(Int32Array.from(unread), { rows: 1, positions: "last" });
        read = text.slice();
        const q = sampler.distribution(rowOf(logits, 0, 1), text);
        const id = drawFrom(q, 1, random);
        ids.push(id);
        probs.push(q);
        text.push(id);
        unread = [id];
        if (q[id] < confidenceThreshold) break;
      }
      return { ids, probs };
    },
    checked(accepted, proposed) {
      if (schedule === "constant" || proposed === 0) return;
      count = accepted === proposed ? count + 2 : Math.max(1, count - 1);
    },
  };
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
