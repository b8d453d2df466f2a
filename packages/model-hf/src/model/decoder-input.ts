/**
 * What the decoder of an encoder–decoder reads when the model labels a text instead of writing one: the same text,
 * shifted by one, so that each position has read everything before it.
 * @see Lewis et al. 2019, section 3.1, https://arxiv.org/abs/1910.13461
 * @module
 */
import type { ModelSpec } from "@llm-anatomy/transformer";
import type { JsonObject } from "../source/source.ts";
import { decoderStart } from "./special-tokens.ts";

/** The model that labels. */
export interface Labelling {
  spec: ModelSpec;
  config: Readonly<JsonObject>;
}

export interface DecoderInput {
  decoderIds: readonly ArrayLike<number>[];
  /** Per sequence: 1 up to the position whose state stands for the sequence. */
  decoderMask?: number[][];
}

/**
 * The decoder's tokens for `sequences` of the encoder's, if they are not `given`; nothing for a model that is no encoder–decoder.
 *
 * A sequence classifier reads its labels where the decoder has read the whole text: at the place of its last end token.
 * @throws TypeError for a model that writes: what it has written so far cannot be guessed
 * @throws RangeError for a sequence to classify that has no end token
 */
export function decoderInput(
  sequences: readonly ArrayLike<number>[],
  { spec: { encoder, head }, config }: Labelling,
  given?: readonly ArrayLike<number>[],
): DecoderInput | undefined {
  if (!encoder) return given && { decoderIds: given };
  if (!given && head?.kind !== "sequence" && head?.kind !== "spans") {
    throw new TypeError(
      "input: this model has an encoder, which reads the input, and a decoder. Give decoderIds: what the decoder reads.",
    );
  }
  const decoderIds = given ?? sequences.map((ids) => [firstToken(ids, config), ...Array.from(ids).slice(0, -1)]);
  if (head?.kind !== "sequence") return { decoderIds };
  return { decoderIds, decoderMask: sequences.map((ids, row) => upToEnd(ids, row, config)) };
}

/** mBART and PLBart name the language at the end of the source, and begin with it. */
function firstToken(ids: ArrayLike<number>, config: Readonly<JsonObject>): number {
  if (config.model_type !== "mbart" && config.model_type !== "plbart") return decoderStart(config, defaults(config));
  const { pad_token_id: pad = 1 } = config;
  return ids[Array.from(ids).filter((id) => id !== pad).length - 1];
}

function upToEnd(ids: ArrayLike<number>, row: number, config: Readonly<JsonObject>): number[] {
  const { eos_token_id: end } = { ...defaults(config), ...config };
  const last = Array.from(ids).lastIndexOf(end as number);
  if (last >= 0) return Array.from(ids, (_, i) => (i <= last ? 1 : 0));
  throw new RangeError(
    `input: sequence ${row} has no end token (${end}), where this model reads its labels. Encode the text with special tokens.`,
  );
}

/** What the families' own configuration classes assume. */
function defaults({ model_type: family }: Readonly<JsonObject>): JsonObject {
  return family === "bart" || family === "mbart" || family === "plbart"
    ? { decoder_start_token_id: 2, eos_token_id: 2 }
    : { decoder_start_token_id: 0, eos_token_id: 1 };
}
