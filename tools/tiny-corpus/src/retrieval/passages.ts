/**
 * Pairs for tiny-bert: a question and a passage that answers it, or two ways to say the same.
 * @module
 */

import { expand } from "../grammar.ts";
import type { Dice } from "../random.ts";
import { story } from "../stories/index.ts";
import { description } from "../tasks/nature.ts";
import { recipe } from "../tasks/recipes.ts";
import { report } from "../tasks/weather.ts";
import { type Concept, concepts } from "./concepts.ts";

export interface TextPair {
  topic: "field" | "story" | "nature" | "recipes" | "weather";
  question: string;
  passage: string;
  /** What it is about: two pairs about the same are no negatives for each other. */
  about: string;
  keys: string[];
}

const weights = { field: 75, story: 12, nature: 5, recipes: 5, weather: 3 };

/** Somebody wants to know about a concept: by its name, or by what it is good for. */
export function fieldQuestion(dice: Dice, concept: Concept): string {
  const name = dice.pick(concept.names);
  if (dice.chance(0.55)) {
    const asked = dice.pick(concept.asked);
    if (/^(?:how|what|why|which|where|when|can|does|is|will|do)\b/.test(asked))
      return expand(`{asked}?`, { asked }, dice);
    const forms = [
      "how do I {asked}?",
      "I want to {asked}",
      "how can I {asked}?",
      "{asked}",
      "is there a way to {asked}?",
    ];
    return expand(
      /^(?:numbers|tokenizer|longest|tokens|words|global|full|private|several|only|native|quality|gigabytes|cross|half|fewer|names|the)\b/.test(
        asked,
      )
        ? "{asked}"
        : dice.pick(forms),
      { asked },
      dice,
    );
  }
  const forms = [
    "what is {name}?",
    "how does {name} work?",
    "{name}",
    "explain {name}",
    "tell me about {name}",
    "where can I read about {name}?",
    "how do I use {name}?",
    "why is there {name}?",
    "{name} in this library",
  ];
  return expand(dice.pick(forms), { name }, dice);
}

/** What a page about it says: a title now and then, some of the facts. */
export function fieldPassage(dice: Dice, concept: Concept): string {
  const facts = dice.some(concept.told, dice.int(1, concept.told.length));
  // A page often says what one can do with a thing in the words in which one asks for it.
  const wants = dice.chance(0.35)
    ? [`Use it ${dice.pick(["when you ask", "if you wonder", "to answer"])}: ${dice.pick(concept.asked)}.`]
    : [];
  const title = dice.chance(0.5) ? `${dice.pick(concept.names)}. ` : "";
  return expand(`${title}${[...facts, ...wants].join(" ")}`.replace(/[[\]{}|]/g, ""), {}, dice);
}

export function textPair(dice: Dice, topic: TextPair["topic"] = dice.weighted(weights)): TextPair {
  if (topic === "field") {
    const concept = dice.pick(concepts);
    const passage = fieldPassage(dice, concept);
    // One pair in five is a passage and another passage about the same.
    const question = dice.chance(0.2) ? fieldPassage(dice, concept) : fieldQuestion(dice, concept);
    return { topic, question, passage, about: concept.names[0], keys: [] };
  }
  if (topic === "story") {
    const it = story(dice);
    const question = dice.pick([
      it.summary,
      `A story about ${it.request}.`,
      it.title,
      ...it.questions.map((q) => q.question),
    ]);
    return {
      topic,
      question,
      passage: dice.pick([it.summary, it.paragraphs[dice.int(0, it.paragraphs.length - 1)]]),
      about: `${it.title}/${it.hero[""]}`,
      keys: it.keys,
    };
  }
  if (topic === "nature") {
    const it = description(dice);
    return {
      topic,
      question: dice.pick([
        `Tell me something about ${it.animal}.`,
        `What do ${it.animal} eat?`,
        `Where do ${it.animal} live?`,
      ]),
      passage: it.text,
      about: it.animal,
      keys: [it.key],
    };
  }
  if (topic === "recipes") {
    const it = recipe(dice);
    return {
      topic,
      question: dice.pick([`How do I make ${it.dish}?`, `I want to cook ${it.dish}.`, `Recipe for ${it.dish}`]),
      passage: it.text,
      about: it.dish,
      keys: [it.key],
    };
  }
  const it = report(dice);
  return {
    topic,
    question: dice.pick([`What will the weather be like ${it.area} on ${it.day}?`, `Will it be ${it.sky} ${it.area}?`]),
    passage: it.text,
    about: `${it.day}/${it.area}`,
    keys: [it.key],
  };
}

/** A text for guessing hidden words. */
export function plainText(dice: Dice): { text: string; keys: string[] } {
  const { passage, question, keys } = textPair(
    dice,
    dice.weighted({ field: 45, story: 35, nature: 8, recipes: 8, weather: 4 }),
  );
  return { text: dice.chance(0.5) ? passage : `${question} ${passage}`, keys };
}
