/**
 * Lumi, an invented language that is entirely regular, and sentences in it beside English ones.
 *
 *   nouns end in -o, plural -oi; adjectives follow their noun and end in -a, plural -ai; "the" is `la`, "a" is nothing;
 *   verbs come last and end in -en (now), -it (before), -or (to come); `ne` before the verb says not; `ka` first asks.
 *
 * `The red bird sees a fish.` is `La biro ruba fiso vizen.` in kind: roots are three letters, one for each word.
 * @module
 */

import { plural, withArticle } from "../grammar.ts";
import type { Dice } from "../random.ts";

const nouns = (
  "bird fish dog cat fox bear rabbit mouse horse cow frog owl boy girl man woman king queen child friend mother father teacher baker house tree river mountain forest garden door window " +
  "table bread apple cake flower stone star moon sun boat key book song letter hat ring ball lamp road bridge village"
).split(" ");
const animate = new Set(nouns.slice(0, 24));
const adjectives =
  "red blue green white black big small old young new good bad happy sad clever kind strong warm cold beautiful little long dark bright quiet brave".split(
    " ",
  );
/** Verb, past tense, whether it takes an object. */
const verbs: readonly (readonly [string, string, boolean])[] = (
  "see saw o,love loved o,find found o,hear heard o,carry carried o,help helped a,follow followed a,call called a,eat ate e,buy bought o,bring brought o,know knew o,draw drew o,want wanted o,look-for looked-for o," +
  "sing sang -,sleep slept -,run ran -,dance danced -,laugh laughed -,work worked -,swim swam -,wait waited -,come came -,play played -,cry cried -,smile smiled -"
)
  .split(",")
  .map((row) => {
    const [verb, past, object] = row.split(" ");
    return [verb.replace("-", " "), past.replace("-", " "), object !== "-"] as const;
  });
const edible = new Set(["fish", "bread", "apple", "cake"]);
const places: readonly (readonly [string, string])[] = [
  ["in", "bi"],
  ["under", "zu"],
  ["near", "pe"],
  ["behind", "do"],
];
const placeNouns = [
  "house",
  "tree",
  "river",
  "mountain",
  "forest",
  "garden",
  "door",
  "table",
  "bridge",
  "village",
  "window",
  "road",
];
const people: readonly (readonly [string, string])[] = [
  ["I", "mi"],
  ["you", "ti"],
  ["he", "lu"],
  ["she", "li"],
  ["we", "nu"],
  ["they", "vu"],
];

const consonants = "bdfgklmnprstvz";
const vowels = "aeiou";

/** Three letters for the n-th word: consonant, vowel, consonant; 61 is coprime to 980, so no two words share a root. */
function root(n: number): string {
  const spot = (n * 61 + 17) % (14 * 5 * 14);
  return consonants[Math.floor(spot / 70)] + vowels[Math.floor(spot / 14) % 5] + consonants[spot % 14];
}

const order = [...nouns, ...adjectives, ...verbs.map(([verb]) => verb)];
const rootOf = new Map(order.map((word, n) => [word, root(n)]));

export interface Pair {
  english: string;
  lumi: string;
  key: string;
}

const cap = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

interface Phrase {
  english: string;
  lumi: string;
  many: boolean;
  noun: string;
}

function nounPhrase(dice: Dice, noun: string, describe = 0.4): Phrase {
  const many = dice.chance(0.3);
  const adjective = dice.chance(describe) ? dice.pick(adjectives) : "";
  const the = dice.chance(0.7) || many;
  const word = many ? plural(noun) : noun;
  const bare = adjective ? `${adjective} ${word}` : word;
  const english = the ? `the ${bare}` : withArticle(bare);
  const lumi = [
    the ? "la" : "",
    `${rootOf.get(noun)}${many ? "oi" : "o"}`,
    adjective ? `${rootOf.get(adjective)}${many ? "ai" : "a"}` : "",
  ];
  return { english, lumi: lumi.filter(Boolean).join(" "), many, noun };
}

/** English third person: sings, watches, carries. */
function thirdPerson(verb: string): string {
  const [first, ...rest] = verb.split(" ");
  const ended = /[^aeiou]y$/.test(first)
    ? `${first.slice(0, -1)}ies`
    : /(?:s|x|ch|sh|o)$/.test(first)
      ? `${first}es`
      : `${first}s`;
  return [ended, ...rest].join(" ");
}

/** A sentence in both languages. */
export function pair(dice: Dice): Pair {
  const [verb, past, takesObject] = dice.pick(verbs);
  const person = dice.chance(0.2) ? dice.pick(people) : undefined;
  const subject = person
    ? { english: person[0], lumi: person[1], many: !["he", "she"].includes(person[0]), noun: person[0] }
    : nounPhrase(dice, dice.pick([...animate]));
  const fits = (noun: string) =>
    noun !== subject.noun &&
    (verb === "eat" ? edible.has(noun) : ["help", "follow", "call"].includes(verb) ? animate.has(noun) : true);
  const object = takesObject ? nounPhrase(dice, dice.pick(nouns.filter(fits))) : undefined;
  const where = dice.chance(takesObject ? 0.15 : 0.4) ? dice.pick(places) : undefined;
  const place = where
    ? nounPhrase(dice, dice.pick(placeNouns.filter((noun) => noun !== object?.noun)), 0.2)
    : undefined;
  const tense = dice.pick(["now", "now", "before", "later"] as const);
  const not = dice.chance(0.12);
  const asks = dice.chance(0.12);
  const plain = subject.many || subject.english === "I" ? verb : thirdPerson(verb);
  const does = subject.many || subject.english === "I" ? "do" : "does";
  let head: string;
  if (asks)
    head = `${tense === "now" ? does : tense === "before" ? "did" : "will"} ${subject.english} ${not ? "not " : ""}${verb}`;
  else if (not) head = `${subject.english} ${tense === "now" ? does : tense === "before" ? "did" : "will"} not ${verb}`;
  else head = `${subject.english} ${tense === "now" ? plain : tense === "before" ? past : `will ${verb}`}`;
  const english = [head, object?.english, where && place ? `${where[0]} ${place.english}` : ""]
    .filter(Boolean)
    .join(" ");
  const ending = tense === "now" ? "en" : tense === "before" ? "it" : "or";
  const lumi = [
    asks ? "ka" : "",
    subject.lumi,
    object?.lumi,
    where && place ? `${where[1]} ${place.lumi}` : "",
    not ? "ne" : "",
    `${rootOf.get(verb)}${ending}`,
  ]
    .filter(Boolean)
    .join(" ");
  const mark = asks ? "?" : ".";
  return { english: cap(english) + mark, lumi: cap(lumi) + mark, key: `lumi/${subject.noun}/${verb}` };
}

/** One word in both languages. */
export function word(dice: Dice): Pair {
  const english = dice.pick(order);
  const ending = nouns.includes(english) ? "o" : adjectives.includes(english) ? "a" : "en";
  return { english, lumi: `${rootOf.get(english)}${ending}`, key: "" };
}
