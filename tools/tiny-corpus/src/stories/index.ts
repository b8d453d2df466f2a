/**
 * All plots, and one story from a seeded choice among them.
 * @module
 */

import type { Dice } from "../random.ts";
import { plots } from "./plots/index.ts";
import { type Story, Teller } from "./teller.ts";

export type { Question, Story } from "./teller.ts";

export { plots };

const plotNames = Object.keys(plots);

/** A story; of the plot `name` if one is given. */
export function story(dice: Dice, name: string = dice.pick(plotNames)): Story {
  const teller = new Teller(dice);
  plots[name](teller);
  return teller.finish(name);
}
