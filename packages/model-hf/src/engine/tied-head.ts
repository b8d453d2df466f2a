/** Whether the table of tokens is the head's matrix too. @module */
import type { ModelWeights } from "@llm-anatomy/transformer";
import type { TensorRecipe } from "../architectures/architecture.ts";
import type { Placed } from "../checkpoint/assemble-weights.ts";

/** The array at this place is looked up in and, as the head, multiplied with. */
export function isTied({ head }: ModelWeights<TensorRecipe>, { recipe }: Placed): boolean {
  const output = head?.output.weight;
  return recipe.role === "table" && output?.names[0] === recipe.names[0] && !output?.apply && !recipe.apply;
}
