/**
 * What a decoding strategy needs of a model, as plain functions: read tokens, and manage what was read.
 *
 * A model reads one or several rows of tokens that grow in step. It remembers what it read (its key/value cache), so each
 * token is passed once. The strategies never look inside.
 * @module
 */

export type MaybePromise<T> = T | Promise<T>;

export interface DecodingModel {
  /**
   * Reads `count` more tokens in every row.
   *
   * Shape: tokens [rows, count], row-major
   * @param options.positions whether logits are wanted for the last new token of each row only, or for all of them
   * @param options.hidden whether the last layer's hidden states are wanted too, for the same positions
   */
  step(tokens: Int32Array, options: StepOptions): MaybePromise<StepOutput>;
  /** Row i goes on from what row `rows[i]` has read: forks, permutes and drops rows. Needed by beam and contrastive search. */
  reorder?(rows: readonly number[]): MaybePromise<void>;
  /** Forgets everything after the first `length` tokens of each row. Needed by speculative decoding. */
  crop?(length: number): MaybePromise<void>;
}

export interface StepOptions {
  rows: number;
  positions: "last" | "all";
  hidden?: boolean;
}

export interface StepOutput {
  /** [rows, positions, vocabSize]. May be overwritten by the next step. */
  logits: Float32Array;
  /** [rows, positions, modelDim], if asked for. May be overwritten by the next step. */
  hidden?: Float32Array;
}

/** @throws TypeError if the model lacks an operation that `strategy` needs */
export function requireOperation<Name extends "reorder" | "crop">(
  model: DecodingModel,
  name: Name,
  strategy: string,
): NonNullable<DecodingModel[Name]> {
  const operation = model[name];
  if (!operation) throw new TypeError(`${strategy}: the model has no operation "${name}", which this strategy needs.`);
  return operation.bind(model) as NonNullable<DecodingModel[Name]>;
}

/** Checks a prompt and returns it as token ids. @throws RangeError if it is empty */
export function checkedPrompt(where: string, prompt: ArrayLike<number>): number[] {
  if (prompt.length === 0) {
    throw new RangeError(`${where}: the prompt has 0 tokens but needs at least 1. Begin with the model's BOS token.`);
  }
  return Array.from(prompt);
}

/** Row `row` of logits [rows, vocabSize], without copying. */
export function rowOf(values: Float32Array, row: number, rows: number): Float32Array {
  const width = values.length / rows;
  return values.subarray(row * width, (row + 1) * width);
}
