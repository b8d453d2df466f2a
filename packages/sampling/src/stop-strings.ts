/**
 * Ends a text at given strings, wherever the borders between tokens fall.
 *
 * A stop string may begin in the middle of one token and end in the middle of another. So text that could be the
 * beginning of a stop string is held back until it is known whether it is one: what has been handed out never has to
 * be taken back.
 * @module
 */

export interface StopStringMatcher {
  /** Adds text; returns what is safe to show, and the stop string if one was found: what follows it is dropped. */
  push(text: string): { text: string; stoppedBy?: string };
  /** Returns the text that was held back, once it is known that nothing follows. */
  flush(): string;
}

/**
 * Creates a matcher. The text before the earliest stop string is kept, the stop string itself is not.
 *
 * @throws RangeError if a stop string is empty
 * @example
 * const matcher = createStopStringMatcher(["\n\n"]);
 * matcher.push("a\n"); // => { text: "a" }: the line break could be the first of two
 * matcher.push("b"); // => { text: "\nb" }
 */
export function createStopStringMatcher(stopStrings: readonly string[]): StopStringMatcher {
  const empty = stopStrings.indexOf("");
  if (empty >= 0) throw new RangeError(`stopStrings[${empty}] is empty and would stop everywhere. Leave it out.`);
  let held = "";
  return {
    push(text) {
      held += text;
      const found = earliest(held, stopStrings);
      if (found) {
        const kept = held.slice(0, found.index);
        held = "";
        return { text: kept, stoppedBy: found.stopString };
      }
      const safe = held.length - longestPartialMatch(held, stopStrings);
      const kept = held.slice(0, safe);
      held = held.slice(safe);
      return { text: kept };
    },
    flush() {
      const rest = held;
      held = "";
      return rest;
    },
  };
}

function earliest(text: string, stopStrings: readonly string[]): { index: number; stopString: string } | null {
  let best: { index: number; stopString: string } | null = null;
  for (const stopString of stopStrings) {
    const index = text.indexOf(stopString);
    if (index >= 0 && (!best || index < best.index)) best = { index, stopString };
  }
  return best;
}

/** The length of the longest end of `text` that is the beginning, but not all, of a stop string. */
function longestPartialMatch(text: string, stopStrings: readonly string[]): number {
  let longest = 0;
  for (const stopString of stopStrings) {
    for (let length = Math.min(stopString.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(stopString.slice(0, length))) longest = length;
    }
  }
  return longest;
}
