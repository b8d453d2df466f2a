/**
 * Ends a stream of text before the first of some texts, even when it comes in pieces.
 *
 * Text that could be the beginning of a stop text is held back until the next piece decides.
 * @module
 */
export class StopStrings {
  readonly #stops: readonly string[];
  #held = "";
  /** Whether a stop text came. Everything before it has been given out. */
  found = false;

  constructor(stops: string | readonly string[] = []) {
    this.#stops = typeof stops === "string" ? [stops] : stops;
    if (this.#stops.includes(""))
      throw new RangeError('stop: holds "", which would end every text at once. Leave it out.');
  }

  /** Adds a piece; returns what is certain to come before any stop text. */
  push(piece: string): string {
    const text = this.#held + piece;
    const hits = this.#stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
    if (hits.length > 0) {
      this.found = true;
      this.#held = "";
      return text.slice(0, Math.min(...hits));
    }
    const keep = Math.max(0, ...this.#stops.map((stop) => overlap(text, stop)));
    this.#held = text.slice(text.length - keep);
    return text.slice(0, text.length - keep);
  }

  /** What was held back, when nothing more comes. */
  end(): string {
    const rest = this.#held;
    this.#held = "";
    return rest;
  }
}

/** Length of the longest end of `text` that is a beginning of `stop`. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length--) {
    if (text.endsWith(stop.slice(0, length))) return length;
  }
  return 0;
}
