/**
 * How long a model takes to load, to read a prompt and to write, on one engine: what `llm-anatomy bench` shows.
 *
 * The first round is told apart: a compiled engine makes its graphs in it. Of the others the medians count.
 * @module
 */
import { type LoadOptions, loadModel } from "../load-model.ts";
import type { Model } from "../model/model.ts";

export interface MeasureOptions {
  /** Tokens of the prompt. */
  prompt: number;
  /** Tokens written after it, by models that write. */
  tokens: number;
  /** Rounds after the first one. */
  rounds: number;
}

/** What was measured. Times in milliseconds. */
export interface Measured {
  model: string;
  engine: "eager" | "compiled";
  device: string;
  dtype: string;
  threads: number;
  promptTokens: number;
  /** Written per round; null for a model that does not write. */
  newTokens: number | null;
  loadMs: number;
  /** From the prompt to the first token, or to the output of an encoder, in the first round. */
  coldFirstMs: number;
  /** The same later: the median. */
  firstMs: number;
  prefillTokensPerSecond: number;
  /** Of the tokens after the first. */
  decodeTokensPerSecond: number | null;
  /** The most that the system saw resident, of this process since it began. */
  peakBytes: number;
}

interface Round {
  firstMs: number;
  tokenMs: number | null;
  tokens: number | null;
}

/** Loads a model in this process and measures it. @throws what `loadModel` and `generate` throw */
export async function measureModel(
  name: string,
  options: LoadOptions,
  { prompt, tokens, rounds }: MeasureOptions,
): Promise<Measured> {
  const started = performance.now();
  const model = await loadModel(name, options);
  try {
    const loadMs = performance.now() - started;
    const { vocabSize } = model.spec.encoder ?? model.spec;
    const ids = Array.from({ length: prompt }, (_, i) => (i * 7919 + 17) % vocabSize);
    const runRound = writes(model) ? () => generateOnce(model, ids, tokens) : () => forwardOnce(model, ids);
    const first = await runRound();
    const later: Round[] = [];
    for (let round = 0; round < rounds; round++) later.push(await runRound());
    const firstMs = median(later.map((round) => round.firstMs));
    const tokenMs = later[0].tokenMs === null ? null : median(later.map((round) => round.tokenMs!));
    const { engine } = model;
    return {
      model: model.name,
      engine: engine.name,
      device: engine.device,
      dtype: options.dtype ?? "f32",
      threads: options.threads ?? 1,
      promptTokens: prompt,
      newTokens: first.tokens,
      loadMs,
      coldFirstMs: first.firstMs,
      firstMs,
      prefillTokensPerSecond: (1000 * prompt) / firstMs,
      decodeTokensPerSecond: tokenMs && 1000 / tokenMs,
      peakBytes: process.resourceUsage().maxRSS * 1024,
    };
  } finally {
    await model.dispose();
  }
}

/** Decoders write, and encoder–decoders; encoders do not. */
function writes({ spec }: Model): boolean {
  return spec.head?.kind === "vocabulary" && (spec.encoder !== undefined || spec.blocks[0]?.attention.causal === true);
}

/** Likeliest tokens, whatever they are: nothing ends a round early. */
async function generateOnce(model: Model, ids: readonly number[], maxNewTokens: number): Promise<Round> {
  const plain = { sample: false, checkpointDefaults: false, stopTokens: [], maxNewTokens };
  const start = performance.now();
  let first = 0;
  let count = 0;
  for await (const _ of model.generate(ids, plain)) if (count++ === 0) first = performance.now();
  const tokenMs = count > 1 ? (performance.now() - first) / (count - 1) : null;
  return { firstMs: first - start, tokenMs, tokens: count };
}

async function forwardOnce(model: Model, ids: readonly number[]): Promise<Round> {
  const start = performance.now();
  const decoderIds = model.spec.encoder && [[0]];
  await model.forward(ids, { decoderIds });
  return { firstMs: performance.now() - start, tokenMs: null, tokens: null };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}
