import { describe, expect, it } from "vitest";
import { document, type Topic, topicWeights } from "../src/documents.ts";
import { isHeldOut, splitOf } from "../src/held-out.ts";
import { end } from "../src/markers.ts";
import { Dice } from "../src/random.ts";
import { concepts } from "../src/retrieval/concepts.ts";
import { plainText, textPair } from "../src/retrieval/passages.ts";
import { sequencePair } from "../src/sequence-pairs.ts";
import { allNames } from "../src/stories/cast.ts";
import { plots, story } from "../src/stories/index.ts";
import * as forms from "../src/tasks/forms.ts";
import { animalFacts, degrees, genders, verbs } from "../src/tasks/lexicon.ts";
import * as lumi from "../src/tasks/lumi.ts";
import { sum } from "../src/tasks/numbers.ts";

const known = new Set(allNames);
const namesIn = (text: string) =>
  [...text.matchAll(/\p{Lu}\p{L}+/gu)].map((m) => m[0]).filter((word) => known.has(word));
const many = <T>(count: number, make: (dice: Dice) => T, seed = 1): T[] => {
  const dice = new Dice(seed);
  return Array.from({ length: count }, () => make(dice));
};

describe.each(Object.keys(plots))("plot %s", (name) => {
  const told = many(60, (dice) => story(dice, name));

  it("leaves no hole, no bracket and no double space", () => {
    for (const { paragraphs, title, summary, request, questions } of told) {
      const rest = questions.flatMap(({ question, answer }) => [question, answer]);
      const all = [...paragraphs, title, summary, request, ...rest].join("\n");
      expect(all).not.toMatch(/[[\]{}|¤]| {2}|undefined|\ba [aeio]\w+ /);
    }
  });

  it("begins sentences with capitals and ends them with a mark", () => {
    for (const { paragraphs } of told) {
      for (const paragraph of paragraphs) {
        expect(paragraph).toMatch(/^["\p{Lu}]/u);
        expect(paragraph).toMatch(/[.!?]"?$/);
        expect(paragraph).not.toMatch(/[a-z]\. [a-z]/);
      }
    }
  });

  it("tells more than 70 words about its hero", () => {
    for (const { paragraphs, hero } of told) {
      const text = paragraphs.join(" ");
      expect(text.split(" ").length).toBeGreaterThan(70);
      expect(text).toContain(hero[""]);
    }
  });

  it("names nobody in its questions, answers and summary who is not in the story", () => {
    for (const { paragraphs, summary, questions } of told) {
      const there = new Set(namesIn(paragraphs.join(" ")));
      const rest = [summary, ...questions.flatMap(({ question, answer }) => [question, answer])].join(" ");
      expect(namesIn(rest).filter((word) => !there.has(word))).toEqual([]);
    }
  });

  it("is never told twice in the same words", () => {
    expect(new Set(told.map((it) => it.paragraphs.join())).size).toBe(told.length);
  });
});

it("the same seed tells the same corpus, another seed another one", () => {
  const make = (dice: Dice) => [document(dice), sequencePair(dice), textPair(dice), plainText(dice)];
  expect(many(20, make, 5)).toEqual(many(20, make, 5));
  expect(many(20, make, 5)).not.toEqual(many(20, make, 6));
});

it("stories use more than a thousand words, names aside", () => {
  const words = new Set<string>();
  for (const { paragraphs } of many(1500, (dice) => story(dice))) {
    for (const [word] of paragraphs.join(" ").matchAll(/\p{L}+/gu)) if (!known.has(word)) words.add(word.toLowerCase());
  }
  expect(words.size).toBeGreaterThan(1000);
});

describe.each(Object.keys(topicWeights) as Topic[])("topic %s", (topic) => {
  it("ends every document with the end token and leaves no hole", () => {
    for (const { text } of many(100, (dice) => document(dice, topic))) {
      expect(text.endsWith(end)).toBe(true);
      expect(text.replaceAll(/<\|\w+\|>/g, "")).not.toMatch(/[[\]{}|<>]|undefined|NaN/);
    }
  });
});

describe("holding out", () => {
  it("splitOf(keys) holds a text out as soon as one of its combinations is", () => {
    const letters = [..."abcdefghijklmnopqrstuvwxyz"];
    const out = letters.find(isHeldOut)!;
    const into = letters.find((key) => !isHeldOut(key))!;
    expect([splitOf([into]), splitOf([into, out]), splitOf(["", into])]).toEqual(["train", "held-out", "train"]);
  });

  it("isHeldOut(key) is true of about one combination in sixteen", () => {
    const share = many(4000, (dice) => isHeldOut(`${dice.int(0, 1e6)}/x`)).filter(Boolean).length / 4000;
    // 1/16 plus or minus three standard deviations of 0.0038
    expect(share).toBeGreaterThan(0.0625 - 0.0115);
    expect(share).toBeLessThan(0.0625 + 0.0115);
  });

  it("keeps names and kinds that are held out together apart in all training stories", () => {
    const train = many(500, (dice) => story(dice)).filter(({ keys }) => splitOf(keys) === "train");
    expect(train.length).toBeGreaterThan(300);
    expect(train.filter(({ hero }) => isHeldOut(`${hero[""]}/${hero.kind}`))).toEqual([]);
  });
});

it("sum(dice) gives right results", () => {
  const written = many(300, sum).flatMap(({ reply }) => [...reply.matchAll(/^(\d+) ([+-]) (\d+) = (\d+)$/g)]);
  expect(written.length).toBeGreaterThan(100);
  for (const [, a, sign, b, result] of written) {
    expect(Number(result)).toBe(sign === "+" ? Number(a) + Number(b) : Number(a) - Number(b));
  }
});

describe("forms", () => {
  it.each<[string, (dice: Dice) => string, readonly (readonly string[])[]]>([
    ["heAndShe", forms.heAndShe, genders],
    ["nowAndBefore", forms.nowAndBefore, verbs.filter(([now, past]) => now !== past)],
    ["plainAndMore", forms.plainAndMore, degrees],
    ["grownAndYoung", forms.grownAndYoung, animalFacts],
  ])("%s says both forms of a word in every text, and comes to all words", (_, write, pairs) => {
    const met = new Set<number>();
    for (const text of many(3000, write)) {
      const words = new Set(text.toLowerCase().match(/[a-z]+/g));
      const there = pairs.findIndex((pair) => words.has(pair[0]) && words.has(pair[1]));
      if (there < 0) expect(text).toMatch(/\bread\b/);
      else met.add(there);
      expect(text).not.toMatch(/undefined|\ba [aeio]|\ban [^aeiouh]/);
    }
    expect(met.size).toBe(pairs.length);
  });

  it("oneAndMany says the same of one thing and of many", () => {
    for (const text of many(500, forms.oneAndMany)) {
      const [first, second] = text.split(". ").map((it) =>
        it
          .replace(/\.$| all by itself| together|,? and (?:it|they)/g, "")
          .split(" ")
          .at(-1),
      );
      expect(first).toBe(second?.replace(/\.$/, ""));
    }
  });
});

describe("Lumi", () => {
  const pairs = many(3000, lumi.pair);

  it("says different things differently, and the same thing the same way", () => {
    const there = new Map<string, string>();
    const back = new Map<string, string>();
    for (const { english, lumi: inLumi } of pairs) {
      expect(there.get(english) ?? inLumi).toBe(inLumi);
      there.set(english, inLumi);
      expect(back.get(inLumi) ?? english).toBe(english);
      back.set(inLumi, english);
    }
  });

  it("puts the verb last, with the ending of its time", () => {
    for (const { lumi: inLumi } of pairs) expect(inLumi).toMatch(/(?:en|it|or)[.?]$/);
  });

  it("begins questions, and nothing else, with ka", () => {
    for (const { english, lumi: inLumi } of pairs) expect(inLumi.startsWith("Ka ")).toBe(english.endsWith("?"));
  });
});

describe("the field's concepts", () => {
  it("all have names, something that is asked and something that is told", () => {
    expect(concepts.length).toBeGreaterThan(80);
    expect(concepts.filter(({ names, asked, told }) => !names[0] || !asked.length || !told.length)).toEqual([]);
  });

  it("make questions and passages without holes", () => {
    for (const { question, passage } of many(2000, (dice) => textPair(dice, "field"))) {
      expect(question.length).toBeGreaterThan(2);
      expect(passage).toMatch(/[.]$/);
      expect(question + passage).not.toMatch(/[[\]{}|]/);
    }
  });
});
