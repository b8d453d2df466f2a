/**
 * Exercises with one right answer, asked as in a conversation, answered greedily.
 * @module
 */

import type { Model } from "@llm-anatomy/model-hf";
import { storyText } from "../../tiny-corpus/src/documents.ts";
import { isHeldOut } from "../../tiny-corpus/src/held-out.ts";
import { assistant, end, user } from "../../tiny-corpus/src/markers.ts";
import { Dice } from "../../tiny-corpus/src/random.ts";
import { story } from "../../tiny-corpus/src/stories/index.ts";
import { remark } from "../../tiny-corpus/src/tasks/feelings.ts";
import * as lumi from "../../tiny-corpus/src/tasks/lumi.ts";
import * as numbers from "../../tiny-corpus/src/tasks/numbers.ts";
import * as words from "../../tiny-corpus/src/tasks/words.ts";
import { answer } from "./answer.ts";
import { heldOut } from "./held-out.ts";
import { percent, type Section } from "./report.ts";

type Exercise = numbers.Exercise;

const toLumi = (dice: Dice): Exercise => {
  const { english, lumi: inLumi, key } = lumi.pair(dice);
  return { ask: `Say in Lumi: ${english}`, reply: inLumi, key };
};
const toEnglish = (dice: Dice): Exercise => {
  const { english, lumi: inLumi, key } = lumi.pair(dice);
  return { ask: `Translate to English: ${inLumi}`, reply: english, key };
};
const feeling = (dice: Dice): Exercise => {
  const { text, label, key } = remark(dice);
  return { ask: `Is this good or bad? ${text}`, reply: `It is ${label}.`, key };
};

/** Exercises whose combinations can be held out: the very sum, sentence or pair was never seen. */
const unseen: Record<string, (dice: Dice) => Exercise> = {
  "sums to 24": numbers.sum,
  "sums in words": numbers.problem,
  "more or less": numbers.compare,
  "counting on": numbers.counting,
  "is it a kind of": words.isKind,
  "odd one out": words.oddOne,
  "analogies asked": words.analogy,
  "English to Lumi": toLumi,
  "Lumi to English": toEnglish,
  "good or bad": feeling,
};

/** Single facts, which can only be remembered. */
const facts: Record<string, (dice: Dice) => Exercise> = {
  opposites: words.opposite,
  plurals: words.pluralOf,
  kinds: words.kindOf,
  "forms of verbs": words.pastTense,
  "degrees of adjectives": words.degree,
  "male and female": words.gender,
  animals: words.animalQuestion,
  "what is it for": words.useOf,
};

/** `12` if an answer ends in a result, else the answer: "7 + 5 = 12. The answer is 12 apples." */
async function solved(model: Model, exercises: readonly Exercise[]): Promise<number> {
  let right = 0;
  for (const { ask, reply } of exercises) if ((await answer(model, ask)).trim() === reply) right++;
  return right / exercises.length;
}

export async function exerciseTable(model: Model, count = 50): Promise<Section> {
  const rows: (string | number)[][] = [];
  for (const [name, make] of Object.entries(unseen)) {
    const some = heldOut(count, (dice) => {
      const it = make(dice);
      return { ...it, keys: [it.key] };
    });
    rows.push([name, "held out", some.length, percent(await solved(model, some))]);
  }
  for (const [name, make] of Object.entries(facts)) {
    const dice = new Dice(7);
    const some = Array.from({ length: count }, () => make(dice)).filter((it) => !isHeldOut(it.key));
    rows.push([name, "facts seen", some.length, percent(await solved(model, some))]);
  }
  rows.push(["questions about a story", "held out", count, percent(await storyQuestions(model, count))]);
  return {
    title: "Tasks solved",
    how: "Greedy answers that equal the expected one to the letter.",
    head: ["task", "combinations", "asked", "right"],
    rows,
  };
}

/** A held-out story is in the conversation already; then a question about it. */
async function storyQuestions(model: Model, count: number): Promise<number> {
  let right = 0;
  const dice = new Dice(11);
  for (const it of heldOut(count, (d) => story(d))) {
    const { question, answer: expected } = dice.pick(it.questions);
    const told = `${user}Tell me a story.${assistant}${storyText(it)}${end}`;
    let text = "";
    for await (const token of model.generate(`${told}${user}${question}${assistant}`, {
      sample: false,
      maxNewTokens: 48,
    })) {
      text += token.text;
    }
    if (text.trim() === expected) right++;
  }
  return right / count;
}
