/**
 * What fewer bits cost: the same text read with each dtype, and how far the predictions are from the full ones.
 *
 * Perplexity alone hides much: a model may lose on one word and win on the next. The Kullback–Leibler divergence counts every
 * change of every prediction, and the share of unchanged first choices is what a reader of greedy text would notice.
 * @see Kullback & Leibler 1951, https://doi.org/10.1214/aoms/1177729694
 * @module
 */
import { argmax, logSumExp } from "@llm-anatomy/sampling";
import { dtypes as allDtypes, type Dtype } from "./engine/dtypes.ts";
import { estimate } from "./estimate.ts";
import { type LoadOptions, loadModel } from "./load-model.ts";
import type { Model } from "./model/model.ts";
import type { ModelSource } from "./source/resolve-source.ts";

export interface CompareDtypesOptions extends Omit<LoadOptions, "dtype"> {
  /** Which are compared with the reference. Default f16, q8, q4. */
  dtypes?: readonly Dtype[];
  /** What they are compared with. Default f32. */
  reference?: Dtype;
  /** Tokens that are read together. Default 256, or the model's positions. */
  window?: number;
}

/** How one dtype does. Of the reference itself, the divergence is 0 and the agreement 1. */
export interface DtypeComparison {
  dtype: Dtype;
  /** Bytes of the weights as the engine keeps them. */
  weights: number;
  /** exp of the mean of -ln p(token). */
  perplexity: number;
  /** Mean over positions of Σ p · ln(p / q), in nats: p is the reference's prediction, q this one's. */
  divergence: number;
  /** Share of positions at which both find the same token likeliest. */
  agreement: number;
  /** Positions that were compared. */
  positions: number;
}

const usualWindow = 256; // two sets of scores of so many positions are held at once

/**
 * Reads a text with the reference and with every dtype. Two models are loaded at a time.
 *
 * @throws TypeError for a model that does not predict the next token; RangeError for an unknown dtype or a text of fewer than two tokens
 * @example
 * for (const { dtype, divergence, agreement } of await compareDtypes("tiny", "Once upon a time there was a cat."))
 *   console.log(dtype, divergence, agreement);
 */
export async function compareDtypes(
  from: ModelSource,
  text: string | ArrayLike<number>,
  { dtypes = ["f16", "q8", "q4"], reference = "f32", window, ...options }: CompareDtypesOptions = {},
): Promise<DtypeComparison[]> {
  for (const dtype of [reference, ...dtypes]) {
    if (!allDtypes.includes(dtype))
      throw new RangeError(`compareDtypes: dtype is "${dtype}" but has to be one of ${allDtypes.join(", ")}.`);
  }
  const { signal } = options;
  const full = await loadModel(from, { ...options, dtype: reference });
  try {
    const ids = typeof text === "string" ? full.tokenizer.encode(text, { truncation: null, padding: null }).ids : text;
    const size = Math.min(window ?? usualWindow, full.spec.maxPositions);
    const rows = [{ ...(await describe(full, reference)), divergence: 0, agreement: 1, positions: ids.length }];
    const again = typeof from === "string" || from instanceof URL ? from : full.source; // a drop can be read once
    for (const dtype of dtypes) {
      const model = await loadModel(again, { ...options, dtype });
      try {
        rows.push({
          ...(await describe(model, dtype)),
          ...(await compare(full, model, Array.from(ids), size, signal)),
        });
      } finally {
        await model.dispose();
      }
    }
    return rows;

    async function describe(model: Model, dtype: Dtype) {
      const { ignoreConfigKeys, file, revision, endpoint, token, cache, offline } = options;
      const settings = { ignoreConfigKeys, file, revision, endpoint, token, cache, offline, signal };
      const { name: engine, device } = model.engine;
      const { weights } = await estimate(model.source, { dtype, engine, device, context: 1, ...settings });
      const scored = await model.score(ids, { window: size, stride: size, signal });
      return { dtype, weights, perplexity: scored.perplexity };
    }
  } finally {
    await full.dispose();
  }
}

/** Reads windows with both models, one after the other, and compares each position's scores. */
async function compare(full: Model, model: Model, ids: number[], window: number, signal?: AbortSignal) {
  let divergence = 0;
  let same = 0;
  for (let start = 0; start < ids.length; start += window) {
    signal?.throwIfAborted();
    const part = ids.slice(start, start + window);
    const { data: p, shape } = (await full.forward(part)).logits!;
    const { data: q } = (await model.forward(part)).logits!;
    const vocabSize = shape[2];
    for (let t = 0; t < part.length; t++) {
      const row = [t * vocabSize, (t + 1) * vocabSize] as const; // logits[0, t, :]
      const compared = comparePrediction(p.subarray(...row), q.subarray(...row));
      divergence += compared.divergence;
      if (compared.same) same++;
    }
  }
  return { divergence: divergence / ids.length, agreement: same / ids.length, positions: ids.length };
}

/** Of two rows of logits: Σ p · ln(p / q), and whether the same token is likeliest. */
export function comparePrediction(p: Float32Array, q: Float32Array): { divergence: number; same: boolean } {
  const [sumP, sumQ] = [logSumExp(p), logSumExp(q)];
  let divergence = 0;
  for (let i = 0; i < p.length; i++) {
    const logP = p[i] - sumP;
    if (logP !== -Infinity) divergence += Math.exp(logP) * (logP - (q[i] - sumQ));
  }
  return { divergence: Math.max(0, divergence), same: argmax(p) === argmax(q) }; // rounding may make 0 a little less
}
