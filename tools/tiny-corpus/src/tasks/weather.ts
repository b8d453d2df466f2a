/**
 * Weather reports: a place, a day, and advice that follows from what comes.
 * @module
 */

import { expand } from "../grammar.ts";
import type { Dice } from "../random.ts";
import { days } from "./lexicon.ts";

interface Sky {
  name: string;
  says: readonly string[];
  wind: readonly string[];
  degrees: readonly [number, number];
  advice: readonly string[];
}

const skies: readonly Sky[] = [
  {
    name: "sunny",
    says: ["the sun will shine all day", "there will be a clear blue sky", "it will be bright and dry"],
    wind: ["a light wind from the south", "no wind at all"],
    degrees: [18, 30],
    advice: ["wear a hat and drink enough water", "it is a good day for a walk", "leave the umbrella at home"],
  },
  {
    name: "rainy",
    says: ["it will rain from morning to night", "there will be heavy rain", "showers will come from the west"],
    wind: ["a wet wind from the west", "a fresh wind"],
    degrees: [6, 16],
    advice: ["take an umbrella with you", "wear your boots", "stay inside with a good book"],
  },
  {
    name: "snowy",
    says: ["snow will fall in the whole valley", "there will be thick snow", "light snow will fall in the evening"],
    wind: ["an icy wind from the north", "a cold wind from the east"],
    degrees: [-12, 0],
    advice: ["wear warm mittens and a scarf", "drive slowly, for the roads are white", "it is a good day for a sled"],
  },
  {
    name: "stormy",
    says: ["a storm will come from the sea", "there will be thunder and lightning", "a great storm is on its way"],
    wind: ["a very strong wind", "a wild wind from the west"],
    degrees: [8, 18],
    advice: ["close all windows", "the boats have to stay in the harbour", "do not stand under trees"],
  },
  {
    name: "foggy",
    says: ["fog will lie over the fields", "there will be thick fog in the morning", "the hills will be hidden in fog"],
    wind: ["hardly any wind", "a weak wind from the east"],
    degrees: [2, 10],
    advice: ["walk carefully, for it is hard to see", "ships should ring their bells", "take a lantern with you"],
  },
  {
    name: "cloudy",
    says: ["grey clouds will cover the sky", "it will be cloudy but dry", "clouds will come and go"],
    wind: ["a mild wind from the south", "a fresh wind from the north"],
    degrees: [8, 19],
    advice: [
      "take a light coat with you",
      "it is good weather for working in the garden",
      "the laundry will dry slowly",
    ],
  },
  {
    name: "frosty",
    says: ["there will be hard frost in the night", "ice will cover the ponds", "it will be clear and very cold"],
    wind: ["a dry wind from the north", "no wind at all"],
    degrees: [-15, -1],
    advice: ["watch out for ice on the roads", "put on two pairs of socks", "bring the flowers inside"],
  },
];
const areas = [
  "in the valley",
  "by the sea",
  "in the mountains",
  "in the north",
  "in the south",
  "on the islands",
  "in the town",
  "along the river",
];

export interface Report {
  text: string;
  day: string;
  area: string;
  sky: string;
  advice: string;
  key: string;
}

export function report(dice: Dice): Report {
  const day = dice.pick(days);
  const area = dice.pick(areas);
  const sky = dice.pick(skies);
  const later = dice.pick(skies.filter((s) => s !== sky && Math.abs(s.degrees[0] - sky.degrees[0]) < 20));
  const advice = dice.pick(sky.advice);
  const says = dice.pick(sky.says);
  const text = expand(
    `${dice.pick(["{day} {area}: {says}.", "on {day}, {says} {area}.", "the weather for {day} {area}: {says}.", "this is the weather for {day}. {area}, {says}."])} ` +
      `${dice.pick(["there will be {wind}, and it will be {degrees} degrees.", "expect {wind} and {degrees} degrees.", "with {degrees} degrees and {wind}, it will be [a warm|a mild|an ordinary] day.".replace("[a warm|a mild|an ordinary]", sky.degrees[1] > 20 ? "a warm" : sky.degrees[1] <= 0 ? "a cold" : "a mild"), "it will be {degrees} degrees, with {wind}."])} ` +
      `${dice.pick(["{advice}.", "{advice}.", "our advice: {advice}."])} ` +
      `${dice.pick(["on {next} it will be {later}.", "the day after, it will be {later}.", ""])}`,
    {
      day,
      area,
      says,
      wind: dice.pick(sky.wind),
      degrees: String(dice.int(sky.degrees[0], sky.degrees[1])),
      advice,
      later: later.name,
      next: days[(days.indexOf(day) + 1) % 7],
    },
    dice,
  );
  return { text, day, area, sky: sky.name, advice, key: `weather/${day}/${area}/${sky.name}` };
}
