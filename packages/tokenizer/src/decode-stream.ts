/**
 * Decoding token by token, as a model generates them.
 *
 * A token may end inside a character, and decoders look at neighbours (a space belongs between two words, not before the
 * first). So a few tokens are kept: those whose text is already out, as context, and those that wait. What is new is what
 * decoding both gives beyond decoding the context alone; an unfinished character (U+FFFD at the end) waits.
 * @module
 */
export class DecodeStream {
  readonly #decode: (ids: number[]) => string;
  #ids: number[] = [];
  #contextLength = 0; // how many of #ids have had their text given out
  #contextText = "";

  constructor(decode: (ids: number[]) => string) {
    this.#decode = decode;
  }

  /** Takes the next id and returns the text that it completes: "" while a character is unfinished. */
  push(id: number): string {
    this.#ids.push(id);
    const text = this.#decode(this.#ids);
    if (text.length <= this.#contextText.length || text.endsWith("\ufffd")) return "";
    const added = text.slice(this.#contextText.length);
    this.#ids = this.#ids.slice(this.#contextLength);
    this.#contextLength = this.#ids.length;
    this.#contextText = this.#decode(this.#ids);
    return added;
  }

  /** Returns what is still held back, an unfinished character as U+FFFD, and begins anew. */
  end(): string {
    const rest = this.#decode(this.#ids).slice(this.#contextText.length);
    this.#ids = [];
    this.#contextLength = 0;
    this.#contextText = "";
    return rest;
  }
}
