/** What a family of GGUF files says about its files. @module */
import type { JsonObject } from "../source/source.ts";
import type { ModelFacts } from "./decoder-config.ts";
import type { Turn } from "./turns.ts";

/** How a file of one family is read. */
export interface FamilyReading {
  /** As config.json would say it. */
  config: JsonObject;
  /** Where blocks are in the checkpoint's names: `model.layers`. */
  blocks: string;
  /**
   * GGUF's name → the checkpoint's, without `.weight` and `.bias`; in blocks without `blk.N.`. `{e}` in a name: the tensor
   * is a stack along its first axis, and becomes as many.
   */
  names: Readonly<Record<string, string>>;
  /** By GGUF's name: what to do to the numbers, where it is something. */
  turns?: Readonly<Record<string, Turn>>;
}

export type Families = Readonly<Record<string, (facts: ModelFacts) => FamilyReading>>;

/** The keys of a config.json that say what it is. */
export function nameOf(modelType: string, architecture: string): JsonObject {
  return { model_type: modelType, architectures: [architecture] };
}
