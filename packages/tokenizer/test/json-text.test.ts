/** A file read from its bytes gives the same tokenizer as the parsed one. */
import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { Tokenizer } from "../src/index.ts";
import { PairTable } from "../src/models/pair-table.ts";

type Json = Record<string, unknown>;

/** Every class of escape, and characters of one to four bytes. */
const characters = [...'ab"\\/\b\f\n\r\t\u0001é☃😀#▁Ġ '];

function randomWord(random: () => number, length: number): string {
  return Array.from({ length }, () => characters[Math.floor(random() * characters.length)]).join("");
}

/** A vocabulary of the characters and of random unions, each with one or two of its merges. */
function randomModel(random: () => number, asPairs: boolean): Json {
  const tokens = [...characters];
  const merges: [string, string][] = [];
  for (let n = 0; n < 60; n++) {
    const [left, right] = [0, 0].map(() => tokens[Math.floor(random() * tokens.length)]);
    if (left.length + right.length > 12 || (!asPairs && `${left}${right}`.includes(" "))) continue;
    if (!tokens.includes(left + right)) tokens.push(left + right);
    merges.push([left, right]);
  }
  const ids = tokens.map((_, i) => (random() < 0.1 ? i + 1000 : i)); // some holes
  return {
    type: "BPE",
    dropout: null,
    unk_token: null,
    fuse_unk: false,
    vocab: Object.fromEntries(tokens.map((token, i) => [token, ids[i]])),
    merges: asPairs ? merges : merges.map((pair) => pair.join(" ")),
  };
}

/** As other writers do it: everything beyond ASCII escaped, or spread over lines. */
const writers: ((json: Json) => string)[] = [
  (json) => JSON.stringify(json),
  (json) => JSON.stringify(json, null, 2),
  (json) =>
    JSON.stringify(json).replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
];

describe("Tokenizer.fromJSON", () => {
  it("fromJSON(bytes), fromJSON(text) and fromJSON(parsed) make the same tokenizer", () => {
    const random = seededRandom(21);
    for (let round = 0; round < 60; round++) {
      const json = { version: "1.0", model: randomModel(random, round % 2 === 0) };
      const parsed = Tokenizer.fromJSON(json);
      const text = writers[round % writers.length](json);
      const read = [Tokenizer.fromJSON(text), Tokenizer.fromJSON(new TextEncoder().encode(text))];
      for (const tokenizer of read) {
        expect(tokenizer.vocabSize).toBe(parsed.vocabSize);
        expect(tokenizer.toJSON()).toEqual(json);
        for (const [token, id] of Object.entries(json.model.vocab as Record<string, number>)) {
          expect(tokenizer.tokenToId(token), JSON.stringify(token)).toBe(id);
          expect(tokenizer.idToToken(id)).toBe(token);
        }
        for (let n = 0; n < 30; n++) {
          const word = randomWord(random, 1 + Math.floor(random() * 20));
          expect(tokenizer.encodeIds(word), JSON.stringify(word)).toEqual(parsed.encodeIds(word));
          expect(tokenizer.tokenToId(word)).toBe(parsed.tokenToId(word));
        }
      }
    }
  });

  it("fromJSON(bytes) counts the last of equal tokens, as JSON.parse does", () => {
    const bytes = new TextEncoder().encode(
      '{"model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "a": 2}, "merges": []}}',
    );
    const tokenizer = Tokenizer.fromJSON(bytes);
    expect([tokenizer.encodeIds("ab"), tokenizer.idToToken(0), tokenizer.vocabSize]).toEqual([[2, 1], undefined, 2]);
  });

  it("fromJSON(bytes) says that bytes are not UTF-8", () => {
    const bytes = new TextEncoder().encode('{"model": {"type": "BPE", "vocab": {"é": 0}, "merges": []}}');
    for (const damaged of [bytes.with(bytes.indexOf(0xc3), 0x41), bytes.with(bytes.indexOf(0xc3) + 1, 0x22)]) {
      expect(() => Tokenizer.fromJSON(damaged)).toThrow(
        "tokenizer.json: is not UTF-8. The file is damaged, or compressed.",
      );
    }
  });

  it("fromJSON(bytes) and fromJSON(parsed) complain of the same merge", () => {
    for (const merge of ["a c", "a b b", "ab", ["a", "c"], ["a"], 7]) {
      const json = { model: { type: "BPE", vocab: { a: 0, b: 1, ab: 2 }, merges: ["a b", merge] } };
      const message = (given: object | string) => {
        try {
          Tokenizer.fromJSON(given);
        } catch (error) {
          return (error as Error).message;
        }
        return "no error";
      };
      expect(message(JSON.stringify(json))).toBe(message(json));
      expect(message(json)).toMatch(/^model\.merges\[1\]: /);
    }
  });
});

describe("PairTable", () => {
  it.each([
    ["in any order", (left: number, right: number) => (left * 31 + right) % 500],
    ["in order", (left: number) => left],
  ])(
    "rank(left, right) is the same by way of unions %s and from the table, for more pairs than there was room for",
    (order, union) => {
      const random = seededRandom(22);
      const table = new PairTable(4, union);
      const ranks = new Map<string, number>();
      let lastRight = 0;
      for (let rank = 0; rank < 1000; rank++) {
        const drawn = Math.floor(random() * 40);
        const left = order === "in order" ? rank >> 3 : drawn; // several pairs to a union
        const right = rank % 50 === 49 ? lastRight : Math.floor(random() * 2 ** 20); // some pairs come twice
        lastRight = right;
        table.add(left, right, union(left, right));
        ranks.set(`${left} ${right}`, rank);
      }
      const pairs = [...ranks.keys()].map((key) => key.split(" ").map(Number));
      for (let round = 0; round < 3; round++) {
        for (const [left, right] of pairs) expect(table.rank(left, right)).toBe(ranks.get(`${left} ${right}`));
        for (const [left, right] of pairs)
          expect(table.rank(left, right + 1)).toBe(ranks.get(`${left} ${right + 1}`) ?? -1);
      }
    },
  );
});
