/**
 * A model whose weights and computations live in a worker, so that a page can scroll, draw and answer while it works.
 *
 * The caller keeps what has to answer at once: the tokenizer, the sampler, and the functions of a patch. A source that is
 * only a text or an address is opened by the worker; files, folders and sources of the caller's own stay with it, and the
 * worker asks for the parts it needs.
 * @module
 */
import { startWorker } from "#platform";
import { CheckpointError } from "../errors.ts";
import type { EngineLoadOptions, LoadedEngine } from "../load-here.ts";
import type { LoadProgress } from "../source/progress.ts";
import { type ModelSource, resolveSource, type SourceOptions } from "../source/resolve-source.ts";
import { RemoteEngine } from "./across-engine.ts";
import { describeSource, remoteSource, sourceHandlers } from "./across-source.ts";
import { Channel, type Port } from "./channel.ts";
import type { LoadAnswer, LoadRequest } from "./serve-model.ts";

/** The part of a `Worker` that is used. */
export interface WorkerLike extends Port {
  onerror: ((event: { message?: string }) => unknown) | null;
  terminate(): unknown;
}

// A worker that was told to stop may still close files of the cache, so that the download can go on later.
const graceMs = 3000;

/** @throws CheckpointError `worker-failed` when the worker cannot be started or ends; what loading throws otherwise */
export async function loadInWorker(
  from: ModelSource,
  { onProgress, signal, ...options }: EngineLoadOptions & SourceOptions,
  createWorker: () => WorkerLike | Promise<WorkerLike> = startWorker,
): Promise<LoadedEngine> {
  signal?.throwIfAborted();
  const portable = portableSource(from);
  // Nothing may be awaited before a drop is looked at.
  const given = portable ? undefined : await resolveSource(from, options);
  const worker = await createWorker();
  const channel = new Channel(
    worker,
    sourceHandlers(() => given!),
  );
  const end = (reason: Error) => {
    channel.close(reason);
    worker.terminate();
  };
  worker.onerror = ({ message }) => end(failed(message));
  const request: LoadRequest = {
    from: portable ?? { remote: describeSource(given!) },
    options: { ...options, runtime: withWholeAddresses(options.runtime) },
  };
  try {
    const answer = await channel.call<LoadAnswer>("load", request, {
      signal,
      onEvent: (progress) => onProgress?.(progress as LoadProgress),
    });
    const { config, spec, choice, name, device } = answer;
    const source = given && !answer.isOther ? given : remoteSource(channel, answer.source);
    const engine = new RemoteEngine(channel, { name, device }, () =>
      end(new Error(`${source.name}: the model was disposed of. Load it again.`)),
    );
    return { config, spec, engine, choice, source };
  } catch (error) {
    if (signal?.aborted) setTimeout(() => end(signal.reason), graceMs);
    else end(error as Error);
    throw error;
  }
}

/** What the worker can open by itself; null for what only the caller can read. */
function portableSource(from: ModelSource): Exclude<LoadRequest["from"], { remote: unknown }> | null {
  if (typeof from === "string") return { text: from };
  if (from instanceof URL) return { address: from.href };
  if (from instanceof Blob) return { archive: from };
  return null;
}

/** Addresses in a page are relative to the page, and in its worker to the worker's module. */
function withWholeAddresses(runtime: EngineLoadOptions["runtime"]): EngineLoadOptions["runtime"] {
  const base = globalThis.document?.baseURI;
  if (!base || runtime?.wasmPaths === undefined) return runtime;
  const { wasmPaths } = runtime;
  const whole = (address: string | undefined) => address && new URL(address, base).href;
  if (typeof wasmPaths === "string") return { ...runtime, wasmPaths: whole(wasmPaths) };
  return { ...runtime, wasmPaths: { wasm: whole(wasmPaths.wasm), mjs: whole(wasmPaths.mjs) } };
}

function failed(message: string | undefined): CheckpointError {
  return new CheckpointError(
    `loadModel: the worker failed (${message || "its module could not be loaded"}). Make sure that the page may load its module, give it with worker: () => new Worker(…), or pass worker: false to compute in the page's own thread.`,
    { code: "worker-failed" },
  );
}
