/**
 * Temperature divides the logits: below 1 the likely get likelier, above 1 the distribution flattens towards uniform.
 *
 *   p_i ∝ exp(logit_i / temperature)
 * @module
 */
import { checkNumber } from "./checks.ts";

/**
 * Divides every logit by `temperature`, in place, and returns `logits`.
 *
 * Shape:  logits [vocabSize]
 * Masked: -Infinity stays
 * @throws RangeError unless 0 < temperature < Infinity
 * @see Ackley, Hinton & Sejnowski 1985, "A learning algorithm for Boltzmann machines"
 * @example
 * temperatureInPlace(Float32Array.of(0, 1, 2), { temperature: 0.5 }); // => [0, 2, 4]
 */
export function temperatureInPlace(logits: Float32Array, { temperature }: { temperature: number }): Float32Array {
  checkTemperature(temperature);
  for (let id = 0; id < logits.length; id++) logits[id] /= temperature;
  return logits;
}

/** @throws RangeError unless 0 < temperature < Infinity */
export function checkTemperature(temperature: number): void {
  checkNumber("temperature", temperature);
  if (!(temperature > 0 && temperature < Infinity)) {
    throw new RangeError(
      `temperature: temperature is ${temperature} but has to be a finite number above 0. For greedy decoding take the argmax, or pass temperature 0 to createSampler.`,
    );
  }
}
