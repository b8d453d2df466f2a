/**
 * Choosing a set of kernels.
 * @module
 */
import type { Kernels } from "./kernels.ts";
import { createPlainKernels } from "./plain/create-plain-kernels.ts";

export interface CreateKernelsOptions {
  /** Which set: "auto" (default) is the fastest one that this machine can run. */
  set?: "auto" | "plain";
}

/**
 * The fastest set of kernels that this machine can run.
 *
 * @throws TypeError for a set that does not exist
 */
export function createKernels({ set = "auto", ...unknown }: CreateKernelsOptions = {}): Kernels {
  for (const name in unknown) {
    throw new TypeError(`createKernels: there is no option "${name}". It takes set.`);
  }
  if (set !== "auto" && set !== "plain") {
    throw new TypeError(`createKernels: set is ${JSON.stringify(set)} but has to be "auto" or "plain".`);
  }
  return createPlainKernels();
}
