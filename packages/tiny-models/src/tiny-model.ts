/**
 * What every model of this package is: a name and the addresses of its files.
 * @module
 */

/** A checkpoint in Hugging Face layout whose files lie beside this package's code. */
export interface TinyModel {
  /** The folder's name, and the name a user types: `tiny-llama`. */
  readonly name: string;
  /** Hugging Face's architecture class, as `config.json` names it. */
  readonly architecture: string;
  /**
   * Where each file is, by its name in the checkpoint.
   *
   * In Node these are `file:` URLs, which `fs` functions take as they are; in a page they are whatever address the
   * bundler gave the file, which `fetch` takes.
   */
  readonly files: Readonly<Record<string, URL>>;
}
