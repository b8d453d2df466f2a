/** Tokenizers of chosen parts: a bundler then leaves the others out. @module */
import { type Components, Tokenizer } from "../tokenizer.ts";

/**
 * A tokenizer that knows the given components only.
 *
 * @throws TokenizerError that names a component of the file which is not among them
 * @example
 * const tokenizer = createTokenizer(await response.json(), byteLevelBPE);
 */
export function createTokenizer(tokenizerJson: object, components: Components): Tokenizer {
  return new Tokenizer(tokenizerJson, components);
}

/**
 * All components of several sets. Of two with the same name the later counts.
 *
 * @example
 * combine(byteLevelBPE, { preTokenizers: { Split: split } }); // any expression, not only the usual ones
 */
export function combine(...sets: readonly Partial<Components>[]): Components {
  const merged = <K extends Exclude<keyof Components, "shortcuts">>(kind: K): Components[K] =>
    Object.assign({}, ...sets.map((set) => set[kind] ?? {}));
  return {
    normalizers: merged("normalizers"),
    preTokenizers: merged("preTokenizers"),
    models: merged("models"),
    postProcessors: merged("postProcessors"),
    decoders: merged("decoders"),
    shortcuts: sets.flatMap((set) => set.shortcuts ?? []),
  };
}
