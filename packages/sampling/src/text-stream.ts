/**
 * Text that grows token by token, from a decoder that only knows whole lists of tokens.
 *
 * Decoding each token alone gives wrong text: a character can be spread over several tokens, and some decoders drop the
 * space at the beginning of what they decode. So each step decodes a short window twice, with and without the new
 * token, and takes the difference; while that ends in an unfinished character it waits.
 * @module
 */

export interface TextStream {
  /** Adds a token and returns the text that it completes: empty while a character is unfinished. */
  push(id: number): string;
  /** Returns the text that is still held back. */
  flush(): string;
}

/** Creates a stream. `decode` turns a list of ids into text; it is only ever given the last few. */
export function createTextStream(decode: (ids: number[]) => string): TextStream {
  let ids: number[] = []; // the window
  let shown = 0; // how many of its tokens have been turned into text; the rest is held back
  const take = (force: boolean): string => {
    const before = decode(ids.slice(0, shown));
    const text = decode(ids);
    if (text.length <= before.length || (!force && text.endsWith("\ufffd"))) return "";
    ids = ids.slice(shown); // the tokens just shown are the context of the next ones
    shown = ids.length;
    return text.slice(before.length);
  };
  return {
    push(id) {
      ids.push(id);
      return take(false);
    },
    flush: () => take(true),
  };
}
