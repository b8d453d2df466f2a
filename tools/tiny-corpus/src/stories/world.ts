/**
 * What the stories are set among: places, objects, seasons, food.
 * @module
 */

import { withArticle } from "../grammar.ts";
import type { Dice } from "../random.ts";

export type Named = Readonly<Record<string, string>>;

function place(name: string, at = "in", detail = ""): Named {
  return {
    "": name,
    the: `the ${name}`,
    a: withArticle(name),
    in: `${at} the ${name}`,
    into: `${at === "in" ? "into" : "to"} the ${name}`,
    to: `to the ${name}`,
    near: `near the ${name}`,
    detail,
  };
}

/** Homes. */
export const homes: Readonly<Record<string, Named>> = Object.fromEntries(
  [
    place("forest", "in"),
    place("wood", "in"),
    place("hollow tree", "in"),
    place("hill", "on"),
    place("den", "in"),
    place("burrow", "in"),
    place("meadow", "in"),
    place("cave", "in"),
    place("mountain", "on"),
    place("barn", "in"),
    place("cottage", "in"),
    place("old mill", "in"),
    place("village", "in"),
    place("town", "in"),
    place("little house", "in"),
    place("farm", "on"),
    place("pond", "by"),
    place("river", "by"),
    place("lake", "by"),
    place("old tower", "in"),
    place("garden", "in"),
    place("beach", "on"),
    place("jungle", "in"),
    place("cold island", "on"),
    place("workshop", "in"),
    place("castle", "in"),
  ].map((p) => [p[""], p]),
);

/** Places one goes to, each with something to see there. */
export const places: readonly Named[] = [
  place("forest", "in", "The trees were tall and dark, and [a bird called somewhere|the leaves whispered]."),
  place("river", "at", "The water was [clear and fast|cold and green]."),
  place("lake", "at", "The lake was as [smooth as glass|blue as the sky]."),
  place(
    "old mill",
    "at",
    "The big wheel turned slowly, and [everything smelled of flour|white dust lay on everything].",
  ),
  place("market", "at", "There were [red apples, loud hens and fresh bread|carts full of cheese, flowers and cloth]."),
  place("meadow", "in", "The grass was high and full of [bees|yellow flowers]."),
  place(
    "mountain",
    "on",
    "The air was thin and cold up there, and [one could see the whole valley|the clouds were close enough to touch].",
  ),
  place("beach", "on", "The waves came and went, and [white shells lay in the sand|the sand was warm]."),
  place("castle", "at", "Its walls were high, and [a flag moved in the wind|two guards stood at the gate]."),
  place("cave", "in", "It was dark and wet inside, and [every step made an echo|water dripped from the stones]."),
  place(
    "harbour",
    "at",
    "Ships with [white|brown] sails came and went, and it smelled of [salt and fish|rope and tar].",
  ),
  place("old tower", "at", "[Ivy grew|Birds nested] on its walls, and the door was [half open|green with age]."),
  place("swamp", "in", "The ground was soft, and [frogs sang in the reeds|fog lay over the black water]."),
  place("orchard", "in", "[Apples and pears|Plums and cherries] hung from every branch."),
  place("bridge", "at", "It was made of old [stone|wood], and the water ran fast below."),
  place("hill", "on", "From the top one could see [the river and the village|every roof and every road]."),
  place("library", "in", "There were books up to the ceiling, and it was [very quiet|warm and still]."),
  place("windmill", "at", "Its four arms turned and turned [in the wind|against the sky]."),
];

export interface Thing {
  noun: string;
  sort: "toy" | "tool" | "treasure" | "clothing" | "music" | "book";
  /** Adjectives that fit. */
  like: readonly string[];
  plural?: boolean;
  /** What it is good for, after "to". */
  use: string;
}

const colours = ["red", "blue", "green", "yellow", "white", "black", "brown", "purple", "orange", "silver"];

export { colours };

export const things: readonly Thing[] = [
  { noun: "kite", sort: "toy", like: ["red", "blue", "yellow", "purple", "paper"], use: "fly it on the hill" },
  { noun: "ball", sort: "toy", like: ["red", "blue", "green", "round", "orange"], use: "play with it" },
  { noun: "boat", sort: "toy", like: ["wooden", "little", "blue", "white"], use: "sail it on the pond" },
  { noun: "doll", sort: "toy", like: ["old", "wooden", "little"], use: "play with it" },
  { noun: "drum", sort: "music", like: ["red", "loud", "little"], use: "play on it" },
  { noun: "flute", sort: "music", like: ["silver", "wooden", "old"], use: "play a song" },
  { noun: "bell", sort: "music", like: ["golden", "silver", "little"], use: "ring it" },
  { noun: "violin", sort: "music", like: ["old", "brown", "small"], use: "play a song" },
  { noun: "lantern", sort: "tool", like: ["old", "green", "bright"], use: "light the way" },
  { noun: "basket", sort: "tool", like: ["brown", "big", "old"], use: "carry apples" },
  { noun: "ladder", sort: "tool", like: ["long", "wooden", "old"], use: "reach the roof" },
  { noun: "bucket", sort: "tool", like: ["blue", "old", "metal"], use: "carry water" },
  { noun: "spade", sort: "tool", like: ["old", "sharp", "little"], use: "dig in the garden" },
  { noun: "wagon", sort: "tool", like: ["red", "wooden", "little"], use: "carry heavy things" },
  { noun: "key", sort: "treasure", like: ["golden", "silver", "old", "tiny"], use: "open the chest" },
  { noun: "ring", sort: "treasure", like: ["golden", "silver", "shiny"], use: "wear it" },
  { noun: "crown", sort: "treasure", like: ["golden", "little", "shiny"], use: "wear it" },
  { noun: "pearl", sort: "treasure", like: ["white", "shiny", "black"], use: "look at it" },
  { noun: "stone", sort: "treasure", like: ["green", "blue", "shiny", "smooth"], use: "look at it" },
  { noun: "shell", sort: "treasure", like: ["pink", "white", "shiny"], use: "hear the sea" },
  { noun: "coin", sort: "treasure", like: ["golden", "silver", "old"], use: "buy something nice" },
  { noun: "hat", sort: "clothing", like: ["red", "green", "tall", "warm"], use: "keep the rain off" },
  { noun: "scarf", sort: "clothing", like: ["red", "blue", "long", "warm"], use: "keep warm" },
  { noun: "coat", sort: "clothing", like: ["warm", "green", "brown", "new"], use: "keep warm" },
  { noun: "boots", sort: "clothing", like: ["red", "blue", "new", "warm"], plural: true, use: "walk in the rain" },
  { noun: "mittens", sort: "clothing", like: ["red", "white", "warm"], plural: true, use: "keep warm" },
  { noun: "book", sort: "book", like: ["big", "old", "blue", "thick"], use: "read stories" },
  { noun: "map", sort: "book", like: ["old", "yellow", "torn"], use: "find the way" },
  { noun: "letter", sort: "book", like: ["white", "long", "secret"], use: "read it again and again" },
  { noun: "picture", sort: "book", like: ["little", "old", "bright"], use: "look at it" },
  { noun: "umbrella", sort: "tool", like: ["blue", "big", "yellow"], use: "keep the rain off" },
  { noun: "clock", sort: "tool", like: ["old", "tall", "little"], use: "know the time" },
  { noun: "blanket", sort: "clothing", like: ["soft", "blue", "warm"], use: "keep warm" },
  { noun: "sled", sort: "toy", like: ["fast", "red", "wooden"], use: "ride down the hill" },
  { noun: "puppet", sort: "toy", like: ["wooden", "funny", "little"], use: "play with it" },
  { noun: "balloon", sort: "toy", like: ["red", "yellow", "round"], use: "let it fly" },
  { noun: "top", sort: "toy", like: ["wooden", "striped", "fast"], use: "spin it" },
  { noun: "teddy", sort: "toy", like: ["brown", "old", "soft"], use: "hold it at night" },
  { noun: "marble", sort: "toy", like: ["blue", "green", "shiny"], use: "roll it" },
  { noun: "trumpet", sort: "music", like: ["golden", "loud", "old"], use: "wake everyone" },
  { noun: "guitar", sort: "music", like: ["brown", "old", "little"], use: "play a song" },
  { noun: "feather", sort: "treasure", like: ["white", "blue", "long"], use: "look at it" },
  { noun: "button", sort: "treasure", like: ["golden", "blue", "round"], use: "put it on a coat" },
  { noun: "mirror", sort: "treasure", like: ["round", "old", "silver"], use: "see oneself" },
  { noun: "necklace", sort: "treasure", like: ["green", "silver", "long"], use: "wear it" },
  { noun: "gloves", sort: "clothing", like: ["blue", "warm", "new"], plural: true, use: "keep warm" },
  { noun: "socks", sort: "clothing", like: ["striped", "warm", "red"], plural: true, use: "keep warm" },
  { noun: "belt", sort: "clothing", like: ["brown", "wide", "new"], use: "wear it" },
  { noun: "bag", sort: "tool", like: ["green", "old", "big"], use: "carry things" },
  { noun: "cup", sort: "tool", like: ["blue", "silver", "little"], use: "drink tea" },
  { noun: "whistle", sort: "music", like: ["loud", "silver", "little"], use: "call friends" },
  { noun: "rope", sort: "tool", like: ["long", "strong", "old"], use: "tie things" },
  { noun: "telescope", sort: "tool", like: ["long", "old", "golden"], use: "look at the stars" },
  { noun: "diary", sort: "book", like: ["secret", "little", "blue"], use: "write in it" },
  { noun: "paintbrush", sort: "tool", like: ["thin", "new", "old"], use: "paint pictures" },
  { noun: "compass", sort: "tool", like: ["old", "golden", "little"], use: "find the way" },
];

/** The forms of an object that sentences need. */
export function thingSlot(dice: Dice, thing: Thing): Named {
  const adjective = dice.pick(thing.like);
  const { noun } = thing;
  return {
    "": noun,
    full: `${adjective} ${noun}`,
    the: `the ${noun}`,
    thefull: `the ${adjective} ${noun}`,
    a: thing.plural ? `some ${noun}` : withArticle(noun),
    afull: thing.plural ? `${adjective} ${noun}` : withArticle(`${adjective} ${noun}`),
    it: thing.plural ? "them" : "it",
    its: thing.plural ? "they" : "it", // as a subject
    was: thing.plural ? "were" : "was",
    is: thing.plural ? "are" : "is",
    this: thing.plural ? "these" : "this",
    that: thing.plural ? "those" : "that",
    adjective,
    use: thing.use.replace(/\bit\b/g, thing.plural ? "them" : "it"),
  };
}

const several =
  /^(?:some (?:eggs|seeds|nuts)|eggs|socks|spoons|buttons|carrots|candles|red apples|bells|shoes|tools|gloves|pancakes)$/;

/** The forms of a thing that is named by a phrase: "a golden cup", "the golden cup", "it was". */
export function noun(phrase: string): Named {
  const bare = phrase.replace(/^(?:an?|some|the|one) /, "").replace(/ (?:that|with) .*/, "");
  const many = several.test(phrase);
  return {
    "": phrase,
    the: `the ${bare}`,
    bare,
    it: many ? "them" : "it",
    its: many ? "they" : "it",
    was: many ? "were" : "was",
    is: many ? "are" : "is",
  };
}

export interface Season {
  name: string;
  /** How a day begins. */
  days: readonly string[];
  details: readonly string[];
}

export const seasons: readonly Season[] = [
  {
    name: "spring",
    days: [
      "one spring morning",
      "one fine day in spring",
      "one day, when the first flowers were out",
      "on a bright spring day",
      "one soft grey morning",
    ],
    details: [
      "The first flowers were out, and the grass was wet.",
      "Birds were building their nests.",
      "The snow had gone at last, and everything smelled of earth.",
      "A light rain had washed the leaves.",
    ],
  },
  {
    name: "summer",
    days: [
      "one summer morning",
      "one hot afternoon",
      "one sunny day",
      "on the longest day of summer",
      "one warm evening",
    ],
    details: [
      "The sun was high, and the bees were humming.",
      "It was so hot that even the birds were quiet.",
      "The sky was blue from one side to the other.",
      "A warm wind moved the grass.",
    ],
  },
  {
    name: "autumn",
    days: [
      "one autumn morning",
      "one windy day",
      "one foggy morning",
      "one day, when the leaves were turning red",
      "on a grey autumn afternoon",
    ],
    details: [
      "The leaves were red and gold.",
      "The wind pulled at the trees.",
      "It smelled of apples and smoke.",
      "Fog lay over the fields.",
    ],
  },
  {
    name: "winter",
    days: [
      "one winter morning",
      "one cold day",
      "one snowy afternoon",
      "one day in the middle of winter",
      "one frosty morning",
    ],
    details: [
      "Snow lay on every roof.",
      "The ground was hard, and the air bit the nose.",
      "Everything was white and still.",
      "Smoke rose from every chimney.",
    ],
  },
];

export const foods = [
  "soup",
  "bread",
  "cheese",
  "apple pie",
  "pancakes",
  "honey cake",
  "berry jam",
  "porridge",
  "plum cake",
  "warm milk",
  "nut cookies",
  "carrot stew",
];
