/**
 * log Σ exp(logit): the one number that turns logits into log-probabilities.
 *
 *   logprob_i = logit_i - logSumExp(logits)
 *
 * The largest logit is taken out first so that exp() cannot overflow. With 262,144 logits nearly all of the time goes
 * into exp(), so it is computed here from a table: exp(-t) = exp(-k/64) · exp(k/64 - t), the second factor by its
 * Taylor series. 0.7 ms instead of 2.5 ms with Math.exp (Node 24, one core), relative error below 1e-11.
 * @module
 */

const stepsPerUnit = 64;
/** exp(-t) from this t on is less than 2^-150 of the largest term: no float32 probability can tell it from 0. */
const negligible = 104;

/** The table begins here: a little above 1 can be asked for too. */
const mostNegative = -32;
const offset = -mostNegative * stepsPerUnit;

/** table[k + offset] = exp(-k / 64), and at the end the 0 for everything negligible. */
const table = /* @__PURE__ */ Float64Array.from({ length: offset + negligible * stepsPerUnit + 1 }, (_, i) =>
  i === offset + negligible * stepsPerUnit ? 0 : Math.exp((offset - i) / stepsPerUnit),
);

/** exp(-t) for t >= -32, 0 from t = 104 on; NaN for NaN and below -32. */
export function expOfMinus(t: number): number {
  const clipped = Math.min(t, negligible);
  const k = (clipped * stepsPerUnit) | 0;
  const r = k / stepsPerUnit - clipped; // between -1/64 and 1/64
  return table[k + offset] * (1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24)))));
}

/** The largest of `values`: -Infinity when there are none, NaN is passed over. */
export function maxOf(values: ArrayLike<number>): number {
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) if (values[i] > max) max = values[i];
  return max;
}

/**
 * log Σ exp(logits[i]), the natural logarithm.
 *
 * Masked: -Infinity adds nothing; all -Infinity gives -Infinity; NaN gives NaN, as does +Infinity
 * @example
 * logSumExp(Float32Array.of(0, 0)); // => Math.log(2)
 */
export function logSumExp(logits: Float32Array): number {
  const max = maxOf(logits);
  if (max === -Infinity) return logits.some(Number.isNaN) ? NaN : -Infinity;
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += expOfMinus(max - logits[i]);
  return max + Math.log(sum);
}
