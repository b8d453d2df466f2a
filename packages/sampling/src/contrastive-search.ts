/**
 * Contrastive search takes a likely token whose representation is unlike everything before it.
 *
 *   score(v) = (1 - α) · p(v | context) - α · max_j cos(h_v, h_j)
 *
 * over the k likeliest tokens v, where h_v is the hidden state the model would have after reading v, and h_j those of
 * the context. Repetition makes hidden states alike, so the second term punishes it before it shows in the tokens. To
 * know h_v the model reads all k candidates at once, as k rows; the winner's row goes on.
 * @module
 */
import { checkCount } from "./checks.ts";
import { checkedPrompt, type DecodingModel, requireOperation, rowOf, type StepOutput } from "./decoding-model.ts";
import { createFinishing, type GeneratedToken, samplerOptionsFor } from "./generate.ts";
import { createLogitsProcessor } from "./logits-processor.ts";
import { tokenLogprob, topLogprobs } from "./logprobs.ts";
import type { SamplerOptions } from "./options.ts";
import type { StopOptions } from "./stopping.ts";

export interface ContrastiveSearchOptions
  extends Omit<
      SamplerOptions,
      "promptLength" | "maxLength" | "eosTokenIds" | "guidanceScale" | "topLogprobs" | "logprob"
    >,
    StopOptions {
  /** How many candidates are compared. */
  topK: number;
  /** α: how much unlikeness counts against likelihood, 0 < penaltyAlpha <= 1. */
  penaltyAlpha: number;
}

/** Options of random drawing, which this search does not do. (sample: false says so itself.) */
const refused = [
  ...(["sample", "seed", "random", "temperature", "topP", "minP", "typicalP", "topH", "topNSigma"] as const),
  ...(["epsilonCutoff", "etaCutoff", "minTokensToKeep", "guidanceScale", "topLogprobs", "logprob"] as const),
] satisfies (keyof SamplerOptions)[];

/**
 * Generates tokens one by one after `prompt` (token ids) by contrastive search.
 *
 * @throws RangeError or TypeError if an option is out of range or does not apply, or the model has no hidden states
 * @see Su et al. 2022, "A contrastive framework for neural text generation", https://arxiv.org/abs/2202.06417
 */
export async function* contrastiveSearch(
  model: DecodingModel,
  prompt: ArrayLike<number>,
  options: ContrastiveSearchOptions,
): AsyncGenerator<GeneratedToken, void, void> {
  const context = checkedPrompt("contrastiveSearch", prompt);
  const { topK, penaltyAlpha, ...rest } = options;
  checkCount("topK", topK, 2, "Contrastive search compares at least 2 candidates.");
  if (!(penaltyAlpha > 0 && penaltyAlpha <= 1)) {
    throw new RangeError(`penaltyAlpha is ${penaltyAlpha} but has to satisfy 0 < penaltyAlpha <= 1, such as 0.6.`);
  }
  const processing = samplerOptionsFor("contrastiveSearch", rest, context.length, []);
  for (const name of refused) {
    if (processing[name] !== undefined && processing[name] !== false) {
      throw new RangeError(`contrastiveSearch: ${name} is not supported: no token is drawn at random. Leave it out.`);
    }
  }
  const process = createLogitsProcessor(processing);
  const reorder = requireOperation(model, "reorder", "contrastiveSearch");
  const finishing = createFinishing("contrastiveSearch", options);

  const first = await model.step(Int32Array.from(context), { rows: 1, positions: "all", hidden: true });
  const hiddenOf = (output: StepOutput) => {
    if (output.hidden) return output.hidden;
    throw new TypeError("contrastiveSearch: the model's step returned no hidden states, which the scores need.");
  };
  const memory = createMemory();
  for (let position = 0; position < context.length; position++) {
    memory.add(rowOf(hiddenOf(first), position, context.length));
  }
  let logits = rowOf(first.logits, context.length - 1, context.length).slice();

  for (;;) {
    finishing.throwIfAborted();
    const candidates = topLogprobs(process(logits.slice(), context), topK);
    const rows = candidates.length;
    await reorder(candidates.map(() => 0));
    const tokens = Int32Array.from(candidates, ({ id }) => id);
    const output = await model.step(tokens, { rows, positions: "last", hidden: true });
    let winner = 0;
    let best = -Infinity;
    for (const [row, { logprob }] of candidates.entries()) {
      const alike = memory.mostAlike(rowOf(hiddenOf(output), row, rows));
      const score = (1 - penaltyAlpha) * Math.exp(logprob) - penaltyAlpha * alike;
      if (score > best) [winner, best] = [row, score];
    }
    const { id } = candidates[winner];
    const generated = finishing.add({ id, logprob: tokenLogprob(logits, id), drawLogprob: 0 });
    context.push(id);
    yield generated;
    if (generated.finish) return;
    memory.add(rowOf(hiddenOf(output), winner, rows));
    logits = rowOf(output.logits, winner, rows).slice();
    await reorder([winner]);
  }
}

/** Hidden states of the context, scaled to length 1. */
function createMemory() {
  const units: Float32Array[] = [];
  const unit = (hidden: Float32Array): Float32Array => {
    let squares = 0;
    for (let i = 0; i < hidden.length; i++) squares += hidden[i] * hidden[i];
    const length = Math.sqrt(squares);
    return hidden.map((value) => value / length);
  };
  return {
    add(hidden: Float32Array): void {
      units.push(unit(hidden));
    },
    /** The largest cosine between `hidden` and anything remembered. */
    mostAlike(hidden: Float32Array): number {
      const other = unit(hidden);
      let largest = -Infinity;
      for (const known of units) {
        let dot = 0;
        for (let i = 0; i < other.length; i++) dot += other[i] * known[i];
        if (dot > largest) largest = dot;
      }
      return largest;
    },
  };
}
