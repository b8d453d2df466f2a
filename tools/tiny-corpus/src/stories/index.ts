/**
 * All plots, and one story from a seeded choice among them.
 * @module
 */

import type { Dice } from "../random.ts";
import * as deeds from "./plots-deeds.ts";
import * as friends from "./plots-friends.ts";
import * as oldTales from "./plots-old-tales.ts";
import * as quests from "./plots-quests.ts";
import { type Story, Teller } from "./teller.ts";

export type { Question, Story } from "./teller.ts";

type Plot = (t: Teller) => void;

export const plots: Readonly<Record<string, Plot>> = { ...quests, ...friends, ...oldTales, ...deeds };
const plotNames = Object.keys(plots);

/** A story; of the plot `name` if one is given. */
export function story(dice: Dice, name: string = dice.pick(plotNames)): Story {
  const teller = new Teller(dice);
  plots[name](teller);
  return teller.finish(name);
}
