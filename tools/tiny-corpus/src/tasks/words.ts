/**
 * Exercises with words: opposites, plurals, kinds, lists, analogies.
 * @module
 */

import { plural, withArticle } from "../grammar.ts";
import type { Dice } from "../random.ts";
import {
  animalFacts,
  categories,
  days,
  degrees,
  genders,
  months,
  opposites,
  qualities,
  uses,
  verbs,
} from "./lexicon.ts";
import type { Exercise } from "./numbers.ts";

const cap = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const countable = [
  "animal",
  "fruit",
  "vegetable",
  "tool",
  "garment",
  "instrument",
  "vehicle",
  "flower",
  "tree",
  "part of the body",
  "shape",
];
const uncountable = new Set(["drink", "metal", "season", "colour"]);
const a = (noun: string) =>
  noun === "water" || noun === "milk" || noun === "tea" || noun === "juice" ? noun : withArticle(noun);

export function opposite(dice: Dice): Exercise {
  const pair = dice.pick(opposites);
  const [x, y] = pair[0] === "old" || pair[1] === "lose" || pair[0] === "light" ? pair : dice.shuffled(pair);
  return {
    ask: dice.pick([`What is the opposite of ${x}?`, `The opposite of ${x}?`]),
    reply: dice.pick([`The opposite of ${x} is ${y}.`]),
    key: "",
  };
}

export function pluralOf(dice: Dice): Exercise {
  const noun = dice.pick(categories[dice.pick(countable)]);
  return {
    ask: dice.pick([`What is the plural of ${noun}?`, `One ${noun}, many ...?`]),
    reply: `One ${noun}, many ${plural(noun)}.`,
    key: "",
  };
}

export function kindOf(dice: Dice): Exercise {
  const category = dice.pick(Object.keys(categories));
  const word = dice.pick(categories[category]);
  const subject = uncountable.has(category) ? word : a(word);
  return { ask: `What is ${subject}?`, reply: `${cap(subject)} is ${withArticle(category)}.`, key: "" };
}

export function isKind(dice: Dice): Exercise {
  const [right, wrong] = dice.some(Object.keys(categories), 2);
  const word = dice.pick(categories[right]);
  const asked = dice.pick([right, wrong]);
  const yes = categories[asked].includes(word);
  const subject = uncountable.has(right) ? word : a(word);
  return {
    ask: `Is ${subject} ${withArticle(asked)}?`,
    reply: yes ? `Yes, ${subject} is ${withArticle(asked)}.` : `No, ${subject} is ${withArticle(right)}.`,
    key: `kind/${word}/${asked}`,
  };
}

export function oddOne(dice: Dice): Exercise {
  const [many, one] = dice.some(Object.keys(categories), 2);
  const odd = dice.pick(categories[one].filter((word) => !categories[many].includes(word)));
  const row = dice.some(
    categories[many].filter((word) => !categories[one].includes(word)),
    3,
  );
  return {
    ask: `Which word does not belong: ${dice.shuffled([...row, odd]).join(", ")}?`,
    reply: `${cap(odd)} does not belong. The others are ${plural(many.replace("part of the body", "body part"))}.`,
    key: `odd/${odd}/${row[0]}`,
  };
}

export function nameSome(dice: Dice): Exercise {
  const category = dice.pick(Object.keys(categories));
  const words = dice.some(categories[category], 3);
  return {
    ask: `Name three ${plural(category === "part of the body" ? "body part" : category)}.`,
    reply: `${cap(words[0])}, ${words[1]} and ${words[2]}.`,
    key: "",
  };
}

export function continueList(dice: Dice): Exercise {
  const circle = dice.pick([days, months]);
  const category = dice.pick(Object.keys(categories));
  const start = dice.int(0, circle.length - 1);
  if (dice.chance(0.5)) {
    const row = Array.from({ length: circle === days ? 7 : 8 }, (_, i) => circle[(start + i) % circle.length]);
    return { ask: `Go on: ${row.slice(0, 3).join(", ")}`, reply: row.slice(3).join(", "), key: `list/${row[0]}` };
  }
  const row = dice.some(categories[category], 6);
  return {
    ask: `Go on: ${row.slice(0, 3).join(", ")}`,
    reply: row.slice(3).join(", "),
    key: `list/${row[0]}/${row[1]}`,
  };
}

export function pastTense(dice: Dice): Exercise {
  const [now, past, going] = dice.pick(verbs);
  return dice.pick([
    { ask: `What is the past of ${now}?`, reply: `Today I ${now}, yesterday I ${past}.`, key: "" },
    { ask: `Today I ${now}. Yesterday I ...?`, reply: `Yesterday I ${past}.`, key: "" },
    { ask: `What are you doing when you ${now}?`, reply: `When I ${now}, I am ${going}.`, key: "" },
  ]);
}

export function degree(dice: Dice): Exercise {
  const [plain, more, most] = dice.pick(degrees);
  return dice.pick([
    { ask: `Compare: ${plain}`, reply: `${plain}, ${more}, ${most}`, key: "" },
    {
      ask: `What is more than ${plain}?`,
      reply: `${cap(more)} is more than ${plain}, and ${most} is the most.`,
      key: "",
    },
  ]);
}

export function gender(dice: Dice): Exercise {
  const [male, female] = dice.pick(genders);
  return dice.pick([
    { ask: `${cap(male)} is to he as what is to she?`, reply: `${cap(female)}.`, key: "" },
    { ask: `What is a female ${male}?`, reply: `A ${female}.`, key: "" },
    { ask: `What is a male ${female}?`, reply: `A ${male}.`, key: "" },
    { ask: `Is a ${male} a he or a she?`, reply: `A ${male} is a he, and a ${female} is a she.`, key: "" },
    { ask: `Is a ${female} a he or a she?`, reply: `A ${female} is a she, and a ${male} is a he.`, key: "" },
  ]);
}

/** "dog is to puppy as cat is to kitten". */
export function analogy(dice: Dice): Exercise {
  const tables: (readonly [string, string])[][] = [
    animalFacts.map(([animal, young]) => [animal, young] as const),
    [...genders],
    degrees.map(([plain, more]) => [plain, more] as const),
    verbs.map(([now, past]) => [now, past] as const),
    categories.animal.map((noun) => [noun, plural(noun)] as const),
  ];
  const [p, q] = dice.some(dice.pick(tables), 2);
  return {
    ask: `${cap(p[0])} is to ${p[1]} as ${q[0]} is to what?`,
    reply: `${cap(q[0])} is to ${q[1]}.`,
    key: `analogy/${p[0]}/${q[0]}`,
  };
}

export function animalQuestion(dice: Dice): Exercise {
  const [animal, young, sound, home, food] = dice.pick(animalFacts);
  const one = withArticle(animal);
  return dice.pick([
    { ask: `What is a young ${animal} called?`, reply: `A young ${animal} is called a ${young}.`, key: "" },
    { ask: `What does ${one} eat?`, reply: `${cap(one)} eats ${food}.`, key: "" },
    { ask: `Where does ${one} live?`, reply: `${cap(one)} lives ${home}.`, key: "" },
    { ask: `What sound does ${one} make?`, reply: `${cap(one)} ${sound}.`, key: "" },
    { ask: `Which animal ${sound}?`, reply: `${cap(one)} ${sound}.`, key: "" },
  ]);
}

export function useOf(dice: Dice): Exercise {
  const [tool, use] = dice.pick(uses);
  return dice.pick([
    { ask: `What is ${withArticle(tool)} for?`, reply: `One needs ${withArticle(tool)} to ${use}.`, key: "" },
    { ask: `What do I need to ${use}?`, reply: `You need ${withArticle(tool)} to ${use}.`, key: "" },
  ]);
}

export function qualityOf(dice: Dice): Exercise {
  const [thing, quality] = dice.pick(qualities);
  return dice.pick([
    { ask: `What is ${thing} like?`, reply: `${cap(thing)} is ${quality}.`, key: "" },
    { ask: `Name something that is ${quality}.`, reply: `${cap(thing)} is ${quality}.`, key: "" },
  ]);
}
