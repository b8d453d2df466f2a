/** What a caller may give as input, made into what engines take. @module */
import type { ForwardInput, FrameSource } from "../engine/engine.ts";
import { decoderInput, type Labelling } from "./decoder-input.ts";
import { refusePlaceholders } from "./placeholders.ts";

/** One text, one sequence of token ids, a batch of sequences, or a spectrogram. */
export type ModelInput = string | ArrayLike<number> | readonly ArrayLike<number>[] | FeatureInput;

/** What a speech model's feature extractor makes. */
export interface FeatureInput {
  data: Float32Array;
  /** [batch, features, frames] */
  shape: readonly number[];
}

export interface InputOptions {
  /** Per sequence: 1 for a token, 0 for padding. Sequences of a batch have one length; pad the shorter ones. */
  attentionMask?: readonly ArrayLike<number>[];
  /** Per sequence. Default: 0, 1, 2 … */
  positionIds?: readonly ArrayLike<number>[];
  /** Per sequence: which sentence a token belongs to, for models that were trained on pairs. Default 0. */
  tokenTypeIds?: readonly ArrayLike<number>[];
  /**
   * Of an encoder–decoder: the decoder's tokens, per sequence. The input is then what the encoder reads. Default, of those
   * that label: the input shifted by one.
   */
  decoderIds?: readonly ArrayLike<number>[];
}

/** What a model needs to know of itself to read an input. */
export interface Reading extends Labelling {
  encode(text: string): ArrayLike<number>;
}

/** @throws RangeError when sequences, masks or positions differ in length, naming both lengths */
export function prepareInput(
  input: ModelInput,
  { decoderIds, ...options }: InputOptions,
  model: Reading,
): ForwardInput {
  if (isFeatures(input)) {
    if (!decoderIds) throw new TypeError("input: features are what an encoder reads. Give decoderIds as well.");
    return { ...flatInput(decoderIds), source: frameSource(input) };
  }
  const sequences = typeof input === "string" ? [model.encode(input)] : asBatch(input);
  for (const ids of sequences) refusePlaceholders(ids, model.config);
  const own = flatInput(sequences, options);
  const decoder = decoderInput(sequences, model, decoderIds);
  return decoder ? { ...flatInput(decoder.decoderIds, { attentionMask: decoder.decoderMask }), source: own } : own;
}

/** Sequences of one length, one after another. */
function flatInput(
  sequences: readonly ArrayLike<number>[],
  { attentionMask, positionIds, tokenTypeIds }: InputOptions = {},
): ForwardInput {
  const batch = sequences.length;
  const seqLen = sequences[0]?.length ?? 0;
  if (seqLen === 0) throw new RangeError("input: has no tokens. Give at least one.");
  const flatten = (rows: readonly ArrayLike<number>[], name: string): Int32Array => {
    if (rows.length !== batch)
      throw new RangeError(`${name}: has ${rows.length} sequences but the input has ${batch}.`);
    const flat = new Int32Array(batch * seqLen);
    rows.forEach((row, b) => {
      if (row.length !== seqLen) {
        throw new RangeError(
          `${name}: sequence ${b} has ${row.length} entries but the first sequence of the input has ${seqLen}. Pad sequences to one length.`,
        );
      }
      flat.set(row as ArrayLike<number>, b * seqLen);
    });
    return flat;
  };
  return {
    ids: flatten(sequences, "input"),
    batch,
    positions: positionIds && flatten(positionIds, "positionIds"),
    types: tokenTypeIds && flatten(tokenTypeIds, "tokenTypeIds"),
    padding: attentionMask && Uint8Array.from(flatten(attentionMask, "attentionMask")),
  };
}

function asBatch(input: ArrayLike<number> | readonly ArrayLike<number>[]): readonly ArrayLike<number>[] {
  const first = input[0];
  return typeof first === "number" || first === undefined
    ? [input as ArrayLike<number>]
    : (input as readonly ArrayLike<number>[]);
}

export function isFeatures(input: ModelInput): input is FeatureInput {
  return typeof input === "object" && "shape" in input;
}

/** Features by frame, as the encoder reads them: [batch, features, frames] → [batch, frames, features]. */
export function frameSource({ data, shape }: FeatureInput): FrameSource {
  const [batch, features, frames] = shape;
  if (shape.length !== 3 || data.length !== batch * features * frames) {
    throw new RangeError(
      `input: features have shape [${shape.join(", ")}] and ${data.length} numbers. They have to be [batch, features, frames].`,
    );
  }
  const turned = new Float32Array(data.length);
  for (let b = 0; b < batch; b++) {
    for (let f = 0; f < features; f++) {
      for (let t = 0; t < frames; t++) turned[(b * frames + t) * features + f] = data[(b * features + f) * frames + t];
    }
  }
  return { frames: turned, batch };
}
