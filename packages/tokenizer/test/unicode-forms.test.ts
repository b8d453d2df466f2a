import { seededRandom } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";
import { normalizeForm } from "../src/normalizers/unicode-forms.ts";

const marks = [
  ..."\u0301\u0300\u0327\u0323\u0334\u0338\u0345\u0315\u05b0\u064b\u093c\u0903\u0f71\u0f73\u3099\u{1d165}\u0344\u035d",
];

it("normalizeForm(text) orders long runs of marks as the engine does", () => {
  const random = seededRandom(5);
  for (const form of ["NFC", "NFD", "NFKC", "NFKD"] as const) {
    for (let n = 0; n < 20; n++) {
      const run = Array.from({ length: 64 + n * 7 }, () => marks[Math.floor(random() * marks.length)]).join("");
      const text = `é${run}a${run}`;
      expect(normalizeForm(text, null, form)).toBe(text.normalize(form));
      expect(normalizeForm(text, [], form)).toBe(text.normalize(form));
    }
  }
});

it("normalizeForm(text) of a hundred thousand marks takes no time that grows with their square", () => {
  const text = `e${"\u0301\u0327".repeat(50_000)}`; // the engine alone needs many seconds for this
  const start = performance.now();
  expect(normalizeForm(text, null, "NFC")).toBe(`\u0229${"\u0327".repeat(49_999)}${"\u0301".repeat(50_000)}`);
  expect(normalizeForm(text, [], "NFD")).toHaveLength(text.length);
  expect(performance.now() - start).toBeLessThan(5000);
});
