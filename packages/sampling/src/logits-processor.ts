/** The pipeline without the choice at its end. @module */
import type { SamplerOptions } from "./options.ts";
import { createPipeline, type StepInput } from "./pipeline.ts";

/** Applies every step to the logits in place and returns them. */
export type LogitsProcessor = (
  logits: Float32Array,
  context: ArrayLike<number>,
  extra?: Omit<StepInput, "context">,
) => Float32Array;

/**
 * Creates a function that applies all steps of `options` in order, in place: for beams, for tests, and for those who
 * choose tokens themselves. The steps that shape a distribution (topK …) take part only if `options` ask for drawing.
 *
 * @throws RangeError or TypeError as createSampler does
 * @example
 * const process = createLogitsProcessor({ suppressTokens: [0] });
 * process(new Float32Array(2), []); // => [-Infinity, 0]
 */
export function createLogitsProcessor(options: SamplerOptions): LogitsProcessor {
  const { processors, warpers } = createPipeline(options);
  const steps = [...processors, ...warpers];
  return (logits, context, extra) => {
    const input = { context, ...extra };
    for (const step of steps) step.apply(logits, input);
    return logits;
  };
}
