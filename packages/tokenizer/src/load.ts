/** The tokenizer that knows every component. @module */
import { allComponents } from "./all-components.ts";
import { EncodeStream } from "./encode-stream.ts";
import { encodeUtf8, parseTokenizerBytes } from "./json-text.ts";
import { Tokenizer as AnyTokenizer, checkOptions } from "./tokenizer.ts";
import { type Trace, type TraceOptions, trace } from "./trace/trace.ts";

export class Tokenizer extends AnyTokenizer {
  /**
   * Makes a tokenizer from a tokenizer.json: its bytes, which is fastest, its text, or parsed. `tokenizerConfig`, the parsed
   * tokenizer_config.json, changes nothing about encoding; it is accepted so that both files of a checkpoint can be handed over.
   * @throws TokenizerError that names the place in the file, the value, and what is supported; SyntaxError if it is no JSON
   */
  static fromJSON(tokenizerJson: object | string | Uint8Array, _tokenizerConfig?: object): Tokenizer {
    const isText = typeof tokenizerJson === "string";
    const bytes = isText ? encodeUtf8(tokenizerJson) : tokenizerJson;
    if (bytes instanceof Uint8Array) return new Tokenizer(parseTokenizerBytes(bytes), allComponents, bytes);
    return new Tokenizer(isText ? JSON.parse(tokenizerJson) : tokenizerJson, allComponents);
  }

  /**
   * For a text that arrives in pieces: each `push(text)` returns the ids that are certain, `end()` the rest. Together they
   * are those of `encodeIds` for the whole text, and only what is behind the last place where a text may be cut is held.
   * @throws TypeError for a tokenizer whose texts cannot be cut: one of its parts may look at any distance
   */
  createEncodeStream(options: { addSpecialTokens?: boolean } = {}): EncodeStream {
    checkOptions("createEncodeStream", options, ["addSpecialTokens"]);
    return new EncodeStream(this, options.addSpecialTokens ?? true);
  }

  /**
   * Encodes a text and returns every stage on the way: added tokens, each normalizer with its alignment, each pre-tokenizer's
   * pieces, what the model did with each word (merges with their ranks; candidates with their scores), each post-processor.
   * @throws TypeError on an option that does not exist
   */
  trace(text: string, options: TraceOptions = {}): Trace {
    return trace(this, text, options);
  }
}
