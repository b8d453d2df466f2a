/**
 * Choosing a set of kernels.
 * @module
 */
import type { Kernels } from "./kernels.ts";
import { createPlainKernels } from "./plain/create-plain-kernels.ts";
import { createWasmKernels } from "./wasm/create-wasm-kernels.ts";
import { supportedSets, type WasmSet } from "./wasm/modules.ts";

export interface CreateKernelsOptions {
  /** Which set: "auto" (default) is the fastest one that this machine can run. */
  set?: "auto" | "plain" | WasmSet;
  /** How far the memory may grow; default and limit 4 GiB. Addresses are reserved for it, memory only as it is used. */
  maximumBytes?: number;
}

/**
 * The fastest set of kernels that this machine can run, at once and on one thread.
 *
 * @throws TypeError for an option or a set that does not exist
 * @throws RangeError for a set that this machine cannot run
 */
export function createKernels(options: CreateKernelsOptions = {}): Kernels {
  const set = chooseSet("createKernels", options);
  return set === "plain" ? createPlainKernels() : createWasmKernels(set, options.maximumBytes);
}

/** The sets of kernels that this machine can run, the fastest first; "plain" is always the last. */
export function availableSets(): (WasmSet | "plain")[] {
  return [...supportedSets(), "plain"];
}

/** Checks the options and settles what "auto" means here. */
export function chooseSet(where: string, options: CreateKernelsOptions): WasmSet | "plain" {
  const { set = "auto", maximumBytes, ...unknown } = options;
  for (const name in unknown) {
    throw new TypeError(`${where}: there is no option "${name}". It takes set and maximumBytes.`);
  }
  if (maximumBytes !== undefined && !(maximumBytes >= 65536 && maximumBytes <= 2 ** 32)) {
    throw new RangeError(`${where}: maximumBytes is ${maximumBytes} but has to be from 65536 to ${2 ** 32} (4 GiB).`);
  }
  const available = availableSets();
  if (set === "auto") return available[0];
  const chosen = available.find((name) => name === set);
  if (chosen) return chosen;
  if (set === "wasm-relaxed-simd" || set === "wasm-simd") {
    throw new RangeError(`${where}: this machine cannot run ${set}; it can run ${available.join(", ")}.`);
  }
  throw new TypeError(
    `${where}: set is ${JSON.stringify(set)} but has to be "auto", "wasm-relaxed-simd", "wasm-simd" or "plain".`,
  );
}
