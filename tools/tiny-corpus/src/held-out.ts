/**
 * Which texts the models must never see in training.
 *
 * Not texts but combinations are held out: this name for this kind of animal, this kind of animal with this object,
 * these two numbers in a sum. A hash of the combination decides, so that no seed can mix the two sets.
 * @module
 */

import { hash } from "./random.ts";

/** One combination in so many is held out. */
const oneIn = 16;

export function isHeldOut(key: string): boolean {
  return key !== "" && hash(key) % oneIn === 0;
}

export type Split = "train" | "held-out";

/** A text is held out as soon as one of its combinations is. */
export function splitOf(keys: readonly string[]): Split {
  return keys.some(isHeldOut) ? "held-out" : "train";
}
