/** Rules about the generated text that are enforced while it is generated. @module */

/** A rule about the whole generated text, compiled for one vocabulary. */
export interface Constraint {
  /**
   * Masks, in place, every token that could not continue `generated` to a text that obeys the rule.
   *
   * Shape: logits [vocabSize]; generated: the ids generated so far, without the prompt
   * @throws RangeError if `generated` itself breaks the rule
   */
  maskInPlace(logits: Float32Array, generated: ArrayLike<number>): Float32Array;
  /** True if the rule is satisfied if the text ends here. */
  isComplete(generated: ArrayLike<number>): boolean;
}
