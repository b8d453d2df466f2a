/**
 * The words of a text as the model will see them: what the tokenizer itself does before its model.
 * @module
 */
import { allComponents } from "../all-components.ts";
import { buildComponent } from "../config.ts";
import { Piece } from "../piece.ts";
import type { PipelineOptions } from "./tokenizer-file.ts";

/** Cuts a text into the words that tokens may not cross, in the form in which the model sees them. */
export type Split = (text: string) => Iterable<string>;

/**
 * Builds the normalizer and the pre-tokenizer of a tokenizer.json and runs them; without one a text is one word.
 *
 * @throws TokenizerError for a part that does not exist or is described wrongly
 */
export function pipelineSplit({ normalizer, preTokenizer }: PipelineOptions): Split {
  const normalize = normalizer && buildComponent(normalizer, "normalizer", "normalizer", allComponents.normalizers);
  const words =
    preTokenizer && buildComponent(preTokenizer, "pre_tokenizer", "pre-tokenizer", allComponents.preTokenizers);
  return (text) => {
    const normalized = normalize ? normalize.normalize(text, null) : text;
    if (!words) return [normalized];
    return words.split(new Piece(normalized, 0, false)).map((piece) => piece.text);
  };
}
