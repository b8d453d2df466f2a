/**
 * A stretch of a text as an array of UTF-16 units.
 *
 * Reading a typed array is several times faster than `charCodeAt`, which has to find out each time how the string is kept.
 * Long texts pass through in stretches, so that the array stays small.
 * @module
 */
const initialSize = 1 << 16;

/**
 * Not looked up on the text: there are a dozen kinds of strings inside an engine (one byte, two, slices, joined ones …), and
 * looking up a method on more than four of them takes V8 five times as long as the call.
 */
const { charCodeAt } = String.prototype;

export class UnitWindow {
  units = new Uint16Array(1024);
  /** Number of units loaded. */
  length = 0;

  /** Loads `text` from `from` on, as much as fits, at least `atLeast` units, or up to `to`. Returns whether that is all of it. */
  load(text: string, from: number, to: number, atLeast = initialSize): boolean {
    const wanted = Math.min(to - from, Math.max(this.units.length, atLeast));
    if (wanted > this.units.length) this.units = new Uint16Array(Math.max(wanted, Math.min(initialSize, 2 * wanted)));
    const { units } = this;
    const length = Math.min(to - from, units.length);
    for (let i = 0; i < length; i++) units[i] = charCodeAt.call(text, from + i);
    this.length = length;
    return from + length === to;
  }

  /** Makes the window twice as large: one piece did not fit. */
  enlarge(): void {
    this.units = new Uint16Array(Math.max(2 * this.units.length, initialSize));
  }
}

/** Cuts a text into pieces, one after another. */
export interface Scanner {
  /** Where the piece that begins at `start` ends; `end` is the end of the text. */
  scan(units: Uint16Array, start: number, end: number): number;
  /** The last place before `end` at which a piece begins whatever follows; 0 if there is none. */
  lastCut(units: Uint16Array, end: number): number;
}

/** Takes a text for one piece. */
export const wholeText: Scanner = { scan: (_units, _start, end) => end, lastCut: () => 0 };

/**
 * Calls `visit` for each piece of text[from..to].
 * `visit(units, start, end, textStart)`: the piece is units[start..end], and the text from textStart on.
 */
export function forEachPiece(
  window: UnitWindow,
  text: string,
  from: number,
  to: number,
  scanner: Scanner,
  visit: (units: Uint16Array, start: number, end: number, textStart: number) => void,
): void {
  for (let base = from; base < to; ) {
    const isLast = window.load(text, base, to);
    const { units } = window;
    const length = isLast ? window.length : scanner.lastCut(units, window.length);
    for (let at = 0; at < length; ) {
      const end = scanner.scan(units, at, length);
      visit(units, at, end, base + at);
      at = end;
    }
    if (length === 0) window.enlarge();
    base += length;
  }
}
