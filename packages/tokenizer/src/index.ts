export {
  type ComparedText,
  type ComparedTokenizer,
  type Comparison,
  compare,
  type TokenStatistics,
} from "./compare.ts";
export { TokenizerError } from "./config.ts";
export type { DecodeStream } from "./decode-stream.ts";
export { EncodeStream } from "./encode-stream.ts";
export type { Encoding, Offsets } from "./encoding.ts";
export { Tokenizer } from "./load.ts";
export type { DecodeOptions, EncodeOptions } from "./tokenizer.ts";
export {
  type Trace,
  type TracedPiece,
  type TracedPostProcessor,
  type TracedStage,
  type TracedToken,
  type TracedWord,
  type TraceOptions,
  trace,
} from "./trace/trace.ts";
export {
  type BPETrace,
  type ModelTrace,
  mergeStates,
  type TracedCandidate,
  type TracedMatch,
  type TracedMerge,
  type TracedPass,
  type TracedSymbol,
  type UnigramTrace,
  type WordLevelTrace,
  type WordPieceTrace,
} from "./trace/trace-model.ts";
export type { Padding, Truncation } from "./truncation-and-padding.ts";
