export { type AlibiOptions, alibiBias, alibiSlopes } from "./alibi.ts";
export {
  type RelativePositionOptions,
  relativePositionBias,
  relativePositionBucket,
} from "./relative-position-bias.ts";
export { multimodalRotaryAngles, type RotaryAngles, rotaryAngles } from "./rotary-angles.ts";
export {
  type DefaultRotary,
  type DynamicRotary,
  type LinearRotary,
  type Llama3Rotary,
  type LongRotary,
  type RotaryBase,
  type RotaryFrequencies,
  type RotarySpec,
  rotaryFrequencies,
  type YarnRotary,
  yarnMagnitude,
} from "./rotary-frequencies.ts";
