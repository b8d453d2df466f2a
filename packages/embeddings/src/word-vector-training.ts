/**
 * Running a trainer without freezing the page: it works in slices and lets the event loop turn in between.
 * @module
 */
import type { WordVectors } from "./word-vectors.ts";

export interface TrainingProgress {
  /** Words (word2vec) or cells (GloVe) seen, of `total`. */
  step: number;
  total: number;
  done: boolean;
  learningRate: number;
  /** Mean loss over the last step: per comparison (word2vec), per cell (GloVe). NaN before the first. */
  loss: number;
}

/** What word2vec and GloVe have in common: anything that learns word vectors a step at a time. */
export interface WordVectorTrainer {
  readonly progress: TrainingProgress;
  /** Sees at least `amount` more words or cells, unless there are none left. */
  step(amount: number): void;
  /** What has been learned so far, a copy. */
  wordVectors(): WordVectors;
  /** The vectors of some words, a copy. Shape: rows [count] → [count, dim]. */
  vectorsOf(rows: ArrayLike<number>): Float32Array<ArrayBuffer>;
}

export interface TrainOptions {
  /** Called about every `reportEvery` milliseconds and at the end. The trainer may be read, for a live picture. */
  onProgress?: (progress: TrainingProgress, trainer: WordVectorTrainer) => void;
  /** Milliseconds between reports. Default 200. */
  reportEvery?: number;
  /** Stops training: the promise rejects with the signal's reason. The trainer keeps what it has. */
  signal?: AbortSignal;
}

const sliceMs = 20; // short enough that a page stays smooth

/**
 * Trains to the end and returns the vectors.
 *
 * @throws the signal's reason when aborted
 * @example
 * await train(new Word2VecTrainer(corpus), { onProgress: ({ step, total, loss }) => console.log(step / total, loss) });
 */
export async function train(trainer: WordVectorTrainer, options: TrainOptions = {}): Promise<WordVectors> {
  const { onProgress, reportEvery = 200, signal } = options;
  let amount = 1000;
  let reported = performance.now();
  let [loss, weight] = [0, 0];
  while (!trainer.progress.done) {
    signal?.throwIfAborted();
    const start = performance.now();
    const before = trainer.progress.step;
    trainer.step(amount);
    const { progress } = trainer;
    const now = performance.now();
    amount = Math.max(100, Math.min(amount * 2, (amount * sliceMs) / Math.max(0.1, now - start)));
    if (!Number.isNaN(progress.loss)) {
      loss += progress.loss * (progress.step - before);
      weight += progress.step - before;
    }
    if (onProgress && (progress.done || now - reported >= reportEvery)) {
      onProgress({ ...progress, loss: loss / weight }, trainer);
      reported = now;
      [loss, weight] = [0, 0];
    }
    await turn();
  }
  return trainer.wordVectors();
}

/** Lets the event loop turn: input, timers and messages get in. */
function turn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  return scheduler?.yield ? scheduler.yield() : new Promise((resolve) => setTimeout(resolve));
}
