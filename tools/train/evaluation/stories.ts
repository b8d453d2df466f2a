/**
 * Stories told from prompts that no training text has, and whether they keep straight who is who.
 * @module
 */

import type { Model } from "@llm-anatomy/model-hf";
import { storyText } from "../../tiny-corpus/src/documents.ts";
import { isHeldOut } from "../../tiny-corpus/src/held-out.ts";
import { assistant, user } from "../../tiny-corpus/src/markers.ts";
import { Dice } from "../../tiny-corpus/src/random.ts";
import { allNames, femaleNames, kinds, names } from "../../tiny-corpus/src/stories/cast.ts";
import { type Story, story } from "../../tiny-corpus/src/stories/index.ts";
import { written } from "./answer.ts";
import { heldOut } from "./held-out.ts";
import { percent, type Section } from "./report.ts";

export interface Judgement {
  words: number;
  /** Nobody is named who was not introduced, and nobody changes kind. */
  namesStraight: boolean;
  /** Sentences that begin with a name are followed by the right he or she. */
  pronounsStraight: boolean;
  /** Of those named, how many come again later. */
  people: number;
}

const known = new Set(allNames);
const kindNames = new Set(kinds.map((kind) => kind.name));

/** How a name is introduced: with a kind, or by being called so. */
const introductions = [
  /\b(\p{Lu}\p{L}+),? (?:the|an?) (?:\p{L}+ )?(\p{L}+)/gu, // Milo the turtle; Milo, a small turtle
  /\ban? (?:\p{L}+ )?(\p{L}+)(?:,? who [^.]*)?(?: named| called) (\p{Lu}\p{L}+)/gu, // a turtle named Milo
  /\b(?:His|Her|his|her) name was (\p{Lu}\p{L}+)/gu,
  /\b(?:[Ee]verybody called (?:him|her)|[Hh]e was called|[Ss]he was called|I am|call you|called it) (\p{Lu}\p{L}+)/gu,
];

/** Reads a story as a careful listener would. */
export function judge(text: string, given: readonly string[] = []): Judgement {
  const introduced = new Set<string>(given);
  for (const pattern of introductions) {
    for (const match of text.matchAll(pattern))
      for (const word of match.slice(1)) if (known.has(word)) introduced.add(word);
  }
  const mentioned = [...text.matchAll(/\p{Lu}\p{L}+/gu)].map((m) => m[0]).filter((word) => known.has(word));
  const kindOf = new Map<string, string>();
  let namesStraight = mentioned.every((name) => introduced.has(name));
  for (const [, name, kind] of text.matchAll(/\b(\p{Lu}\p{L}+) the (\p{L}+)/gu)) {
    if (!known.has(name) || !kindNames.has(kind)) continue;
    if ((kindOf.get(name) ?? kind) !== kind) namesStraight = false;
    kindOf.set(name, kind);
  }
  return {
    words: text.split(/\s+/).filter(Boolean).length,
    namesStraight,
    pronounsStraight: pronounsStraight(text),
    people: new Set(mentioned).size,
  };
}

/** Where one person alone is named in a paragraph so far, he and she have to fit that name. */
function pronounsStraight(text: string): boolean {
  for (const paragraph of text.split("\n\n").slice(0, 1)) {
    const people = new Set(
      [...paragraph.matchAll(/\p{Lu}\p{L}+/gu)].map((m) => m[0]).filter((word) => known.has(word)),
    );
    if (people.size !== 1) continue;
    const [name] = people;
    if (!names.male.includes(name) && !femaleNames.has(name)) continue;
    const wrong = femaleNames.has(name) ? /\b(?:[Hh]e|[Hh]is)\b/ : /\b(?:[Ss]he|[Hh]ers?)\b/;
    if (wrong.test(paragraph)) return false;
  }
  return true;
}

/** Prompts with a name and a kind that were never together in training. */
function prompts(count: number): { prompt: string; given: string[] }[] {
  const dice = new Dice(31);
  const out: { prompt: string; given: string[] }[] = [];
  while (out.length < count) {
    const kind = dice.pick(kinds.filter((k) => k.hero >= 2)).name;
    const female =
      !["boy", "prince", "king"].includes(kind) && (dice.chance(0.5) || ["girl", "princess", "queen"].includes(kind));
    const name = dice.pick(female ? names.female : names.male);
    if (!isHeldOut(`${name}/${kind}`)) continue;
    const form = dice.int(0, 3);
    if (form === 0) out.push({ prompt: "Once upon a time", given: [] });
    else if (form === 1)
      out.push({ prompt: `Once upon a time, there was a little ${kind} named ${name}.`, given: [name] });
    else if (form === 2)
      out.push({ prompt: `${user}Tell me a story about a ${kind} named ${name}.${assistant}`, given: [name] });
    else out.push({ prompt: `${name} the ${kind} lived in the`, given: [name] });
  }
  return out;
}

export async function storyTable(model: Model, count = 60): Promise<Section> {
  const told: (Judgement & { ended: boolean; given: boolean })[] = [];
  for (const [seed, { prompt, given }] of prompts(count).entries()) {
    const { text, ended } = await written(model, prompt, { sample: true, maxNewTokens: 448, seed });
    const whole = prompt.startsWith(user) ? text : prompt + text;
    told.push({ ...judge(whole, given), ended, given: given.every((name) => text.includes(name)) });
  }
  // The same judge over the corpus's own stories: what it calls straight there is its ceiling.
  const own = heldOut(count, (dice) => story(dice)).map((it: Story) => judge(storyText(it)));
  const share = (of: readonly Judgement[], is: (it: Judgement) => boolean) => percent(of.filter(is).length / of.length);
  const mean = (of: readonly Judgement[]) => Math.round(of.reduce((sum, it) => sum + it.words, 0) / of.length);
  return {
    title: "Stories",
    how: `${count} stories from prompts with held-out combinations, sampled as generation_config.json says; beside them the same judge over held-out stories of the corpus.`,
    head: ["what", "told by the model", "in the corpus"],
    rows: [
      ["words, mean", mean(told), mean(own)],
      ["150 words or more", share(told, (it) => it.words >= 150), share(own, (it) => it.words >= 150)],
      ["ended by itself", percent(told.filter((it) => it.ended).length / told.length), ""],
      ["goes on with the name it was given", percent(told.filter((it) => it.given).length / told.length), ""],
      ["names kept straight", share(told, (it) => it.namesStraight), share(own, (it) => it.namesStraight)],
      ["he and she kept straight", share(told, (it) => it.pronounsStraight), share(own, (it) => it.pronounsStraight)],
    ],
  };
}
