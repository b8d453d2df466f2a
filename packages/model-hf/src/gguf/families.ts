/**
 * The families of GGUF files: what each `general.architecture` is as a config.json, and what its tensors are called in
 * the checkpoints of Hugging Face, which the descriptions in `architectures/` read.
 *
 * Converters to GGUF move numbers about where llama.cpp wants them elsewhere (rows of q and k, fused matrices, norms plus
 * 1); each family says how to move them back.
 * @module
 */
import type { Families } from "./family-reading.ts";
import { fusedFamilies } from "./fused-families.ts";
import { llamaFamilies } from "./llama-families.ts";

/** By `general.architecture`. */
export const families: Families = { ...llamaFamilies, ...fusedFamilies };
