/** Files that somebody damaged, by accident or on purpose: an error with a name, or an answer, and in time. */
import { readFileSync } from "node:fs";
import { seededRandom } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";
import { Tokenizer, TokenizerError } from "../src/index.ts";
import { trainBPE, trainUnigram, trainWordLevel, trainWordPiece } from "../src/training/index.ts";
import {
  Dice,
  type Json,
  randomDecoder,
  randomNormalizer,
  randomPostProcessor,
  randomPreTokenizer,
  randomText,
  sequenceOf,
} from "./differential/random-tokenizer.ts";

const { texts } = JSON.parse(readFileSync(new URL("training/fixtures/rust-trainers.json", import.meta.url), "utf8"));

/** `LLM_ANATOMY_FUZZ=20000` tries more. */
const rounds = Number(process.env.LLM_ANATOMY_FUZZ ?? 400);

/** Every place in a JSON value, as [container, key]; of long lists only some. */
function places(value: unknown, dice: Dice, found: [Json, string][] = []): [Json, string][] {
  if (typeof value !== "object" || value === null) return found;
  const keys = Object.keys(value);
  for (const key of keys.length > 20 ? Array.from({ length: 20 }, () => dice.pick(keys)) : keys) {
    found.push([value as Json, key]);
    places((value as Json)[key], dice, found);
  }
  return found;
}

const strange = [
  null,
  undefined,
  true,
  -1,
  0.5,
  2 ** 40,
  Number.NaN,
  "",
  "a",
  "\ud800",
  [],
  [[]],
  {},
  { type: "BPE" },
  ["a", "b", "c"],
  "constructor",
  "(a+)+$",
  "[",
];

function damage(file: Json, dice: Dice): void {
  for (let n = 0; n <= dice.below(2); n++) {
    const [container, key] = dice.pick(places(file, dice));
    const kind = dice.below(5);
    if (kind === 0) delete container[key];
    else if (kind === 1) container[dice.pick(["type", "__proto__x", "toString", "id", "vocab"])] = dice.pick(strange);
    else if (kind === 2) container[key] = structuredClone(dice.pick(places(file, dice))[0]);
    else container[key] = structuredClone(dice.pick(strange));
  }
}

it("Tokenizer.fromJSON(damaged) and encode(text) fail with a named error or give an answer, and never hang", async () => {
  const dice = new Dice(seededRandom(3));
  const specialTokens = ["<unk>", "<s>"];
  const models = [
    await trainBPE(texts, { vocabSize: 400, specialTokens }),
    await trainWordPiece(texts, { vocabSize: 300, specialTokens: ["[UNK]", "<s>"] }),
    await trainUnigram(texts, { vocabSize: 300, specialTokens }),
    await trainWordLevel(texts, { vocabSize: 100, specialTokens, unkToken: "<unk>" }),
  ];
  let refused = 0;
  let answered = 0;
  for (let round = 0; round < rounds; round++) {
    const file = structuredClone(dice.pick(models)) as unknown as Json;
    if (dice.bool()) file.normalizer = sequenceOf(dice, "normalizers", () => randomNormalizer(dice));
    if (dice.bool()) file.pre_tokenizer = sequenceOf(dice, "pretokenizers", () => randomPreTokenizer(dice));
    if (dice.bool()) file.post_processor = randomPostProcessor(dice);
    if (dice.bool()) file.decoder = sequenceOf(dice, "decoders", () => randomDecoder(dice));
    damage(file, dice);
    const start = performance.now();
    try {
      const given = dice.bool() ? JSON.stringify(file) : file;
      const tokenizer = Tokenizer.fromJSON(given);
      const encoding = tokenizer.encode(randomText(dice));
      expect(encoding.tokens).toHaveLength(encoding.ids.length);
      expect(encoding.ids.every((id) => Number.isInteger(id) && id >= 0)).toBe(true);
      expect(typeof tokenizer.decode(encoding.ids)).toBe("string");
      answered++;
    } catch (error) {
      if (!(error instanceof TokenizerError || error instanceof RangeError)) throw error;
      expect((error as Error).message).toMatch(/^[a-z_.]+.*: |^encode: |^truncation: /);
      refused++;
    }
    expect(performance.now() - start).toBeLessThan(5000);
  }
  expect(refused).toBeGreaterThan(rounds / 4);
  expect(answered).toBeGreaterThan(rounds / 20);
}, 600_000);

it("Tokenizer.fromJSON(text) of a cut file fails with a SyntaxError, wherever it is cut", async () => {
  const text = JSON.stringify(await trainBPE(texts, { vocabSize: 300 }));
  for (let end = 0; end < text.length; end += 131) {
    expect(() => Tokenizer.fromJSON(text.slice(0, end))).toThrow(SyntaxError);
  }
});

it("encode(text) ends when merges lead in circles", () => {
  const vocab = { a: 0, b: 1, ab: 2, aba: 3 };
  // The union of a pair is another pair's half, and the other way round; a pair that is there twice counts with its later rank.
  const merges = ["a b", "ab a", "a b", "ab a"];
  const tokenizer = Tokenizer.fromJSON({ model: { type: "BPE", vocab, merges } });
  expect(tokenizer.encode("abab".repeat(1000)).ids).toHaveLength(2000);
});

it.each(["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"])(
  "encode(%j) is an ordinary token",
  (token) => {
    for (const type of ["WordLevel", "WordPiece", "Unigram", "BPE"]) {
      const vocab = JSON.parse(`{"?": 0, "${token}": 1}`); // an object literal would set its prototype
      const model = {
        WordLevel: { type, vocab, unk_token: "?" },
        WordPiece: { type, vocab, unk_token: "?", continuing_subword_prefix: "##", max_input_chars_per_word: 100 },
        Unigram: {
          type,
          vocab: [
            ["?", -1],
            [token, -1],
          ],
          unk_id: 0,
        },
        BPE: { type, vocab, merges: [], ignore_merges: true, unk_token: "?" },
      }[type];
      const file = { pre_tokenizer: { type: "WhitespaceSplit" }, model };
      for (const tokenizer of [Tokenizer.fromJSON(file), Tokenizer.fromJSON(JSON.stringify(file))]) {
        expect(tokenizer.encode(token).ids).toEqual([1]);
        expect(tokenizer.encodeIds(token)).toEqual([1]);
        expect(tokenizer.decode([1])).toBe(token);
        expect(tokenizer.tokenToId("isPrototypeOf")).toBeUndefined();
      }
    }
  },
);
