/**
 * The documents of the causal models: one topic each, plain or as a conversation.
 * @module
 */

import { conversation, end, type Turn } from "./markers.ts";
import type { Dice } from "./random.ts";
import { type Story, story } from "./stories/index.ts";
import { remark } from "./tasks/feelings.ts";
import * as forms from "./tasks/forms.ts";
import * as lumi from "./tasks/lumi.ts";
import { description } from "./tasks/nature.ts";
import * as numbers from "./tasks/numbers.ts";
import { recipe } from "./tasks/recipes.ts";
import { report } from "./tasks/weather.ts";
import * as words from "./tasks/words.ts";

export interface Document {
  topic: Topic;
  /** Without the begin token, with the end token. */
  text: string;
  /** Combinations that decide whether it is held out. */
  keys: string[];
}

/**
 * How often each topic comes. Stories are several times as long as the others: about two thirds of all tokens are theirs.
 */
export const topicWeights = {
  story: 44,
  sums: 11,
  words: 13,
  forms: 13,
  lumi: 9,
  feelings: 2.5,
  recipes: 3,
  weather: 2.5,
  nature: 2,
};
export type Topic = keyof typeof topicWeights;

const writers: Readonly<Record<Topic, (dice: Dice) => Document>> = {
  story: storyDocument,
  sums: sumsDocument,
  words: wordsDocument,
  forms: formsDocument,
  lumi: lumiDocument,
  feelings: feelingsDocument,
  recipes: recipeDocument,
  weather: weatherDocument,
  nature: natureDocument,
};

/** One document; of the given topic, if there is one. */
export function document(dice: Dice, topic: Topic = dice.weighted(topicWeights)): Document {
  return writers[topic](dice);
}

/** A story as text: paragraphs with an empty line between them. */
export const storyText = (it: Story) => it.paragraphs.join("\n\n");

function storyDocument(dice: Dice): Document {
  const it = story(dice);
  const told = storyText(it);
  const form = dice.next();
  let text: string;
  if (form < 0.5) text = told + end;
  else if (form < 0.6) text = `${it.title}\n\n${told}${end}`;
  else {
    const turns: Turn[] = [{ ask: request(it, dice), reply: told }];
    if (dice.chance(0.65)) turns.push(...questions(it, dice));
    text = conversation(turns);
  }
  return { topic: "story", text, keys: it.keys };
}

function request(it: Story, dice: Dice): string {
  const tell = dice.pick([
    "Tell me a story about",
    "Write a story about",
    "Please tell a story about",
    "I want to hear a story about",
    "Tell a story about",
  ]);
  return dice.pick([
    `${tell} ${it.request}.`,
    `${tell} ${it.request}.`,
    `${tell} ${it.hero.a}.`,
    `${tell} ${it.hero.a} named ${it.hero[""]}.`,
    `Tell me the story "${it.title}".`,
    "Tell me a story.",
  ]);
}

function questions(it: Story, dice: Dice): Turn[] {
  const turns = dice
    .some(it.questions, dice.int(1, 2))
    .map(({ question, answer }) => ({ ask: question, reply: answer }));
  const sumUp = ["Tell it in one sentence.", "Sum up the story.", "What is the story about?"];
  if (dice.chance(0.35)) turns.push({ ask: dice.pick(sumUp), reply: it.summary });
  if (dice.chance(0.2))
    turns.push({ ask: "Who is the story about?", reply: `It is about ${it.hero[""]} the ${it.hero.kind}.` });
  return dice.shuffled(turns);
}

/** Several exercises as one conversation, of one kind or of several. */
function exercises(topic: Topic, dice: Dice, kinds: readonly ((dice: Dice) => numbers.Exercise)[]): Document {
  const same = dice.chance(0.4) ? dice.pick(kinds) : undefined;
  const done = Array.from({ length: dice.int(3, 10) }, () => (same ?? dice.pick(kinds))(dice));
  return { topic, text: conversation(done), keys: done.map((it) => it.key) };
}

function sumsDocument(dice: Dice): Document {
  if (dice.chance(0.2)) {
    const row = Array.from({ length: dice.int(4, 10) }, () => numbers.sum(dice)).filter((it) => it.reply.includes("="));
    return { topic: "sums", text: row.map((it) => it.reply).join("\n") + end, keys: row.map((it) => it.key) };
  }
  return exercises("sums", dice, [
    numbers.sum,
    numbers.sum,
    numbers.problem,
    numbers.problem,
    numbers.compare,
    numbers.counting,
    numbers.times,
  ]);
}

const wordExercises = [
  words.opposite,
  words.pluralOf,
  words.kindOf,
  words.isKind,
  words.oddOne,
  words.nameSome,
  words.continueList,
  words.pastTense,
  words.degree,
  words.gender,
  words.analogy,
  words.analogy,
  words.animalQuestion,
  words.useOf,
  words.qualityOf,
];

function wordsDocument(dice: Dice): Document {
  if (dice.chance(0.2)) {
    // A list, to be gone on with.
    const { ask, reply } = dice.pick([words.continueList, numbers.counting])(dice);
    return { topic: "words", text: `${ask.replace("Go on: ", "")}, ${reply}${end}`, keys: [] };
  }
  return exercises("words", dice, wordExercises);
}

const formWriters = [forms.heAndShe, forms.oneAndMany, forms.nowAndBefore, forms.plainAndMore, forms.grownAndYoung];

function formsDocument(dice: Dice): Document {
  const same = dice.chance(0.5) ? dice.pick(formWriters) : undefined;
  const lines = Array.from({ length: dice.int(3, 8) }, () => (same ?? dice.pick(formWriters))(dice));
  return { topic: "forms", text: lines.join(" ") + end, keys: [] };
}

function lumiDocument(dice: Dice): Document {
  const done = Array.from({ length: dice.int(2, 8) }, () =>
    dice.chance(0.2) ? { ...lumi.word(dice), one: true } : { ...lumi.pair(dice), one: false },
  );
  const keys = done.map((it) => it.key);
  if (dice.chance(0.3))
    return { topic: "lumi", text: done.map((it) => `${it.english} = ${it.lumi}`).join("\n") + end, keys };
  const turns = done.map(({ english, lumi, one }) =>
    dice.chance(0.5)
      ? {
          ask: one
            ? `What is "${english}" in Lumi?`
            : dice.pick([`Say in Lumi: ${english}`, `Translate to Lumi: ${english}`]),
          reply: lumi,
        }
      : {
          ask: one
            ? `What does "${lumi}" mean?`
            : dice.pick([`What does this mean? ${lumi}`, `Translate to English: ${lumi}`]),
          reply: english,
        },
  );
  return { topic: "lumi", text: conversation(turns), keys };
}

function feelingsDocument(dice: Dice): Document {
  const done = Array.from({ length: dice.int(2, 5) }, () => remark(dice));
  const keys = done.map((it) => it.key);
  if (dice.chance(0.3))
    return { topic: "feelings", text: done.map((it) => `${it.text}\nFeeling: ${it.label}`).join("\n\n") + end, keys };
  return {
    topic: "feelings",
    text: conversation(done.map((it) => ({ ask: `Is this good or bad? ${it.text}`, reply: `It is ${it.label}.` }))),
    keys,
  };
}

function recipeDocument(dice: Dice): Document {
  const it = recipe(dice);
  if (dice.chance(0.4)) return { topic: "recipes", text: it.text + end, keys: [it.key] };
  const turns = [
    {
      ask: dice.pick([
        `How do I make ${it.dish}?`,
        `How does one make ${it.dish}?`,
        `I want to cook ${it.dish}. What do I do?`,
      ]),
      reply: it.text,
    },
  ];
  if (dice.chance(0.4)) turns.push({ ask: "What do I need for that?", reply: `You need ${it.needs}.` });
  return { topic: "recipes", text: conversation(turns), keys: [it.key] };
}

function weatherDocument(dice: Dice): Document {
  const it = report(dice);
  if (dice.chance(0.4)) return { topic: "weather", text: it.text + end, keys: [it.key] };
  const turns = [
    {
      ask: dice.pick([
        `What will the weather be like ${it.area} on ${it.day}?`,
        `How will the weather be on ${it.day}?`,
      ]),
      reply: it.text,
    },
  ];
  if (dice.chance(0.4))
    turns.push({ ask: `Will it be ${it.sky} on ${it.day}?`, reply: `Yes, it will be ${it.sky} on ${it.day}.` });
  return { topic: "weather", text: conversation(turns), keys: [it.key] };
}

function natureDocument(dice: Dice): Document {
  const it = description(dice);
  if (dice.chance(0.4)) return { topic: "nature", text: it.text + end, keys: [it.key] };
  return {
    topic: "nature",
    text: conversation([
      {
        ask: dice.pick([`Tell me something about ${it.animal}.`, `What do you know about ${it.animal}?`]),
        reply: it.text,
      },
    ]),
    keys: [it.key],
  };
}
