import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compilePythonPattern, translate } from "../src/python-regular-expression.ts";

interface Fixture {
  texts: string[];
  cases: { pattern: string; matches: string[][] }[];
  refused: string[];
}

const fixture = JSON.parse(readFileSync(new URL("./fixtures/token-patterns.json", import.meta.url), "utf8")) as Fixture;

describe("compilePythonPattern, as Python's re.findall", () => {
  for (const { pattern, matches } of fixture.cases) {
    it(`compilePythonPattern(${JSON.stringify(pattern)}) finds what Python finds`, () => {
      const { findAll } = compilePythonPattern(pattern);
      expect(fixture.texts.map((text) => findAll(text))).toEqual(matches);
    });
  }
  for (const pattern of fixture.refused) {
    it(`compilePythonPattern(${JSON.stringify(pattern)}) refuses what Python refuses`, () => {
      expect(() => compilePythonPattern(pattern)).toThrow(RangeError);
    });
  }
});

describe("compilePythonPattern", () => {
  it("compilePythonPattern(default) takes the same words by the shortcut as by the translated boundaries", () => {
    const { source, flags } = translate("(?u)\\b\\w\\w+\\b");
    for (const text of fixture.texts) {
      expect(compilePythonPattern("(?u)\\b\\w\\w+\\b").findAll(text)).toEqual(
        text.match(new RegExp(source, flags)) ?? [],
      );
    }
  });

  it("compilePythonPattern(pattern) names what it does not support", () => {
    expect(() => compilePythonPattern("(a)(?(1)b|c)")).toThrow(
      'tokenPattern: "(a)(?(1)b|c)" at character 5: conditional groups (?(…)…|…) are not supported. Python\'s syntax is expected.',
    );
    expect(() => compilePythonPattern("\\N{DASH}")).toThrow("the escape \\N is not supported");
  });

  it("compilePythonPattern(pattern) counts groups, named ones too", () => {
    expect(compilePythonPattern("(a)(?:b)(?P<c>d)").groups).toBe(2);
  });
});
