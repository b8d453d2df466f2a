/** How far a load is, how fast, and how long it will still take. @module */

export interface LoadProgress {
  /** "download": bytes come over the network into the cache. "weights": tensors are read, quantised and placed. */
  phase: "download" | "weights";
  /** What is being read. */
  file: string;
  /** Bytes so far, of all that this phase will read. */
  loaded: number;
  total: number;
  /** Over the last seconds; 0 until it can be told. */
  bytesPerSecond: number;
  /** At that speed; null until it can be told. */
  secondsLeft: number | null;
}

export type OnProgress = (progress: LoadProgress) => void;

// A bar that moves ten times a second looks smooth; more events only cost time.
const interval = 100;
// Speeds are averaged over this many milliseconds: shorter jumps about, longer hides that a connection slowed down.
const window = 5000;

export interface ProgressMeter {
  /** `bytes` more were read, of `file`. */
  add(bytes: number, file: string): void;
  /** There are `bytes` more to read than was known before. */
  expect(bytes: number): void;
}

/** Counts the bytes of one phase; tells `onProgress` at most ten times a second, and always at the end. */
export function createProgressMeter(
  phase: LoadProgress["phase"],
  total: number,
  onProgress: OnProgress | undefined,
  { loaded = 0, now = () => performance.now() } = {},
): ProgressMeter {
  if (!onProgress) return { add() {}, expect() {} };
  const samples = [{ time: now(), loaded }];
  let told = Number.NEGATIVE_INFINITY;
  return {
    expect(bytes) {
      total += bytes;
    },
    add(bytes, file) {
      loaded += bytes;
      const time = now();
      if (time - told < interval && loaded < total) return;
      told = time;
      samples.push({ time, loaded });
      while (samples.length > 2 && samples[1].time < time - window) samples.shift();
      const seconds = (time - samples[0].time) / 1000;
      const bytesPerSecond = seconds > 0 ? Math.max(0, loaded - samples[0].loaded) / seconds : 0;
      const secondsLeft = loaded >= total ? 0 : bytesPerSecond > 0 ? (total - loaded) / bytesPerSecond : null;
      onProgress({ phase, file, loaded, total, bytesPerSecond, secondsLeft });
    },
  };
}
