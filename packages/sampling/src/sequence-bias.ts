/**
 * Sequence bias adds a number to the logit of the token that would complete a given sequence; bad words forbid it.
 *
 * A sequence of one token is biased always. A longer one only when the tokens before its last have just been
 * generated: nothing can be known earlier, and by then only the last token is left to be biased.
 * @module
 */
import { checkIds } from "./checks.ts";

/** A sequence of token ids and what to add to the logit of its last token when the others stand before it. */
export type SequenceBias = readonly [ids: ArrayLike<number>, bias: number];

/**
 * Adds the biases of all sequences that the next token could complete, in place, and returns `logits`.
 *
 * Shape: logits [vocabSize]
 * Units: logits (natural log); -Infinity forbids
 * @throws RangeError if a sequence is empty or has an id outside the vocabulary, or a bias is NaN or +Infinity
 * @example
 * sequenceBiasInPlace(new Float32Array(3), { context: [0], biases: [[[1], -4], [[0, 2], 10]] }); // => [0, -4, 10]
 */
export function sequenceBiasInPlace(
  logits: Float32Array,
  { context, biases }: { context: ArrayLike<number>; biases: readonly SequenceBias[] },
): Float32Array {
  for (const [ids, bias] of biases) {
    const outside = Array.prototype.find.call(ids, (id) => id >= logits.length);
    if (outside !== undefined) {
      throw new RangeError(
        `sequenceBias: token id ${outside} is outside the vocabulary of ${logits.length} tokens. Check which tokenizer the ids are from.`,
      );
    }
    if (couldComplete(ids, context)) logits[ids[ids.length - 1]] += bias;
  }
  return logits;
}

/**
 * Masks, in place, every token that would complete one of the `badWords`, and returns `logits`.
 *
 * Shape: logits [vocabSize]
 * @param options.eosTokenIds a bad word of just one of these ids is passed over, so that the text can end
 * @throws RangeError if a bad word is empty or has an id outside the vocabulary
 */
export function badWordsInPlace(
  logits: Float32Array,
  options: { context: ArrayLike<number>; badWords: readonly ArrayLike<number>[]; eosTokenIds?: ArrayLike<number> },
): Float32Array {
  const { context, badWords, eosTokenIds = [] } = options;
  const isEos = (ids: ArrayLike<number>) => ids.length === 1 && Array.prototype.includes.call(eosTokenIds, ids[0]);
  const biases = badWords.filter((ids) => !isEos(ids)).map((ids): SequenceBias => [ids, -Infinity]);
  return sequenceBiasInPlace(logits, { context, biases });
}

/** @throws RangeError or TypeError for a list that no logits could make valid */
export function checkSequenceBias(biases: readonly SequenceBias[]): void {
  for (const [index, [ids, bias]] of biases.entries()) {
    checkIds(`sequenceBias[${index}]`, ids);
    if (!(bias < Infinity)) {
      throw new RangeError(`sequenceBias[${index}] has bias ${bias} but it has to be a number below Infinity.`);
    }
  }
}

/** True if all but the last of `ids` are the end of `context`. */
function couldComplete(ids: ArrayLike<number>, context: ArrayLike<number>): boolean {
  const prefixLength = ids.length - 1;
  const start = context.length - prefixLength;
  if (start < 0) return false;
  for (let i = 0; i < prefixLength; i++) if (ids[i] !== context[start + i]) return false;
  return true;
}
