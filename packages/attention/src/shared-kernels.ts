/**
 * The kernels that run when a caller names none: one plain set, made at the first use.
 * @module
 */
import { createPlainKernels, type Kernels } from "@llm-anatomy/kernels";

let shared: Kernels | undefined;

/** The plain kernels, shared by every call. */
export function sharedKernels(): Kernels {
  shared ??= createPlainKernels();
  return shared;
}
