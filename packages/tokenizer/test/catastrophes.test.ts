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
});
