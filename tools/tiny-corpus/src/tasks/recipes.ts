/**
 * Recipes: what goes in, what is done with it, in an order that makes sense.
 * @module
 */

import { expand, listed } from "../grammar.ts";
import type { Dice } from "../random.ts";

interface Dish {
  name: string;
  needs: readonly string[];
  may: readonly string[];
  steps: readonly string[];
  serve: string;
}

const dishes: readonly Dish[] = [
  {
    name: "pancakes",
    needs: ["two eggs", "a cup of flour", "a cup of milk", "a pinch of salt"],
    may: ["honey", "berries", "sugar", "plum jam"],
    steps: [
      "[mix|stir] the flour, the milk and the eggs [in a bowl|until there are no lumps].",
      "let it rest for ten minutes.",
      "melt some butter in a hot pan.",
      "pour in a little dough and [wait until it has bubbles|bake it until it is brown], then turn it over.",
    ],
    serve: "eat them hot with {extra}.",
  },
  {
    name: "carrot soup",
    needs: ["six carrots", "an onion", "a potato", "water", "salt"],
    may: ["cream", "parsley", "pepper", "fresh bread"],
    steps: [
      "peel the carrots and the potato and cut them into small pieces.",
      "chop the onion and fry it in butter until it is soft.",
      "add the carrots, the potato and the water.",
      "boil it for twenty minutes.",
      "mash it until it is smooth.",
    ],
    serve: "serve it hot with {extra}.",
  },
  {
    name: "apple cake",
    needs: ["four apples", "three eggs", "two cups of flour", "a cup of sugar", "butter"],
    may: ["cinnamon", "cream", "nuts", "raisins"],
    steps: [
      "beat the butter, the sugar and the eggs.",
      "stir in the flour.",
      "peel the apples, cut them and put them on the dough.",
      "bake it in the oven for forty minutes.",
      "let it cool on a plate.",
    ],
    serve: "it tastes best with {extra}.",
  },
  {
    name: "bread",
    needs: ["four cups of flour", "a cup of warm water", "yeast", "a spoon of salt"],
    may: ["seeds", "butter", "cheese", "nuts"],
    steps: [
      "stir the yeast into the warm water.",
      "add the flour and the salt and knead the dough for ten minutes.",
      "cover the dough and let it rise for an hour.",
      "shape a loaf.",
      "bake it in a hot oven until it sounds hollow.",
    ],
    serve: "eat it fresh with {extra}.",
  },
  {
    name: "berry jam",
    needs: ["two cups of berries", "a cup of sugar", "the juice of a lemon"],
    may: ["vanilla", "fresh bread", "pancakes"],
    steps: [
      "wash the berries.",
      "put the berries, the sugar and the juice in a pot.",
      "boil it slowly and stir all the time.",
      "after half an hour, pour it into clean jars.",
      "close the jars while they are hot.",
    ],
    serve: "it is good with {extra}.",
  },
  {
    name: "potato salad",
    needs: ["eight potatoes", "an onion", "oil", "vinegar", "salt"],
    may: ["an egg", "a cucumber", "bacon", "herbs"],
    steps: [
      "boil the potatoes until they are soft.",
      "peel them while they are warm and cut them into slices.",
      "chop the onion.",
      "mix the oil, the vinegar and the salt.",
      "pour it over the potatoes and stir gently.",
    ],
    serve: "let it stand for an hour and add {extra}.",
  },
  {
    name: "vegetable stew",
    needs: ["two carrots", "a leek", "three potatoes", "a tin of beans", "water"],
    may: ["pepper", "cheese", "bread", "herbs"],
    steps: [
      "wash the vegetables and cut them.",
      "fry the leek in oil for five minutes.",
      "add the carrots, the potatoes and the water.",
      "cook it slowly for half an hour.",
      "add the beans at the end.",
    ],
    serve: "serve it in deep bowls with {extra}.",
  },
  {
    name: "nut cookies",
    needs: ["a cup of nuts", "a cup of flour", "half a cup of sugar", "an egg", "butter"],
    may: ["chocolate", "honey", "milk"],
    steps: [
      "chop the nuts.",
      "mix the butter and the sugar, then add the egg.",
      "stir in the flour and the nuts.",
      "make small balls and press them flat.",
      "bake them for twelve minutes.",
    ],
    serve: "let them cool and eat them with {extra}.",
  },
  {
    name: "an omelette",
    needs: ["three eggs", "a spoon of milk", "butter", "salt"],
    may: ["cheese", "mushrooms", "herbs", "tomatoes"],
    steps: [
      "beat the eggs with the milk and the salt.",
      "melt the butter in a pan.",
      "pour in the eggs and stir once.",
      "wait until the top is nearly dry, then fold it.",
    ],
    serve: "fill it with {extra} and eat it at once.",
  },
  {
    name: "porridge",
    needs: ["a cup of oats", "two cups of milk", "a pinch of salt"],
    may: ["honey", "apples", "berries", "nuts"],
    steps: [
      "bring the milk to the boil.",
      "add the oats and the salt.",
      "stir it slowly for five minutes.",
      "take it off the fire and cover it.",
    ],
    serve: "top it with {extra}.",
  },
  {
    name: "lemon tea",
    needs: ["a lemon", "two spoons of tea", "hot water"],
    may: ["honey", "ginger", "mint", "sugar"],
    steps: [
      "boil the water.",
      "pour it over the tea and wait for three minutes.",
      "cut the lemon and press out the juice.",
      "add the juice to the tea.",
    ],
    serve: "sweeten it with {extra}.",
  },
  {
    name: "fish with potatoes",
    needs: ["two fish", "six potatoes", "butter", "a lemon", "salt"],
    may: ["parsley", "beans", "salad"],
    steps: [
      "boil the potatoes.",
      "clean the fish and rub it with salt.",
      "fry the fish in butter, five minutes on each side.",
      "put some lemon juice on top.",
    ],
    serve: "serve it with the potatoes and {extra}.",
  },
];

export interface Recipe {
  dish: string;
  text: string;
  needs: string;
  key: string;
}

const order = ["first", "then", "next", "after that", "now"];

export function recipe(dice: Dice): Recipe {
  const dish = dice.pick(dishes);
  const extra = dice.pick(dish.may);
  const intro = dice.pick([
    "to make {name}, you need {needs}.",
    "for {name} you need {needs}.",
    "you need {needs} for {name}.",
    "{name}: take {needs}.",
  ]);
  const steps = dish.steps.map((step, i) =>
    i === 0
      ? `[first|] ${step}`
      : i === dish.steps.length - 1
        ? `[at last|finally|then] ${step}`
        : `${dice.chance(0.5) ? dice.pick(order.slice(1)) : ""} ${step}`,
  );
  const text = expand(
    `${intro} ${steps.join(" ")} ${dish.serve}`,
    { name: dish.name, needs: listed(dice.shuffled(dish.needs)), extra },
    dice,
  );
  return { dish: dish.name, text, needs: listed(dish.needs), key: `recipe/${dish.name}/${extra}` };
}
