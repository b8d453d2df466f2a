/**
 * Files that the reference takes although something in them is odd, and places where tables differ. All expected values come from Hugging Face's Rust library,
 * tokenizers 0.22.2; those of 0.23.2 are the same where nothing else is said.
 */
import { describe, expect, it } from "vitest";
import { type Encoding, Tokenizer } from "../src/index.ts";

const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
const template = {
  type: "TemplateProcessing",
  single: [{ SpecialToken: { id: "<s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
  pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 1 } }],
  special_tokens: { "<s>": { id: "<s>", ids: [0], tokens: ["<s>"] } },
};
const sepAndCls = { sep: ["w", 3], cls: ["<s>", 0] };

/** "lo" first, then "low", then " low". Read from a text, as a file is. */
function lowTokenizer(overrides: Record<string, unknown>): Tokenizer {
  const tokens = ["<s>", "l", "o", "w", "Ġ", "ð", "Ł", "ĺ", "Ģ", "Ã", "©", "lo", "low", "Ġlow"];
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return Tokenizer.fromJSON(
    JSON.stringify({
      version: "1.0",
      added_tokens: [{ id: 0, content: "<s>", ...flags }],
      pre_tokenizer: byteLevel,
      model: {
        type: "BPE",
        vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
        merges: ["l o", "lo w", "Ġ low"],
      },
      ...overrides,
    }),
  );
}

const idsAndTypes = ({ ids, typeIds }: Encoding) => [ids, typeIds];

describe("Tokenizer.fromJSON(json)", () => {
  it("passes over the keys that a post-processor has left over from another one", () => {
    const leftOver = { add_prefix_space: true, trim_offsets: false, use_regex: true };
    const encoding = lowTokenizer({ post_processor: { ...leftOver, ...template } }).encode("low lo");
    expect(encoding.ids).toEqual([0, 12, 4, 11]);
    expect(encoding.offsets[1]).toEqual([0, 3]);
  });

  it("takes a template with sep and cls for RoBERTa's or BERT's, by the keys that are there", () => {
    const roberta = lowTokenizer({
      post_processor: { ...template, ...sepAndCls, trim_offsets: true, add_prefix_space: true },
    });
    expect(idsAndTypes(roberta.encode("low", { pair: " low" }))).toEqual([
      [0, 12, 3, 3, 13, 3],
      [0, 0, 0, 0, 0, 0],
    ]);
    const bert = lowTokenizer({ post_processor: { ...template, ...sepAndCls } });
    expect(idsAndTypes(bert.encode("low", { pair: " low" }))).toEqual([
      [0, 12, 3, 13, 3],
      [0, 0, 0, 1, 1],
    ]);
  });

  it("takes RobertaProcessing without its own keys for BERT's", () => {
    const tokenizer = lowTokenizer({ post_processor: { type: "RobertaProcessing", ...sepAndCls } });
    expect(idsAndTypes(tokenizer.encode("low", { pair: " low" }))).toEqual([
      [0, 12, 3, 13, 3],
      [0, 0, 0, 1, 1],
    ]);
  });

  it("takes a template that names a token it does not have, as long as the token is not needed", () => {
    const tokenizer = lowTokenizer({ post_processor: { ...template, special_tokens: {} } });
    expect(tokenizer.encode("low", { addSpecialTokens: false }).ids).toEqual([12]);
    expect(() => tokenizer.encode("low")).toThrow(
      'post_processor.special_tokens: has no "<s>", which the template names.',
    );
  });

  it("refuses a key at the top, as the reference does", () => {
    expect(() => lowTokenizer({ chat_template: "" })).toThrow(
      "tokenizer.json.chat_template: is no part of a tokenizer.json.",
    );
  });

  it("takes any limit for the length of a word", () => {
    const model = { type: "WordPiece", unk_token: "a", continuing_subword_prefix: "##", vocab: { a: 0 } };
    const tokenizer = lowTokenizer({ model: { ...model, max_input_chars_per_word: 2 ** 40 } });
    expect(tokenizer.encode("a").ids).toEqual([0]);
  });

  it("splits between all characters at a text that is empty", () => {
    const split = { type: "Split", pattern: { String: "" }, behavior: "Isolated", invert: false };
    const tokenizer = lowTokenizer({
      pre_tokenizer: { type: "Sequence", pretokenizers: [split, { ...byteLevel, use_regex: false }] },
    });
    expect(tokenizer.encode("low lo").ids).toEqual([1, 2, 3, 4, 1, 2]);
  });

  it("takes tokens that share an id: their merges are found by ids", () => {
    const model = { type: "BPE", unk_token: "<unk>", vocab: { "<unk>": 0, x: 1, y: 2, z: 2, xy: 3 }, merges: ["x y"] };
    const tokenizer = lowTokenizer({ pre_tokenizer: null, added_tokens: [], model });
    const encoding = tokenizer.encode("xyxzyx?");
    expect(encoding.ids).toEqual([3, 3, 2, 1, 0]);
    expect(encoding.offsets.map(([, end]) => end)).toEqual([2, 4, 5, 6, 7]);
    expect(tokenizer.encodeIds("xyxzyx?")).toEqual([3, 3, 2, 1, 0]);
    expect(tokenizer.tokenToId("y")).toBe(2);
  });
});

describe("encode(text)", () => {
  it("puts the space before a text, trimmed off, behind the first character: in UTF-16 behind the whole pair", () => {
    const tokenizer = lowTokenizer({
      pre_tokenizer: { ...byteLevel, add_prefix_space: true },
      post_processor: byteLevel,
    });
    expect(tokenizer.encode("😀l", { offsets: "codepoint" }).offsets.slice(0, 2)).toEqual([
      [1, 1],
      [0, 1],
    ]);
    expect(tokenizer.encode("😀l").offsets.slice(0, 2)).toEqual([
      [2, 2],
      [0, 2],
    ]);
  });

  it.each([
    ["\\p{Extended_Pictographic}", "a★☆b😀🀀c", ["a", "★", "☆b", "😀", "🀀", "c"]],
    ["\\p{Cased}", "1ʕ2a", ["1", "ʕ", "2", "a"]],
    ["\\p{Lowercase}", "1ʕ2aA", ["1", "ʕ", "2", "a", "A"]],
    ["(?i)ı", "ıiIı", ["ı", "iI", "ı"]],
  ])("splits at %s as of Unicode 16, whatever the engine knows", (Regex, text, pieces) => {
    const tokenizer = lowTokenizer({
      pre_tokenizer: { type: "Split", pattern: { Regex }, behavior: "Isolated", invert: false },
      model: { type: "WordLevel", unk_token: "?", vocab: { "?": 0 } },
      added_tokens: [],
    });
    expect(tokenizer.encode(text).offsets.map(([start, end]) => text.slice(start, end))).toEqual(pieces);
  });
});

/** As 0.22.2 has them; 0.23.2 finds a special token in both its forms, and lets a repeated one count again. */
describe("added tokens", () => {
  const added = (content: string, flags: Record<string, boolean>) => ({
    id: 9,
    content,
    ...{ single_word: false, lstrip: false, rstrip: false, normalized: false, special: false },
    ...flags,
  });
  const lowercase = { type: "Lowercase" };

  it.each([
    {
      what: "of a special token that is there twice, only its special form is looked for",
      tokens: [added("x", { special: true, lstrip: true }), added("x", { normalized: true })],
      normalizer: lowercase,
      text: "X b xx",
      ids: [0, 1, 2, 2],
      ends: [1, 3, 5, 6],
    },
    {
      what: "of a token that is there twice, the last one says what it swallows",
      tokens: [added("x", {}), added("x", { rstrip: true })],
      text: "x b x  b",
      ids: [2, 1, 2, 1],
      ends: [2, 3, 7, 8],
    },
    {
      what: "a token that repeats an earlier one says nothing new",
      tokens: [added("x", { normalized: true }), added("x", { rstrip: true }), added("x", { normalized: true })],
      text: "x b x  b",
      ids: [2, 1, 2, 1],
      ends: [2, 3, 7, 8],
    },
    {
      what: "a token that the one before swallowed whole is none",
      tokens: [added("\n", { lstrip: true, rstrip: true })],
      text: "b\n\nb \n \n b",
      ids: [1, 2, 1, 2, 1],
      ends: [1, 3, 4, 9, 10],
    },
  ])("$what", ({ tokens, normalizer, text, ids, ends }) => {
    const tokenizer = lowTokenizer({
      added_tokens: tokens,
      normalizer,
      pre_tokenizer: { type: "Whitespace" },
      model: { type: "WordLevel", unk_token: "?", vocab: { "?": 0, b: 1 } },
    });
    const encoding = tokenizer.encode(text);
    expect(encoding.ids).toEqual(ids);
    expect(encoding.offsets.map(([, end]) => end)).toEqual(ends);
  });
});
