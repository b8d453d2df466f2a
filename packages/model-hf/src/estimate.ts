/**
 * What a model will take, told before it is fetched: only config.json and the headers of its weights are read.
 * @module
 */
import { planBytes } from "@llm-anatomy/kv-cache";
import type { ModelSpec } from "@llm-anatomy/transformer";
import { memoryLimit } from "#platform";
import { cacheShape } from "./engine/cache-shape.ts";
import { chooseEngine, type EngineOptions } from "./engine/create-engine.ts";
import { type Dtype, readDtype, type WantedDtype } from "./engine/dtypes.ts";
import type { Device } from "./engine/engine.ts";
import { keptBytes } from "./engine/kept-bytes.ts";
import { CheckpointError } from "./errors.ts";
import { keptArrays, sizeOf } from "./kept-arrays.ts";
import { type OpenedCheckpoint, openCheckpoint } from "./open-checkpoint.ts";
import { readableSize } from "./source/hub/model-cache.ts";
import { type ModelSource, resolveSource, type SourceOptions } from "./source/resolve-source.ts";
import type { Source } from "./source/source.ts";
import { recognizeWeights } from "./source/weights-form.ts";

export interface EstimateOptions extends Omit<SourceOptions, "onProgress"> {
  dtype?: WantedDtype;
  engine?: EngineOptions["engine"];
  device?: Device;
  /** Positions that the cache of keys and values will hold. Default: what the model was made for, at most 4096. */
  context?: number;
  /** Sequences at once; default 1. */
  batch?: number;
  /** Bytes there are; default: those of the machine. */
  limit?: number;
  ignoreConfigKeys?: readonly string[];
  signal?: AbortSignal;
}

/** Everything in bytes but `parameters` and `context`. */
export interface Estimate {
  parameters: number;
  /** Over the network; 0 for what is on the disk, in the cache, or in the caller's hands. */
  download: number;
  /** As the engine keeps them in this dtype. */
  weights: number;
  /** Keys and values of `context` positions; 0 for models that keep none. */
  cache: number;
  /** The most there is at once: while weights are read, or with a full cache. Activations come on top. */
  peak: number;
  context: number;
  dtype: Dtype;
  /** Bytes there are, or null where that cannot be told. */
  limit: number | null;
  /** What to do about a model that does not fit; null when it does. */
  remedy: string | null;
}

// WebAssembly addresses its memory with 32 bits; graphs for a GPU go through it.
const addressableByWebAssembly = 2 ** 32;
const defaultContext = 4096;

/**
 * Bytes to download, and to keep: weights, cache, and the peak of both.
 *
 * @throws CheckpointError as `loadModel` does, for a config or header that cannot be used
 * @example
 * const { download, peak, remedy } = await estimate("HuggingFaceTB/SmolLM2-135M", { dtype: "q8", context: 2048 });
 * if (remedy) console.log(remedy); // "… needs 9.1 GB but there are 8.0 GB. Pass dtype \"q4\" (5.2 GB)."
 */
export async function estimate(from: ModelSource, options: EstimateOptions = {}): Promise<Estimate> {
  for (const key of Object.keys(options)) {
    if (!knownOptions.has(key))
      throw new RangeError(`estimate: there is no option "${key}". It knows ${[...knownOptions].join(", ")}.`);
  }
  const { source, onlyGraphs } = await recognizeWeights(await resolveSource(from, options), options);
  if (onlyGraphs) {
    throw new CheckpointError(
      `${source.name}: has ONNX graphs and no safetensors, whose sizes only the graphs themselves tell. Load it, or look at the sizes of its files.`,
      { code: "config-unsupported" },
    );
  }
  const opened = await openCheckpoint(source, options);
  const { refusal, ...told } = estimateOpened(opened, options);
  return { ...told, remedy: refusal?.message ?? null, download: await bytesToFetch(source, opened, options.signal) };
}

const knownOptions = new Set([
  ...["dtype", "engine", "device", "context", "batch", "limit", "ignoreConfigKeys", "signal"],
  ...["file", "revision", "endpoint", "token", "cache", "offline"],
]);

/**
 * The same for a checkpoint whose headers have been read; nothing is fetched. Of a model that does not fit, `refusal` says
 * why and what to do.
 */
export function estimateOpened(
  opened: OpenedCheckpoint,
  { dtype: wanted = "f32", context, batch = 1, limit = memoryLimit() ?? undefined, ...options }: EstimateOptions,
): Omit<Estimate, "download" | "remedy"> & { refusal: CheckpointError | null } {
  const { spec, checkpoint } = opened;
  const where = chooseEngine(options);
  const addressable = where.device === "cpu" ? Number.POSITIVE_INFINITY : addressableByWebAssembly;
  const dtype = readDtype("estimate", wanted, "q8");
  for (const [name, value] of Object.entries({ context, batch, limit })) {
    if (value !== undefined && !(value >= 1))
      throw new RangeError(`estimate: ${name} is ${value} but has to be at least 1.`);
  }
  const positions = context ?? Math.min(spec.maxPositions, defaultContext);
  const cache = cacheBytes(spec, positions, batch);
  const takenAs = (candidate: Dtype) => bytesAs(opened, candidate, where, cache);
  const taken = takenAs(dtype);
  const fits = ({ weights, peak }: Taken) =>
    weights + cache <= addressable && peak <= (limit ?? Number.POSITIVE_INFINITY);
  return {
    parameters: Math.round([...keptArrays(opened)].reduce((sum, { shape }) => sum + sizeOf(shape), 0)),
    ...taken,
    cache,
    context: positions,
    dtype,
    limit: limit ?? null,
    refusal: fits(taken) ? null : refuse(),
  };

  function refuse(): CheckpointError {
    const [needed, available] =
      taken.weights + cache > addressable
        ? [
            `${readableSize(taken.weights)} for weights and ${readableSize(cache)} for keys and values of ${positions} positions`,
            `${readableSize(addressable)} that WebAssembly addresses`,
          ]
        : [readableSize(taken.peak), readableSize(limit!)];
    const smaller = (["f16", "q8", "q4"] as const)
      .map((candidate) => ({ candidate, ...takenAs(candidate) }))
      .find((other) => other.weights < taken.weights && fits(other));
    const advice = smaller
      ? `Pass dtype "${smaller.candidate}" (${readableSize(smaller.peak)})`
      : cache > taken.weights
        ? `Pass a smaller context; ${positions} positions take ${readableSize(cache)}`
        : "Choose a smaller model, or run it on a machine with more memory";
    const { name } = checkpoint.source;
    return new CheckpointError(`${name}: as ${dtype} it needs ${needed} but there are ${available}. ${advice}.`, {
      code: "memory",
    });
  }
}

interface Taken {
  weights: number;
  peak: number;
}

function bytesAs(opened: OpenedCheckpoint, dtype: Dtype, where: ReturnType<typeof chooseEngine>, cache: number): Taken {
  let weights = 0;
  let whileReading = 0;
  for (const { place, places, shape, widest } of keptArrays(opened)) {
    weights += keptBytes({ place, shape, tied: places.length > 1 }, dtype, where);
    whileReading = Math.max(whileReading, widest);
  }
  // ONNX Runtime copies what it is given, and what was given goes only afterwards.
  const loading = where.engine === "compiled" ? 2 * weights : weights + whileReading;
  return { weights, peak: Math.max(loading, weights + cache) };
}

/** Keys and values of a decoder, and of what its cross attention reads. */
function cacheBytes(spec: ModelSpec, tokens: number, batch: number): number {
  const { blocks } = spec;
  if (blocks.length === 0 || !blocks.every(({ attention }) => attention.causal)) return 0;
  const { bytes } = planBytes(cacheShape(spec, batch), { tokens });
  return blocks[0].crossAttention ? 2 * bytes : bytes; // of a source as long as the answer
}

async function bytesToFetch(
  source: Source,
  { checkpoint }: OpenedCheckpoint,
  signal: AbortSignal | undefined,
): Promise<number> {
  const weights = new Map([...checkpoint.tensors.values()].map(({ path, file }) => [path, file]));
  let bytes = 0;
  for (const { remote, size } of weights.values()) if (remote) bytes += size;
  for (const path of ["tokenizer.json", "tokenizer_config.json", "generation_config.json"]) {
    const file = await source.open(path, signal);
    if (file?.remote) bytes += file.size;
  }
  return bytes;
}
