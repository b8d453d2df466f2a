import { describe, expect, it } from "vitest";
import { article, choose, expand, fill, listed, plural, sentenceCase } from "../src/grammar.ts";
import { Dice } from "../src/random.ts";

describe("choose", () => {
  it("choose(template) takes one part of each bracket, also of nested ones", () => {
    const seen = new Set(Array.from({ length: 200 }, (_, seed) => choose("a [b|c [d|e]|]f", new Dice(seed))));
    expect([...seen].sort()).toEqual(["a bf", "a c df", "a c ef", "a f"]);
  });

  it("choose(template) names the template whose bracket is never closed", () => {
    expect(() => choose("a [b|c", new Dice(1))).toThrow(new RangeError('grammar: "[" is never closed in "a [b|c".'));
  });
});

describe("fill", () => {
  it("fill(text) puts a slot's plain form and its parts in", () => {
    const slots = { h: { "": "Mia", he: "she" }, place: "hill" };
    expect(fill("{h} says {h.he} likes the {place}", slots)).toBe("Mia says she likes the hill");
  });

  it("fill(text) does not let a hole through", () => {
    const message = 'grammar: nothing fills {h.him} in "{h.him}".';
    expect(() => fill("{h.him}", { h: { "": "Mia" } })).toThrow(new RangeError(message));
  });
});

describe("sentenceCase", () => {
  it.each([
    ["the fox ran. it was fast.", "The fox ran. It was fast."],
    ['"stop!" said Pip. he ran.', '"Stop!" said Pip. He ran.'],
    ['"who are you?" the old fox asked.', '"Who are you?" the old fox asked.'],
    ['"is it you?" a door opened.', '"Is it you?" A door opened.'],
    ["one  two , three", "One two, three"],
  ])("sentenceCase(%j)", (text, expected) => {
    expect(sentenceCase(text)).toBe(expected);
  });
});

it("expand(template) fills slots that are templates themselves", () => {
  expect(expand("{a}", { a: "{b} and {b}", b: "x" }, new Dice(1))).toBe("X and x");
});

it.each([
  ["owl", "an"],
  ["hour", "an"],
  ["unicorn", "a"],
  ["uncle", "an"],
  ["fox", "a"],
  ["one-eyed cat", "a"],
])("article(%j) is %j", (word, expected) => {
  expect(article(word)).toBe(expected);
});

it.each([
  ["fox", "foxes"],
  ["berry", "berries"],
  ["key", "keys"],
  ["mouse", "mice"],
  ["red scarf", "red scarves"],
  ["potato", "potatoes"],
])("plural(%j) is %j", (noun, expected) => {
  expect(plural(noun)).toBe(expected);
});

it("listed(words) joins as one speaks", () => {
  expect([listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")]).toEqual(["a", "a and b", "a, b or c"]);
});
