/**
 * Sentences that differ in nothing but one form of one word: he and she, one and many, now and before, plain and more,
 * grown and young.
 *
 * A word's company tells two things about it: which word it is (its own phrases: one *barks*, one *lays eggs*) and which
 * form (the sentence around them: *one*, *many*, *yesterday*). Each form of each word is met in the company of both,
 * so that the way from one form to the other can be the same for all words.
 * @module
 */

import { article, plural, withArticle } from "../grammar.ts";
import type { Dice } from "../random.ts";
import { animalFacts, degrees, genders, verbs } from "./lexicon.ts";

const cap = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const table = (text: string) =>
  text.split(";").map((row) => {
    const [word, ...phrases] = row.trim().split("|");
    return [word, phrases] as const;
  });

/** What is done with a verb's action; fits after each of its forms. */
const actions = new Map(
  table(
    "walk|to the mill|along the river;jump|over the ditch|over the fence;play|with a ball|in the yard;cook|soup|dinner for six;help|the old neighbour|with the harvest;call|the dog|across the valley;" +
      "open|the window|the old chest;close|the door|the gate;look|at the stars|out of the window;laugh|at the joke|about the clown;cry|over a broken toy|for a lost kitten;carry|heavy sacks|wood to the stove;" +
      "paint|the fence green|a picture of the hill;dance|at the feast|to the music;climb|the hill|up the ladder;wash|the dishes|the shirts;work|in the field|at the forge;wait|for the bus|at the crossroads;" +
      "listen|to the birds|to the bells;plant|beans|a small tree;go|home|to school;come|back late|to the party;see|a rainbow|ships on the sea;find|mushrooms|shells on the beach;lose|a glove|a button;" +
      "sing|an old song|in the choir;swim|in the lake|to the island;run|a race|after the ball;eat|bread and cheese|porridge;drink|cold water|milk;sleep|in a tent|until noon;fly|over the clouds|in a balloon;" +
      "give|bread to the ducks|a present to the baby;take|the train|the short way;bring|flowers|news from the town;buy|eggs at the market|a new hat;build|a tower|a raft;dig|a hole|for worms;" +
      "read|a book|the newspaper;write|a letter|a poem;sit|by the fire|on a bench;stand|at the window|in a row;fall|into the snow|off the wall;speak|with the teacher|in a low voice;hide|behind the barn|under the bed;" +
      "ride|a pony|to the castle;draw|a map|a face;throw|stones into the pond|snowballs;catch|fish|butterflies;think|about the riddle|of the summer",
  ),
);

/** What things did, said of one and of many alike. */
const doings = table(
  "cat|slept on the roof;dog|barked at the gate;fox|looked for hens;bear|ate the honey;rabbit|hopped through the clover;mouse|nibbled the cheese;horse|pulled the plough;cow|gave milk;pig|rolled in the mud;" +
    "goat|climbed the rocks;duck|swam on the pond;hen|laid eggs;goose|hissed at the boy;frog|leapt into the pond;wolf|howled at the moon;owl|hooted at night;crow|sat on the scarecrow;bee|buzzed around the hive;" +
    "ant|carried crumbs;otter|slid down the bank;beaver|gnawed at the willow;badger|dug a den;squirrel|hid nuts;hedgehog|curled up;turtle|crept over the sand;elephant|sprayed water;monkey|swung from the vines;" +
    "tiger|crept through the bamboo;lion|roared in the heat;penguin|waddled over the ice;seal|lay on the rocks;apple|fell into the grass;pear|tasted of honey;plum|turned blue in September;cherry|hung over the fence;" +
    "peach|felt like velvet;banana|came by ship;orange|rolled under the table;lemon|tasted sour;grape|grew on the vine;melon|filled the cart;berry|stained the cloth;hammer|drove in the nails;saw|cut the planks;" +
    "spade|turned the earth;rake|gathered the leaves;ladder|leaned against the wall;rope|held the boat;knife|cut the bread;axe|split the logs;broom|swept the yard;bucket|carried water;needle|went through the cloth",
);

/** What an adjective is said of. */
const bearers = new Map(
  table(
    "big|house|mountain;small|seed|pebble;tall|tower|pine;short|candle|tale;old|wall|oak;young|tree|foal;fast|hare|train;slow|snail|cart;strong|horse|rope;weak|thread|reed;warm|stove|coat;cold|wind|well;" +
      "high|hill|cliff;deep|lake|valley;long|road|river;loud|drum|bell;bright|lamp|star;dark|cellar|wood;happy|child|bride;heavy|sack|anvil;light|feather|leaf;good|cake|joke;bad|storm|dream;" +
      "clean|floor|plate;kind|nurse|neighbour;brave|knight|sailor;hot|oven|soup;wet|sponge|cloak",
  ),
);

/** Of a man and of a woman. */
export function heAndShe(dice: Dice): string {
  const [male, female] = dice.pick(genders);
  const action = dice.pick([
    "put on {his} coat",
    "took {his} hat",
    "sat down on {his} chair",
    "was proud of {his} garden",
    "told {his} story",
    "lost {his} ring",
    "washed {his} hands",
    "opened {his} book",
    "rode {his} horse",
    "loved {his} brother",
  ]);
  const one = (who: string, he: string) => {
    const own = he === "he" ? "his" : "her";
    return dice.pick([
      `The ${who} ${action.replace("{his}", own)}, and then ${he} smiled.`,
      `The ${who} ${action.replace("{his}", own)}. ${cap(he)} was happy.`,
      `The old ${who} ${action.replace("{his}", own)}, and ${he} did not say a word.`,
    ]);
  };
  return dice.shuffled([one(male, "he"), one(female, "she")]).join(" ");
}

export function oneAndMany(dice: Dice): string {
  const [noun, [phrase]] = dice.pick(doings);
  const one = dice.pick([
    `One ${noun} ${phrase}.`,
    `${cap(withArticle(noun))} ${phrase}.`,
    `There was only one ${noun}, and it ${phrase}.`,
    `This ${noun} ${phrase} all by itself.`,
  ]);
  const nouns = plural(noun);
  const many = dice.pick([
    `${dice.pick(["Two", "Three", "Four", "Five", "Six"])} ${nouns} ${phrase}.`,
    `Many ${nouns} ${phrase}.`,
    `There were some ${nouns}, and they ${phrase}.`,
    `All these ${nouns} ${phrase} together.`,
  ]);
  return dice.shuffled([one, many]).join(" ");
}

export function nowAndBefore(dice: Dice): string {
  const [now, past, going] = dice.pick(verbs);
  const what = dice.pick(actions.get(now)!);
  const before = dice.pick([
    `Yesterday we ${past} ${what}.`,
    `Last week they ${past} ${what}.`,
    `Once I ${past} ${what}.`,
    `A year ago you ${past} ${what}.`,
  ]);
  const today = dice.pick([
    `Every day we ${now} ${what}.`,
    `They want to ${now} ${what}.`,
    `Today I will ${now} ${what}.`,
    `Can you ${now} ${what}?`,
  ]);
  const meanwhile = dice.pick([`Just now we are ${going} ${what}.`, `They like ${going} ${what}.`]);
  return dice.shuffled(dice.chance(0.3) ? [today, before, meanwhile] : [today, before]).join(" ");
}

export function plainAndMore(dice: Dice): string {
  const [plain, more, most] = dice.pick(degrees);
  const noun = dice.pick(bearers.get(plain)!);
  const first = dice.pick([
    `It was ${article(plain)} ${plain} ${noun}.`,
    `The ${noun} is very ${plain}.`,
    `How ${plain} this ${noun} is!`,
    `The ${noun} is as ${plain} as can be.`,
  ]);
  const second = dice.pick([
    `That ${noun} is ${more} than this one.`,
    `Is there ${article(more)} ${more} ${noun} than that?`,
    `Each ${noun} is ${more} than the last.`,
    `The other ${noun} is much ${more}.`,
  ]);
  const third = `This is the ${most} ${noun} of all.`;
  return dice.shuffled(dice.chance(0.3) ? [first, second, third] : [first, second]).join(" ");
}

export function grownAndYoung(dice: Dice): string {
  const [animal, young, , home, food] = dice.pick(animalFacts);
  const where = dice.chance(0.5);
  const grown = where
    ? dice.pick([`The old ${animal} lives ${home}.`, `The big ${animal} sleeps ${home}.`])
    : dice.pick([`The old ${animal} likes ${food}.`, `The big ${animal} eats ${food}.`]);
  const small = where
    ? dice.pick([`The little ${young} lives ${home} with its mother.`, `The tiny ${young} was born ${home}.`])
    : dice.pick([
        `The little ${young} likes ${food}, as its mother does.`,
        `The tiny ${young} does not eat ${food} yet.`,
      ]);
  return dice.shuffled([grown, small]).join(" ");
}
