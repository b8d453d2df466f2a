/**
 * Training runs for seconds to minutes on the thread that also paints the page.
 *
 * So every long loop asks `due()` now and then, and when a slice of time is used up it awaits `rest()`:
 * that reports progress, throws if the caller's signal was aborted, and lets the event loop turn once.
 * @module
 */

/** What a training function tells its `onProgress` callback. */
export interface TrainingProgress {
  /** What is being done now; a training passes through its stages in order. */
  stage: string;
  /** Units of work done in this stage, 0 … total. */
  done: number;
  /** Units of work in this stage; undefined while nobody knows, as when texts arrive from a stream. */
  total: number | undefined;
}

export interface PacingOptions {
  /** Called a few dozen times a second at most, and at the end of every stage. */
  onProgress?: (progress: TrainingProgress) => void;
  /** Aborting rejects the training's promise with `signal.reason`. */
  signal?: AbortSignal;
}

/** One animation frame is 16 ms: a slice leaves the page a little of each. */
const sliceMilliseconds = 12;

/** Reading the clock costs more than a small step of training, so only every 64th question does. */
const questionsPerClockReading = 64;

export class Pace {
  readonly #options: PacingOptions;
  #sliceEnd = performance.now() + sliceMilliseconds;
  #questions = 0;

  constructor(options: PacingOptions) {
    this.#options = options;
    options.signal?.throwIfAborted();
  }

  /** Is it time to `await rest(…)`? */
  due(): boolean {
    if (++this.#questions % questionsPerClockReading !== 0) return false;
    return performance.now() >= this.#sliceEnd;
  }

  /** Reports, yields to the event loop, and throws if the training was aborted meanwhile. */
  async rest(stage: string, done: number, total?: number): Promise<void> {
    this.#options.onProgress?.({ stage, done, total });
    await eventLoopTurn();
    this.#options.signal?.throwIfAborted();
    this.#sliceEnd = performance.now() + sliceMilliseconds;
  }
}

/** Resolves after timers, events and painting had their turn: a promise alone would keep them waiting. */
function eventLoopTurn(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => void };
  if (setImmediate) return new Promise((resolve) => setImmediate(resolve));
  // A message takes its turn without the 4 ms that browsers add to nested setTimeout calls.
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
