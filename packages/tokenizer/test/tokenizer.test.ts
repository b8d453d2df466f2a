import { describe, expect, it } from "vitest";
import { Tokenizer } from "../src/index.ts";

/** Learnt by hand: "lo" first, then "low". Byte-level, so that every text can be encoded. */
function lowTokenizer(overrides: Record<string, unknown> = {}): Tokenizer {
  const alphabet = ["l", "o", "w", "Ġ", "ð", "Ł", "ĺ", "Ģ", "Ã", "©"];
  const tokens = ["<s>", ...alphabet, "lo", "low", "Ġlow"];
  return Tokenizer.fromJSON({
    version: "1.0",
    added_tokens: [
      { id: 0, content: "<s>", single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
    ],
    normalizer: null,
    pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: {
      type: "TemplateProcessing",
      single: [{ SpecialToken: { id: "<s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
      pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 1 } }],
      special_tokens: { "<s>": { id: "<s>", ids: [0], tokens: ["<s>"] } },
    },
    decoder: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true },
    model: {
      type: "BPE",
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: ["l o", "lo w", ["Ġ", "low"]],
    },
    ...overrides,
  });
}

describe("Tokenizer", () => {
  it("encode(text) joins pairs in the order they were learnt", () => {
    const encoding = lowTokenizer().encode("low lo");
    expect(encoding.tokens).toEqual(["<s>", "low", "Ġ", "lo"]);
    expect(encoding.ids).toEqual([0, 12, 4, 11]);
    expect(encoding.offsets).toEqual([
      [0, 0],
      [0, 3],
      [3, 4],
      [4, 6],
    ]);
    expect(encoding.wordIds).toEqual([null, 0, 1, 1]);
    expect(encoding.specialTokensMask).toEqual([1, 0, 0, 0]);
  });

  it("encode(text) gives all bytes of one character the offsets of the character", () => {
    const tokenizer = lowTokenizer({ post_processor: null });
    expect(tokenizer.encode("é😀").offsets).toEqual([
      [0, 1],
      [0, 1],
      [1, 3],
      [1, 3],
      [1, 3],
      [1, 3],
    ]);
    expect(tokenizer.encode("é😀", { offsets: "codepoint" }).offsets[2]).toEqual([1, 2]);
  });

  it("createDecodeStream().push(id) holds back half a character", () => {
    const stream = lowTokenizer().createDecodeStream();
    expect([12, 5, 6, 7, 8, 13].map((id) => stream.push(id))).toEqual(["low", "", "", "", "😀", " low"]);
  });

  it("decode(ids) leaves special tokens out when asked", () => {
    expect(lowTokenizer().decode([0, 12, 13])).toBe("<s>low low");
    expect(lowTokenizer().decode([0, 12, 13], { skipSpecialTokens: true })).toBe("low low");
  });

  it("Tokenizer.fromJSON(json) refuses a component it does not know, by name", () => {
    expect(() => lowTokenizer({ decoder: { type: "Rot13" } })).toThrow(
      'decoder.type: is "Rot13", a decoder that is not supported here. Supported: Sequence, ByteLevel, WordPiece, ' +
        "Metaspace, BPEDecoder, CTC, Replace, Fuse, Strip, ByteFallback.",
    );
  });

  it("encode(text, options) refuses an option it does not know", () => {
    expect(() => lowTokenizer().encode("low", { max_length: 3 } as object)).toThrow(
      'encode: "max_length" is not an option. Options: pair, addSpecialTokens, truncation, padding, offsets, dropout, random.',
    );
  });

  it("encode(text) gives the same ids with and without offsets when spaces have become Ġ before white space splits", () => {
    const tokenizer = lowTokenizer({
      post_processor: null,
      pre_tokenizer: {
        type: "Sequence",
        pretokenizers: [
          { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: false },
          { type: "WhitespaceSplit" },
        ],
      },
      model: {
        type: "Unigram",
        unk_id: 0,
        vocab: [
          ["<unk>", 0],
          ["lo", -1],
        ],
      },
    });
    expect(tokenizer.encode("low wlo lo").tokens).toEqual(["lo", "wĠw", "lo", "Ġ", "lo"]);
    expect(tokenizer.encodeIds("low wlo lo")).toEqual([1, 0, 1, 0, 1]);
  });

  it("encode(text) of hundreds of thousands of unknown characters overflows no stack", () => {
    const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
    const vocab = [["<unk>", -1], ...bytes.map((token) => [token, -20])];
    const unigram = Tokenizer.fromJSON({ model: { type: "Unigram", unk_id: 0, byte_fallback: true, vocab } });
    expect(unigram.encodeIds("😀".repeat(100_000))).toHaveLength(400_000);
    const bpe = lowTokenizer({ post_processor: null });
    expect(bpe.encodeIds("low".repeat(100_000))).toHaveLength(100_000);
    expect(bpe.encode("😀".repeat(100_000)).tokens).toHaveLength(400_000);
  });

  it("encode(text) breaks ties of a Unigram model as the reference, whose scores are rounded twice, does", () => {
    // T5's scores: read as 2.0122928619384766 they make "-" + "---" + "---" the better by one bit.
    const vocab = [
      ["<unk>", 0],
      ["▁", -2.0122928619384766],
      ["-", -5.129043102264404],
      ["---", -12.130167007446289],
    ];
    const tokenizer = Tokenizer.fromJSON({ model: { type: "Unigram", unk_id: 0, vocab } });
    expect(tokenizer.encode("▁-------").tokens).toEqual(["▁", "---", "---", "-"]);
  });
});
