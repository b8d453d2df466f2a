/** One run of a model on an encoded text, or on several at once. @module */
import type { EncodeOptions, Encoding } from "@llm-anatomy/tokenizer";
import type { Outputs, Tensor } from "../engine/engine.ts";
import type { InputOptions } from "../model/input.ts";
import type { Model } from "../model/model.ts";

/** Encodes as the reference does: nothing is cut off or filled up unless it is asked for. */
export function encodeText(model: Model, text: string, options: EncodeOptions = {}): Encoding {
  return model.tokenizer.encode(text, { truncation: null, padding: null, ...options });
}

/** Runs a model on one encoding. @throws RangeError for more tokens than the model has positions */
export function runEncoding(model: Model, encoding: Encoding): Promise<Outputs> {
  checkLength(model, encoding);
  return model.forward([encoding.ids], { tokenTypeIds: typesOf(model, [encoding.typeIds]) });
}

/** Token types, for models that were trained on pairs. */
function typesOf({ spec }: Model, types: number[][]): InputOptions["tokenTypeIds"] {
  return spec.embedding.tokenTypes ? types : undefined;
}

function checkLength({ spec, name }: Model, { ids }: Encoding): void {
  if (!spec.embedding.learnedPositions || ids.length <= spec.maxPositions) return;
  throw new RangeError(
    `${name}: the text has ${ids.length} tokens but the model has ${spec.maxPositions} positions. Shorten the text, or split it.`,
  );
}

/** Sequences of one length, and what they are in the model's terms. */
export interface PaddedBatch {
  ids: number[][];
  options: InputOptions;
}

/** Fills encodings up to the longest of them. */
export function padBatch(model: Model, encodings: readonly Encoding[]): PaddedBatch {
  for (const encoding of encodings) checkLength(model, encoding);
  const length = Math.max(...encodings.map(({ ids }) => ids.length));
  const padId = typeof model.config.pad_token_id === "number" ? model.config.pad_token_id : 0;
  const fill = (row: readonly number[], value: number) => [...row, ...Array(length - row.length).fill(value)];
  const padded = encodings.some(({ ids }) => ids.length < length);
  return {
    ids: encodings.map(({ ids }) => fill(ids, padId)),
    options: {
      attentionMask: padded ? encodings.map(({ ids }) => fill(Array(ids.length).fill(1), 0)) : undefined,
      tokenTypeIds: typesOf(
        model,
        encodings.map(({ typeIds }) => fill(typeIds, 0)),
      ),
    },
  };
}

/**
 * Runs `use` on batches of encodings of like length, so that little is padded. `indices` say which encodings a batch has.
 */
export async function inBatches(
  encodings: readonly Encoding[],
  batchSize: number,
  use: (batch: Encoding[], indices: number[]) => Promise<void>,
): Promise<void> {
  if (!(Number.isInteger(batchSize) && batchSize > 0))
    throw new RangeError(`batchSize is ${batchSize} but has to be a whole number above 0.`);
  const order = encodings.map((_, i) => i).sort((a, b) => encodings[a].ids.length - encodings[b].ids.length);
  for (let start = 0; start < order.length; start += batchSize) {
    const indices = order.slice(start, start + batchSize);
    await use(
      indices.map((i) => encodings[i]),
      indices,
    );
  }
}

/** An output that the task needs. @throws TypeError that says what kind of model has it */
export function requireOutput(
  task: string,
  { name, config }: Model,
  output: Tensor | undefined,
  wanted: string,
): Tensor {
  if (output) return output;
  const [kind = "unknown"] = Array.isArray(config.architectures) ? (config.architectures as string[]) : [];
  throw new TypeError(`${task}: needs ${wanted}, but ${name} is a ${kind}. Load a checkpoint that was trained for it.`);
}

/** @throws TypeError for an option that does not exist */
export function checkOptionNames(task: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name))
      throw new TypeError(`${task}: there is no option "${name}". It takes ${known.join(", ")}.`);
  }
}
