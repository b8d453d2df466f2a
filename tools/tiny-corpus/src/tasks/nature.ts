/**
 * Short descriptions of animals, such as a picture book has.
 * @module
 */

import { expand, plural, withArticle } from "../grammar.ts";
import type { Dice } from "../random.ts";
import { animalFacts } from "./lexicon.ts";

const looks: Readonly<Record<string, readonly string[]>> = {
  dog: ["four legs, a wet nose and a tail that wags", "clever eyes and good ears"],
  cat: ["soft fur and sharp claws", "eyes that see in the dark"],
  cow: ["two horns and a long tail", "a big body and gentle eyes"],
  horse: ["long legs and a mane", "strong legs and hard hooves"],
  pig: ["a pink nose and a curly tail"],
  sheep: ["thick white wool"],
  hen: ["brown feathers and a red comb"],
  duck: ["flat feet and a yellow beak"],
  goose: ["white feathers and a long neck"],
  bear: ["brown fur and big paws"],
  lion: ["a golden mane and strong teeth"],
  frog: ["green skin and long back legs"],
  owl: ["round eyes and soft feathers"],
  wolf: ["grey fur and yellow eyes"],
  goat: ["a beard and two horns"],
  deer: ["thin legs and brown fur"],
  fox: ["red fur and a bushy tail"],
  rabbit: ["long ears and a short white tail"],
  mouse: ["a thin tail and tiny ears"],
  bee: ["four wings and yellow stripes"],
  seal: ["smooth grey fur and long whiskers"],
  elephant: ["a long trunk and big ears"],
};
const habits: Readonly<Record<string, readonly string[]>> = {
  dog: ["can smell things that are far away", "likes to run after a ball"],
  cat: ["sleeps most of the day", "can climb trees but does not like water"],
  cow: ["gives milk", "eats the same grass twice"],
  horse: ["can sleep while it stands", "can pull heavy carts"],
  pig: ["likes to lie in the mud", "is cleverer than many think"],
  sheep: ["gives wool for warm scarves", "likes to stay with the others"],
  hen: ["lays an egg nearly every day", "scratches in the earth for seeds"],
  duck: ["swims well because of its feet", "never gets wet under its feathers"],
  goose: ["flies south in winter", "guards the house like a dog"],
  bear: ["sleeps through the winter", "climbs trees to find honey"],
  lion: ["sleeps twenty hours a day", "can be heard from far away"],
  frog: ["begins its life in the water", "can jump far"],
  owl: ["hunts at night", "can turn its head almost all the way round"],
  wolf: ["lives and hunts together with others", "can run the whole night"],
  goat: ["climbs on steep rocks", "eats almost everything"],
  deer: ["runs fast and jumps high", "is very shy"],
  fox: ["hunts at night", "is known for being clever"],
  rabbit: ["digs long tunnels", "thumps on the ground when there is danger"],
  mouse: ["can creep through tiny holes", "is awake at night"],
  bee: ["visits a thousand flowers a day", "lives together with many others"],
  seal: ["can stay under water for a long time", "rests on rocks by the sea"],
  elephant: ["never forgets a friend", "drinks with its trunk"],
};

export interface Description {
  animal: string;
  text: string;
  key: string;
}

export function description(dice: Dice): Description {
  const [animal, young, sound, home, food] = dice.pick(animalFacts);
  const look = dice.pick(looks[animal]);
  const habit = dice.pick(habits[animal]);
  const facts = dice.shuffled([
    "it lives {home}.",
    "it eats {food}.",
    "it {sound}.",
    "[its young is called a {young}|a young {animal} is called a {young}].",
    "it {habit}.",
  ]);
  const text = expand(
    `{one} [has|is an animal with] {look}. ${facts.slice(0, dice.int(3, 5)).join(" ")}`,
    { one: withArticle(animal), look, home, food, sound, young, habit, animal },
    dice,
  );
  return { animal: plural(animal), text, key: `nature/${animal}/${habit}/${look}` };
}
