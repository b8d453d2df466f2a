/**
 * How long a model takes to load, to read a prompt and to write, on each engine.
 *
 * The first round is told apart: a compiled engine makes its graphs in it. Of the others the medians count. What is found
 * is remembered, so that `engine: "auto"` takes what is fastest here.
 * @module
 */

import type { Device, Engine } from "./engine/engine.ts";
import { type EngineSpeed, rememberSpeeds, shapeOf } from "./engine/engine-speeds.ts";
import { type LoadOptions, loadModel } from "./load-model.ts";
import type { Model } from "./model/model.ts";
import type { ModelSource } from "./source/resolve-source.ts";

export interface Rounds {
  /** Tokens of the prompt. Default 64. */
  prompt?: number;
  /** Tokens written after it, by models that write. Default 32. */
  tokens?: number;
  /** Rounds after the first one. Default 3. */
  rounds?: number;
}

/** What was measured. Times in milliseconds. */
export interface MeasuredEngine {
  model: string;
  /** What models as fast as this one have in common. */
  shape: string;
  engine: Engine["name"];
  device: Device;
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
}

export interface MeasureEnginesOptions extends Omit<LoadOptions, "engine" | "device">, Rounds {
  /** What is compared. Default: eager and compiled in WebAssembly. */
  engines?: readonly { engine: Engine["name"]; device?: Device }[];
}

/**
 * Loads a model on each engine, one after the other, measures it, and remembers what it found for models of its shape:
 * `loadModel` with `engine: "auto"` then takes the fastest.
 *
 * @throws what `loadModel` and `generate` throw
 * @example
 * const [eager, compiled] = await measureEngines("tiny", { dtype: "q8" });
 */
export async function measureEngines(
  from: ModelSource,
  {
    engines = [{ engine: "eager" }, { engine: "compiled" }],
    prompt,
    tokens,
    rounds,
    ...options
  }: MeasureEnginesOptions = {},
): Promise<MeasuredEngine[]> {
  const measured: MeasuredEngine[] = [];
  for (const where of engines)
    measured.push(await measureEngine(from, { ...options, ...where }, { prompt, tokens, rounds }));
  await rememberMeasured(measured);
  return measured;
}

/** Remembers what was measured of one model. */
export async function rememberMeasured(measured: readonly MeasuredEngine[]): Promise<void> {
  if (measured.length === 0) return;
  const speeds = measured.map(
    ({ engine, device, dtype, threads, firstMs, promptTokens, decodeTokensPerSecond: rate }): EngineSpeed => ({
      ...{ engine, device, dtype, threads },
      readMs: firstMs / promptTokens,
      writeMs: rate && 1000 / rate,
    }),
  );
  await rememberSpeeds(measured[0].shape, speeds);
}

interface Round {
  firstMs: number;
  tokenMs: number | null;
  tokens: number | null;
}

/** Loads a model in this process and measures it, in milliseconds of a clock. */
export async function measureEngine(
  from: ModelSource,
  options: LoadOptions,
  { prompt = 64, tokens = 32, rounds = 3 }: Rounds,
  now: () => number = () => performance.now(),
): Promise<MeasuredEngine> {
  const started = now();
  const model = await loadModel(from, options);
  try {
    const loadMs = now() - started;
    const { vocabSize } = model.spec.encoder ?? model.spec;
    const ids = Array.from({ length: prompt }, (_, i) => (i * 7919 + 17) % vocabSize);
    const runRound = writes(model) ? () => generateOnce(model, ids, tokens, now) : () => forwardOnce(model, ids, now);
    const first = await runRound();
    const later: Round[] = [];
    for (let round = 0; round < rounds; round++) later.push(await runRound());
    const firstMs = median(later.map((round) => round.firstMs));
    const tokenMs = later[0].tokenMs === null ? null : median(later.map((round) => round.tokenMs!));
    const { engine } = model;
    return {
      model: model.name,
      shape: shapeOf(model.spec, model.config.model_type),
      engine: engine.name,
      device: engine.device,
      dtype: options.dtype === "auto" ? "q8" : (options.dtype ?? "f32"),
      threads: options.threads ?? 1,
      promptTokens: prompt,
      newTokens: first.tokens,
      loadMs,
      coldFirstMs: first.firstMs,
      firstMs,
      prefillTokensPerSecond: (1000 * prompt) / firstMs,
      decodeTokensPerSecond: tokenMs && 1000 / tokenMs,
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
async function generateOnce(
  model: Model,
  ids: readonly number[],
  maxNewTokens: number,
  now: () => number,
): Promise<Round> {
  const plain = { sample: false, checkpointDefaults: false, stopTokens: [], maxNewTokens };
  const start = now();
  let first = 0;
  let count = 0;
  for await (const _ of model.generate(ids, plain)) if (count++ === 0) first = now();
  const tokenMs = count > 1 ? (now() - first) / (count - 1) : null;
  return { firstMs: first - start, tokenMs, tokens: count };
}

async function forwardOnce(model: Model, ids: readonly number[], now: () => number): Promise<Round> {
  const start = now();
  const decoderIds = model.spec.encoder && [[0]];
  await model.forward(ids, { decoderIds });
  return { firstMs: now() - start, tokenMs: null, tokens: null };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}
