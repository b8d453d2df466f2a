import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { forEachPiece, UnitWindow } from "../src/fast/unit-window.ts";
import { createWordScanner, gpt2Expression, knownExpressions } from "../src/fast/word-scanner.ts";
import { findMatches } from "../src/find-matches.ts";
import { translateRegex } from "../src/regex/translate.ts";

/** Characters at which the expressions decide, and a few of every kind. */
const alphabet = [
  ..."aabZZé'sStTrRveEmlLdD012٣½Ⅳ  \t\n\r\n\u0085\u00a0\u3000\ufeff.,!?/-_()#漢字かなǅǆªʰˈſ",
  ..."\u0301\u0903\u200d",
  ..."𝐀𝐚😀🏽𞤀𞤢",
  "'s",
  "'LL",
  "'re",
  "  ",
  "\r\n",
  "\n\n",
];

function randomText(random: () => number, length: number): string {
  return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join("");
}

function scanned(text: string, scanner: ReturnType<typeof createWordScanner>): string[] {
  const pieces: string[] = [];
  forEachPiece(new UnitWindow(), text, 0, text.length, scanner, (units, start, end) => {
    pieces.push(String.fromCharCode(...units.subarray(start, end)));
  });
  return pieces;
}

function matched(text: string, pattern: RegExp): string[] {
  const ranges = findMatches(pattern, text);
  return Array.from({ length: ranges.length / 2 }, (_, i) => text.slice(ranges[2 * i], ranges[2 * i + 1]));
}

describe("createWordScanner", () => {
  for (const [expression, style] of knownExpressions) {
    it(`scan(units) cuts random texts as ${expression.slice(0, 40)}… does`, () => {
      const random = seededRandom(7);
      const pattern = translateRegex(expression, "pattern");
      const scanner = createWordScanner(style);
      for (let n = 0; n < 1500; n++) {
        const text = randomText(random, 1 + Math.floor(random() * 14));
        expect(scanned(text, scanner), JSON.stringify(text)).toEqual(matched(text, pattern));
      }
    });
  }

  it("scan(units) with digits apart cuts as splitting at digits first does", () => {
    const random = seededRandom(8);
    const pattern = translateRegex(gpt2Expression, "pattern");
    const scanner = createWordScanner({ ...knownExpressions.get(gpt2Expression)!, digitsApart: true });
    for (let n = 0; n < 1500; n++) {
      const text = randomText(random, 1 + Math.floor(random() * 14));
      const expected = text.split(/(\p{N})/u).flatMap((part) => (part === "" ? [] : matched(part, pattern)));
      expect(scanned(text, scanner), JSON.stringify(text)).toEqual(expected);
    }
  });

  it("forEachPiece(window, text) gives the same pieces when a text needs many windows", () => {
    const random = seededRandom(9);
    for (const style of knownExpressions.values()) {
      const text = `${randomText(random, 60_000)}${"A".repeat(70_000)}${randomText(random, 60_000)}`;
      const scanner = createWordScanner(style);
      const whole = new UnitWindow();
      whole.units = new Uint16Array(text.length);
      const expected: number[] = [];
      forEachPiece(whole, text, 0, text.length, scanner, (_units, _start, _end, at) => expected.push(at));
      const got: number[] = [];
      forEachPiece(new UnitWindow(), text, 0, text.length, scanner, (_units, _start, _end, at) => got.push(at));
      expect(got).toEqual(expected);
    }
  });
});
