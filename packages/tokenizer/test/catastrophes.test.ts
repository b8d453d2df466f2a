import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { translateRegex } from "../src/regex/translate.ts";
import { publishedPatterns } from "./differential/random-tokenizer.ts";

describe("translateRegex", () => {
  it.each([
    "(a+)+$",
    "(a*)*b",
    "(a|a)*b",
    "(a|aa)+$",
    "(?:\\w|\\d)*!",
    "(\\w+\\s?)*!",
    "([a-z]+)*[0-9]",
    "x(?=(?:.|\\s)*y)z",
    "(?!(a+)+b)c",
    "((?i:a)|A)+\\z",
  ])("translateRegex(%j) is refused: it can run away", (source) => {
    expect(() => translateRegex(source, "pattern")).toThrow(
      "in exponentially many ways: a short text could take forever",
    );
  });

  it.each([
    ...publishedPatterns,
    "(a+)+",
    "(?:\\s*\\n+)+",
    "(?:a++)+b",
    "(?>a+|b)+c",
    "(ab|cd)*e",
    "(?:a+b)+c",
    "(\\d{3})+$",
    "\\R+x",
    "(?:\\R)*?A",
  ])("translateRegex(%j) is taken", (source) => {
    expect(translateRegex(source, "pattern")).toBeInstanceOf(RegExp);
  });

  it.each([
    " *\\n",
    " +\\n",
    "[ x]{2,}\\n",
    " *?\\n",
    " *+\\n",
    " *x\\n",
    " *x ",
    "[ \\n]*x",
    " *[^ ]\\n",
    " *(?=x)x\\n",
    "\\s*\\n",
  ])("translateRegex(%j) finds what it says", (source) => {
    const ours = translateRegex(source, "pattern");
    const plain = new RegExp(source.replace("*+", "*"), "gv");
    const text = fc.string({ unit: fc.constantFrom(" ", " ", "x", "\n") });
    const matches = (expression: RegExp, where: string) => [...where.matchAll(expression)].map((m) => [m.index, m[0]]);
    fc.assert(
      fc.property(text, (where) => {
        expect(matches(ours, where)).toEqual(matches(plain, where));
      }),
    );
  });

  it("a run before what is missing is gone through once, not from each of its places", () => {
    const spaces = " ".repeat(1_000_000); // squared, that would take minutes
    expect(spaces.replace(translateRegex(" *\\n", "pattern"), "")).toBe(spaces);
  });
});
