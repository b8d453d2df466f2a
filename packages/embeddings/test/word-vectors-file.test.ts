import { readFileSync } from "node:fs";
import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  formatWord2VecBinary,
  formatWordVectorsText,
  parseWord2VecBinary,
  parseWordVectorsText,
  type WordVectors,
} from "../src/index.ts";

const read = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const bytes = (text: string) => new TextEncoder().encode(text);

const expected: WordVectors = {
  words: ["the", "café", "日本", "a"],
  dim: 3,
  vectors: Float32Array.of(1, -2, 0.5, 0.1, 1e-20, 3e10, 0, 0, 0, -0.25, 7, 8),
};

describe("parity with gensim", () => {
  it("parseWord2VecBinary(bytes) reads what gensim wrote", () => {
    expect(parseWord2VecBinary(read("gensim.bin"))).toEqual(expected);
  });
  it("parseWordVectorsText(bytes) reads word2vec and GloVe text", () => {
    expect(parseWordVectorsText(read("gensim.txt"))).toEqual(expected);
    expect(parseWordVectorsText(read("gensim-glove.txt"))).toEqual(expected);
  });
});

describe("round trips", () => {
  it("parse(format(vectors)) is exact in all three formats", () => {
    const random = seededRandom(1);
    const vectors: WordVectors = {
      words: ["a", "é", "x".repeat(300)],
      dim: 5,
      vectors: Float32Array.from({ length: 15 }, () => (random() - 0.5) * 10 ** (random() * 30 - 15)),
    };
    expect(parseWord2VecBinary(formatWord2VecBinary(vectors))).toEqual(vectors);
    expect(parseWordVectorsText(formatWordVectorsText(vectors))).toEqual(vectors);
    expect(parseWordVectorsText(formatWordVectorsText(vectors, { header: false }))).toEqual(vectors);
  });
  it("parse(bytes, { maxWords }) reads the first words only", () => {
    for (const parsed of [
      parseWord2VecBinary(read("gensim.bin"), { maxWords: 2 }),
      parseWordVectorsText(read("gensim.txt"), { maxWords: 2 }),
    ]) {
      expect(parsed.words).toEqual(["the", "café"]);
      expect(parsed.vectors).toEqual(expected.vectors.slice(0, 6));
    }
  });
  it("parseWordVectorsText(bytes) takes words that hold spaces, \\r\\n and a missing last newline", () => {
    expect(parseWordVectorsText(bytes("2 2\r\nat a.com 1 2\r\nb 3 4"))).toMatchObject({ words: ["at a.com", "b"] });
  });
});

describe("errors", () => {
  it("parseWordVectorsText(bytes) names the line", () => {
    expect(() => parseWordVectorsText(bytes("a 1 2\nb 3\n"), { file: "glove.txt" })).toThrow(
      "glove.txt: line 2 has 1 numbers but the vectors have 2. The file is damaged or cut off; download it again.",
    );
    expect(() => parseWordVectorsText(bytes("a 1 2\nb 3 x\n"))).toThrow(
      'word vectors: line 2, number 2 is "x". The file is damaged or not a text file of word vectors.',
    );
    expect(() => parseWordVectorsText(bytes("5 2\na 1 2\n"))).toThrow(
      "word vectors: the first line announces 5 words but there are 1. The file is cut off; download it again.",
    );
    expect(() => parseWordVectorsText(bytes(""))).toThrow("word vectors: there are no words in it.");
  });
  it("parseWord2VecBinary(bytes) believes no header that the file cannot hold", () => {
    expect(() => parseWord2VecBinary(bytes("4000000000 300\nabc"))).toThrow(
      "word vectors: the header announces 4000000000 words of 300 numbers but 18 bytes hold at most 0. The file is cut off; download it again.",
    );
    expect(() => parseWord2VecBinary(bytes("GGUF rubbish"))).toThrow(
      'word vectors: the first line is not "<words> <dim>". This is not word2vec\'s binary format.',
    );
    expect(() => parseWord2VecBinary(bytes("1 99999999\n"))).toThrow(
      "word vectors: vectors have 99999999 numbers but 1 to 65536 are expected. This is not a file of word vectors.",
    );
  });
  it("parseWord2VecBinary(bytes) refuses every truncation with a RangeError", () => {
    const whole = read("gensim.bin");
    for (let length = 0; length < whole.length - 1; length++) {
      expect(() => parseWord2VecBinary(whole.subarray(0, length))).toThrow(RangeError);
    }
  });
  it("parse(bytes) survives random damage: vectors or a RangeError, nothing else", () => {
    const random = seededRandom(2);
    for (const [name, parse] of [
      ["gensim.bin", parseWord2VecBinary],
      ["gensim.txt", parseWordVectorsText],
    ] as const) {
      for (let round = 0; round < 500; round++) {
        const damaged = read(name);
        for (let i = 0; i < 3; i++) damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
        try {
          const { words, dim, vectors } = parse(damaged);
          expect(vectors.length).toBe(words.length * dim);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }
    }
  });
  it("formatWord2VecBinary(vectors) refuses words the format cannot hold", () => {
    expect(() => formatWord2VecBinary({ words: ["a b"], dim: 1, vectors: Float32Array.of(1) })).toThrow(
      'formatWord2VecBinary: words[0] is "a b" but a word in this format cannot be empty or hold a space or newline.',
    );
  });
});
