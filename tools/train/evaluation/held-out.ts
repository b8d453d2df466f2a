/**
 * Held-out texts, made anew from the corpus generator: an evaluation needs no data files.
 * @module
 */

import { type Document, document, type Topic, topicWeights } from "../../tiny-corpus/src/documents.ts";
import { splitOf } from "../../tiny-corpus/src/held-out.ts";
import { Dice } from "../../tiny-corpus/src/random.ts";

/** Another seed than the training data's; what separates the two is the held-out combinations, not the seed. */
const seed = 20_001;

/** The first `count` things of `make` that are held out. A RangeError if hardly any are: there is nothing to hold out, then. */
export function heldOut<T extends { keys: readonly string[] }>(count: number, make: (dice: Dice) => T): T[] {
  const dice = new Dice(seed);
  const found: T[] = [];
  for (let made = 0; found.length < count; made++) {
    if (made === 1000 * (count + 1))
      throw new RangeError(`held-out: of ${made} texts ${found.length} are held out, ${count} are wanted.`);
    const one = make(dice);
    if (splitOf(one.keys) === "held-out") found.push(one);
  }
  return found;
}

/** All topics but `forms`, whose sentences combine nothing that could be held out; the analogies judge what it teaches. */
export const topics = (Object.keys(topicWeights) as Topic[]).filter((topic) => topic !== "forms");

/** `count` held-out documents of a topic. */
export const heldOutDocuments = (topic: Topic, count: number): Document[] =>
  heldOut(count, (dice) => document(dice, topic));
