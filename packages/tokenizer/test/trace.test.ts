import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describeWithFixtures, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { type BPETrace, mergeStates, Tokenizer, trace, type UnigramTrace } from "../src/index.ts";

const special = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
const ids = (tokens: string[]) => Object.fromEntries(tokens.map((token, id) => [token, id]));

const low = Tokenizer.fromJSON({
  added_tokens: [{ id: 0, content: "<s>", ...special }],
  normalizer: { type: "Sequence", normalizers: [{ type: "NFKC" }, { type: "Lowercase" }] },
  pre_tokenizer: { type: "Whitespace" },
  post_processor: {
    type: "TemplateProcessing",
    single: [{ SpecialToken: { id: "<s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
    pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 1 } }],
    special_tokens: { "<s>": { id: "<s>", ids: [0], tokens: ["<s>"] } },
  },
  model: {
    type: "BPE",
    vocab: ids(["<s>", "l", "o", "w", "e", "r", "f", "i", "lo", "er", "low", "lower", "fi"]),
    merges: ["l o", "e r", "lo w", "low er", "f i"],
  },
});

describe("trace", () => {
  it("trace(text) keeps the text after each stage, and where it came from", () => {
    const { stages, tokens, ids } = low.trace("LOW<s> ﬁ");
    expect(stages.map(({ kind, type, pieces }) => [kind, type, pieces.map(({ text }) => text)])).toEqual([
      ["added-tokens", "as they are", ["LOW", "<s>", " ﬁ"]],
      ["normalizer", "NFKC", ["LOW", "<s>", " fi"]],
      ["normalizer", "Lowercase", ["low", "<s>", " fi"]],
      ["pre-tokenizer", "Whitespace", ["low", "<s>", "fi"]],
    ]);
    expect(stages[0].pieces[1].addedToken).toBe(0);
    expect(stages[2].pieces[2]).toEqual({
      text: " fi",
      offsets: [6, 8],
      alignment: [
        [6, 7],
        [7, 8],
        [7, 8],
      ],
      addedToken: null,
    });
    expect(tokens.map(({ token, offsets, word }) => [token, offsets, word])).toEqual([
      ["<s>", [0, 0], null],
      ["low", [0, 3], 0],
      ["<s>", [3, 6], 1],
      ["fi", [7, 8], 2],
    ]);
    expect(ids).toEqual(low.encode("LOW<s> ﬁ").ids);
  });

  it("trace(text) of BPE gives each merge with its rank, in the order they happened", () => {
    const { words } = low.trace("slower");
    const model = words[0].model as BPETrace;
    expect(model.symbols.map(({ token }) => token)).toEqual(["l", "o", "w", "e", "r"]); // no "s", and no unknown token
    expect(model.merges).toEqual([
      { rank: 0, left: "l", right: "o", token: "lo", id: 8, symbols: [0, 2] },
      { rank: 1, left: "e", right: "r", token: "er", id: 9, symbols: [3, 5] },
      { rank: 2, left: "lo", right: "w", token: "low", id: 10, symbols: [0, 3] },
      { rank: 3, left: "low", right: "er", token: "lower", id: 11, symbols: [0, 5] },
    ]);
    expect(mergeStates(model)).toEqual([
      ["l", "o", "w", "e", "r"],
      ["lo", "w", "e", "r"],
      ["lo", "w", "er"],
      ["low", "er"],
      ["lower"],
    ]);
  });

  it("trace(text, { dropout, random }) tells which merges were passed over", () => {
    const never = low.trace("low", { dropout: 0.5, random: () => 0.9 });
    expect((never.words[0].model as BPETrace).passedOver).toEqual([]);
    const draws = [0.1, 0.9]; // the first pair is passed over; none is left, so nothing is joined
    const { words } = low.trace("lo", { dropout: 0.5, random: () => draws.shift()! });
    expect(words[0].model).toMatchObject({ merges: [], passedOver: [{ rank: 0, symbol: 0 }] });
    const seeded = () => low.trace("lower", { dropout: 0.5, random: seededRandom(3) });
    expect(seeded()).toEqual(seeded());
    expect(seeded().ids).toEqual(low.encode("lower", { dropout: 0.5, random: seededRandom(3) }).ids);
  });

  it("trace(text) of WordPiece tells what was tried before each token", () => {
    const model = {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: ids(["[UNK]", "un", "##able", "##a"]),
    };
    const tokenizer = Tokenizer.fromJSON({ pre_tokenizer: { type: "Whitespace" }, model });
    expect(tokenizer.trace("unable").words[0].model).toEqual({
      type: "WordPiece",
      matches: [
        { start: 0, end: 2, tried: ["unable", "unabl", "unab", "una"], token: "un" },
        { start: 2, end: 6, tried: [], token: "##able" },
      ],
    });
    expect(tokenizer.trace("unx").words[0]).toMatchObject({
      model: { matches: [{ token: "un" }, { start: 2, tried: ["##x"], token: null }] },
      tokens: [{ token: "[UNK]", offsets: [0, 3] }],
    });
  });

  it("trace(text) of Unigram gives every candidate, and which of them are on the best way", () => {
    const vocab = [
      ["<unk>", 0],
      ["a", -1],
      ["ab", -3],
      ["b", -1.5],
    ];
    const { words } = Tokenizer.fromJSON({ model: { type: "Unigram", unk_id: 0, vocab } }).trace("abc");
    expect(words[0].model).toEqual({
      type: "Unigram",
      candidates: [
        { token: "a", id: 1, start: 0, end: 1, score: -1, total: -1, chosen: true },
        { token: "ab", id: 2, start: 0, end: 2, score: -3, total: -3, chosen: false },
        { token: "b", id: 3, start: 1, end: 2, score: -1.5, total: -2.5, chosen: true },
        { token: "c", id: 0, start: 2, end: 3, score: -13, total: -15.5, chosen: true },
      ],
      score: -15.5,
    });
  });

  it("trace(text) of WordLevel tells whether the word is known", () => {
    const model = { type: "WordLevel", unk_token: "?", vocab: ids(["?", "yes"]) };
    const { words } = Tokenizer.fromJSON({ pre_tokenizer: { type: "Whitespace" }, model }).trace("yes no");
    expect(words.map((word) => word.model)).toEqual([
      { type: "WordLevel", known: true },
      { type: "WordLevel", known: false },
    ]);
  });

  it("trace(text, options) refuses an option it does not know, and dropout where there is none", () => {
    expect(() => low.trace("low", { pair: "x" } as object)).toThrow('trace: "pair" is not an option.');
    const model = { type: "WordLevel", unk_token: "?", vocab: { "?": 0 } };
    expect(() => trace(Tokenizer.fromJSON({ model }), "a", { dropout: 0.1 })).toThrow(
      "dropout is for BPE models, and this one is WordLevel.",
    );
  });
});

describeWithFixtures("trace, over every component", "tokenizers", (folder) => {
  it("trace(text) ends with the tokens of encode(text)", () => {
    const { texts } = JSON.parse(readFileSync(join(folder, "texts.json"), "utf8")) as { texts: { text: string }[] };
    const some = texts.filter(({ text }, i) => i % 30 === 0 && text.length < 300);
    for (const name of readdirSync(join(folder, "variants"))) {
      if (name === "index.json") continue;
      const file = readFileSync(join(folder, "variants", name, "tokenizer.json.gz"));
      const tokenizer = Tokenizer.fromJSON(gunzipSync(file).toString());
      for (const { text } of some) {
        const { tokens, words } = tokenizer.trace(text);
        const encoding = tokenizer.encode(text, { truncation: null, padding: null });
        expect(
          tokens.map(({ id, token, offsets, word, typeId }) => [id, token, offsets, word, typeId]),
          `${name}: ${text}`,
        ).toEqual(
          encoding.ids.map((id, i) => [
            id,
            encoding.tokens[i],
            encoding.offsets[i],
            encoding.wordIds[i],
            encoding.typeIds[i],
          ]),
        );
        for (const { model } of words) {
          if (model?.type === "Unigram") expect(chosenScore(model)).toBeCloseTo(model.score, 6);
        }
      }
    }
  });
});

function chosenScore({ candidates }: UnigramTrace): number {
  return candidates.filter(({ chosen }) => chosen).reduce((sum, { score }) => sum + score, 0);
}
