/** When a text is finished. @module */
import { checkCount, checkIds, checkPositive } from "./checks.ts";

export interface StopOptions {
  /** At most so many tokens are generated. */
  maxNewTokens: number;
  /** Tokens that end the text. The end token is the last one returned. */
  eosTokenIds?: ArrayLike<number>;
  /** Strings that end the text; they need `decode`. */
  stopStrings?: readonly string[];
  /** Turns token ids into text. */
  decode?: (ids: number[]) => string;
  /** No further token is begun after so many seconds. */
  maxTime?: number;
  /** Stops with the signal's reason as an error. */
  signal?: AbortSignal;
  /** The clock, in milliseconds. Default: performance.now. */
  now?: () => number;
}

export const stopOptionNames = [
  "maxNewTokens",
  "eosTokenIds",
  "stopStrings",
  "decode",
  "maxTime",
  "signal",
  "now",
] as const satisfies readonly (keyof StopOptions)[];

export type FinishReason = "eos" | "length" | "stop string" | "time";

export interface Stopping {
  /** Why the text is finished after a token, or null. Stop strings are looked for elsewhere. */
  after(id: number, generatedLength: number): FinishReason | null;
  /** @throws the signal's reason if it was aborted */
  throwIfAborted(): void;
}

/** Starts the clock. @throws RangeError or TypeError if an option is out of range */
export function createStopping(where: string, options: StopOptions): Stopping {
  const { maxNewTokens, eosTokenIds = [], stopStrings, decode, maxTime = Infinity, signal } = options;
  const { now = () => performance.now() } = options;
  checkCount("maxNewTokens", maxNewTokens, 1, "Say how many tokens may be generated.");
  if (options.eosTokenIds !== undefined) checkIds("eosTokenIds", eosTokenIds);
  if (options.maxTime !== undefined) checkPositive("maxTime", maxTime, "Pass seconds.");
  if (stopStrings && !decode) {
    throw new TypeError(`${where}: stopStrings needs decode, which turns token ids into text. Pass the tokenizer's.`);
  }
  const ends = new Set(Array.from(eosTokenIds));
  const deadline = now() + maxTime * 1000;
  return {
    after(id, generatedLength) {
      if (ends.has(id)) return "eos";
      if (generatedLength >= maxNewTokens) return "length";
      return now() >= deadline ? "time" : null;
    },
    throwIfAborted: () => signal?.throwIfAborted(),
  };
}
