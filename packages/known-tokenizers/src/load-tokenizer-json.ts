/** From a name to the text of a tokenizer.json. @module */
import { type KnownTokenizer, knownTokenizers } from "./known-tokenizers.ts";
import { unpackTokenizer } from "./packed-tokenizer.ts";

/**
 * Reads a tokenizer: the file beside this package's code, which a page fetches and Node reads.
 *
 * @returns the text of the model's tokenizer.json
 * @throws RangeError for a name that is not in `knownTokenizers`, or a damaged file; Error if it cannot be fetched; the abort
 *   reason if `signal` is aborted
 * @example
 * const tokenizer = Tokenizer.fromJSON(await loadTokenizerJSON("gpt2"));
 * tokenizer.encode("Hello world").ids; // => [15496, 995]
 */
export async function loadTokenizerJSON(
  name: (typeof knownTokenizers)[number]["name"],
  { signal }: { signal?: AbortSignal } = {},
): Promise<string> {
  const known: KnownTokenizer | undefined = knownTokenizers.find((tokenizer) => tokenizer.name === name);
  if (!known) {
    const names = knownTokenizers.map((tokenizer) => tokenizer.name).join(", ");
    throw new RangeError(`loadTokenizerJSON: "${name}" is not one of the tokenizers here: ${names}.`);
  }
  return unpackTokenizer(await readBytes(known.file, signal));
}

async function readBytes(file: URL, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  if (file.protocol === "file:") {
    // Asked for at run time: bundlers that build for pages would look for an import, although no page comes here.
    const { readFile } = process.getBuiltinModule("node:fs/promises");
    return new Uint8Array(await readFile(file, { signal }));
  }
  const response = await fetch(file, { signal });
  if (!response.ok) {
    throw new Error(
      `loadTokenizerJSON: ${file} answers ${response.status}. Is the package's folder "files" where the page's other files are?`,
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}
