/**
 * Training in a web worker: the page stays free, and stopping is immediate.
 * @module
 */
import { checkOneOf, checkOptions } from "./checks.ts";
import type { GloveOptions } from "./glove.ts";
import type { WordCorpus } from "./word-corpus.ts";
import type { TrainingProgress } from "./word-vector-training.ts";
import type { WordVectors } from "./word-vectors.ts";
import type { Word2VecOptions } from "./word2vec.ts";

/** What is sent to the worker. Plain data. */
export interface TrainingRequest {
  method: "word2vec" | "glove";
  corpus: WordCorpus;
  options: Word2VecOptions | GloveOptions;
  reportEvery: number;
  watch: Uint32Array;
}

/** What the worker answers. */
export type TrainingReply =
  | { type: "progress"; progress: TrainingProgress; watched: Float32Array }
  | { type: "done"; dim: number; vectors: Float32Array }
  | { type: "error"; name: string; message: string };

/** The part of a `Worker` that is used. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: { data: TrainingReply }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

export interface TrainInWorkerOptions {
  /** Default "word2vec". */
  method?: "word2vec" | "glove";
  /** Options of the trainer. */
  options?: Word2VecOptions | GloveOptions;
  /** Called about every `reportEvery` milliseconds. `watched` are the vectors of `watch` at that moment, [watch, dim]. */
  onProgress?: (progress: TrainingProgress, watched: Float32Array) => void;
  /** Milliseconds. Default 200. */
  reportEvery?: number;
  /** Words whose vectors come along with every report, for a live picture. Default none. */
  watch?: readonly string[];
  /** Ends the worker at once; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /**
   * Makes the worker. Default: the module `word-vectors-worker.js` beside this one, which bundlers find by themselves.
   * Elsewhere: `() => new Worker(url of "@llm-anatomy/embeddings/worker", { type: "module" })`.
   */
  createWorker?: () => WorkerLike;
}

/**
 * Trains word vectors in a worker.
 *
 * @throws RangeError when a watched word is not in the corpus; the trainer's errors; the signal's reason when aborted
 * @example
 * const vectors = await trainInWorker(corpus, { options: { dim: 50 }, onProgress: ({ step, total }) => show(step / total) });
 */
export function trainInWorker(corpus: WordCorpus, settings: TrainInWorkerOptions = {}): Promise<WordVectors> {
  checkOptions("trainInWorker", settings, [
    "method",
    "options",
    "onProgress",
    "reportEvery",
    "watch",
    "signal",
    "createWorker",
  ]);
  const { method = "word2vec", options = {}, onProgress, reportEvery = 200, watch = [], signal } = settings;
  checkOneOf("trainInWorker", "method", method, ["word2vec", "glove"]);
  const rows = Uint32Array.from(watch, (word) => {
    const row = corpus.words.indexOf(word);
    if (row < 0) throw new RangeError(`trainInWorker: watch has "${word}", which is not among the corpus's words.`);
    return row;
  });
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const worker = (settings.createWorker ?? createDefaultWorker)();
    const abort = () => finish(() => reject(signal?.reason));
    const finish = (settle: () => void) => {
      signal?.removeEventListener("abort", abort);
      worker.terminate();
      settle();
    };
    signal?.addEventListener("abort", abort);
    worker.onerror = ({ message = "the worker could not be started" }) =>
      finish(() => reject(new Error(`trainInWorker: ${message}. Check that the worker's module can be loaded.`)));
    worker.onmessage = ({ data }) => {
      if (data.type === "progress") onProgress?.(data.progress, data.watched);
      else if (data.type === "done")
        finish(() => resolve({ words: corpus.words, dim: data.dim, vectors: data.vectors }));
      else finish(() => reject(data.name === "RangeError" ? new RangeError(data.message) : new Error(data.message)));
    };
    const request: TrainingRequest = { method, corpus, options, reportEvery, watch: rows };
    worker.postMessage(request);
  });
}

function createDefaultWorker(): WorkerLike {
  return new Worker(new URL("./word-vectors-worker.ts", import.meta.url), { type: "module" }) as WorkerLike;
}
