export { type KnownTokenizer, knownTokenizers } from "./known-tokenizers.ts";
export { loadTokenizerJSON } from "./load-tokenizer-json.ts";
