export {
  type ComparedText,
  type ComparedTokenizer,
  type Comparison,
  compare,
  type TokenStatistics,
} from "./compare.ts";
export { TokenizerError } from "./config.ts";
export type { DecodeStream } from "./decode-stream.ts";
export type { Encoding, Offsets } from "./encoding.ts";
export { Tokenizer } from "./load.ts";
export type { DecodeOptions, EncodeOptions } from "./tokenizer.ts";
export type { Padding, Truncation } from "./truncation-and-padding.ts";
