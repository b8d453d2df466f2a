/**
 * How weights are kept: in full, or in fewer bits with the parts that suffer most left in full.
 *
 * What stays float32 in every dtype: norms and biases (few numbers, multiplied into everything), position and type
 * tables and distance biases (few, and added rather than averaged over thousands), routers and shared-expert gates
 * (their result is a choice, where rounding is not averaged out), and matrices so small that nothing would be saved.
 * The table of tokens and the vocabulary head have 8 bits in q4 too: a row of the table is read as it is, so no sum
 * averages its rounding, and nothing comes after the head.
 * @module
 */
import type { Placed } from "../checkpoint/assemble-weights.ts";

/**
 * `f32` as trained. `f16`: half the size, rounded to 11 significant bits, computed in float32. `q8`: int8, one scale
 * per output channel. `q4`: 4 bits, one scale per 32 weights of an output channel.
 */
export type Dtype = "f32" | "f16" | "q8" | "q4";

/** What callers may ask for: `auto` chooses by where the model runs. */
export type WantedDtype = Dtype | "auto";

export const dtypes: readonly Dtype[] = ["f32", "f16", "q8", "q4"];

// 64 × 64: classifiers' heads and the like, whose rounding nothing after them averages out.
const smallMatrix = 4096;

const sensitive = /(^|\.)(positions|tokenTypes|relativeBias|distances|router|sharedGate|nextSentence|pooler)(\.|$)/;

/** Whether the array at this place is rounded at all when a dtype asks for it. */
export function isRounded({ path, recipe }: Placed, shape: readonly number[]): boolean {
  if (recipe.role === "vector" || shape.length !== 2 || sensitive.test(path)) return false;
  if (recipe.role === "table" && !/(^|\.)embedding\.tokens$/.test(path)) return false;
  return shape[0] * shape[1] >= smallMatrix;
}

/** The matrix that scores every token. A tied one is the table of tokens. */
export function isVocabularyHead({ path }: Placed): boolean {
  return path === "head.output.weight";
}

/** The dtype a caller means. @throws RangeError for one that does not exist, with those that do */
export function readDtype(where: string, dtype: string, automatic: Dtype): Dtype {
  if (dtype === "auto") return automatic;
  if ((dtypes as readonly string[]).includes(dtype)) return dtype as Dtype;
  throw new RangeError(`${where}: dtype is "${dtype}" but has to be one of ${[...dtypes, "auto"].join(", ")}.`);
}
