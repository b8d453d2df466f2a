/**
 * Who may compute: one request at a time, the others in the order they came. So many may wait; who comes then is sent
 * away at once, while there is still time to ask somewhere else.
 * @module
 */
import { ApiError } from "./api-error.ts";

export class Turns {
  readonly #limit: number;
  readonly #waiting: (() => void)[] = [];
  #taken = false;

  /** `limit`: how many may wait while one computes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get taken(): boolean {
    return this.#taken;
  }

  /**
   * Waits for a turn. Returns the function that ends it.
   *
   * @throws ApiError 503 when too many wait; the signal's reason when it aborts first
   */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#taken) {
      if (this.#waiting.length >= this.#limit) {
        throw new ApiError(503, `${this.#waiting.length} requests are waiting already. Try again later.`, {
          code: "server_overloaded",
        });
      }
      await this.#wait(signal);
    }
    this.#taken = true;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#taken = false;
    };
  }

  /** The turn is handed over, not given up between two: nobody slips in. */
  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      const enter = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      signal.addEventListener("abort", leave);
      this.#waiting.push(enter);
    });
  }
}
