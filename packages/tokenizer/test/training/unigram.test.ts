import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { trainUnigram } from "../../src/training/index.ts";
import { digamma } from "../../src/training/learn-unigram.ts";
import { Pace } from "../../src/training/pacing.ts";
import { Lattice, PieceTrie } from "../../src/training/unigram-lattice.ts";
import { findSeeds, type SeedCounting } from "../../src/training/unigram-seeds.ts";
import { numberCharacters, spellPiece } from "../../src/training/unigram-words.ts";

/** A lattice of one word over pieces with the given probabilities; the unknown piece has 1e-9. */
function latticeOf(word: string, probabilities: Record<string, number>) {
  // "." keeps the word apart from a piece that is spelled alike
  const texts = [`${word}.`, ...Object.keys(probabilities)];
  const words = numberCharacters(new Map(texts.map((text) => [text, 1])));
  const pieces = Object.keys(probabilities);
  const probability = Float64Array.of(1e-9, ...Object.values(probabilities));
  const trie = new PieceTrie();
  pieces.forEach((piece, i) => {
    trie.add(words.text, words.starts[i + 1], [...piece].length, i + 1);
  });
  const lattice = new Lattice(trie, { probability, score: probability.map(Math.log) });
  lattice.build(words.text, 0, [...word].length);
  const named = (path: number[] | undefined) => path?.map((piece) => (piece === 0 ? "?" : pieces[piece - 1]));
  return { lattice, named, expected: new Float64Array(probability.length) };
}

describe("Lattice", () => {
  it("bestPath() finds the most probable pieces", () => {
    // "ab" + "c": 1/4 × 1/8 = 1/32; "a" + "bc": 1/8 × 1/16; "a" + "b" + "c": 1/8 × 1/8 × 1/8
    const { lattice, named } = latticeOf("abc", { a: 1 / 8, b: 1 / 8, c: 1 / 8, ab: 1 / 4, bc: 1 / 16 });
    expect(named(lattice.bestPath())).toEqual(["ab", "c"]);
  });

  it("bestPath({ without: true }) finds what a piece falls apart to", () => {
    const { lattice, named } = latticeOf("ab", { a: 1 / 8, b: 1 / 8, ab: 1 / 4 });
    expect(named(lattice.bestPath())).toEqual(["ab"]);
    expect(named(lattice.bestPath({ without: true }))).toEqual(["a", "b"]);
  });

  it("bestPath({ without: true }) of a single character is undefined: nothing else could stand there", () => {
    expect(latticeOf("a", { a: 1 / 2 }).lattice.bestPath({ without: true })).toBeUndefined();
  });

  it("bestPath() takes the unknown piece for a character that no piece covers", () => {
    const { lattice, named } = latticeOf("axb", { a: 1 / 4, b: 1 / 4 });
    expect(named(lattice.bestPath())).toEqual(["a", "?", "b"]);
  });

  it("addExpectedCounts(count) weighs all paths by their probability", () => {
    // Two paths for "ab": "ab" with 1/4, "a" + "b" with 1/8 × 1/2 = 1/16. So 4/5 and 1/5; times 10 occurrences.
    const { lattice, expected } = latticeOf("ab", { a: 1 / 8, b: 1 / 2, ab: 1 / 4 });
    lattice.addExpectedCounts(10, expected);
    expect([...expected]).toEqual([0, 2, 2, 8]);
  });

  it("addExpectedCounts(count) equals the logarithmic reference on random words and pieces", () => {
    const random = seededRandom(7);
    for (let round = 0; round < 50; round++) {
      const word = Array.from({ length: 1 + Math.floor(random() * 30) }, () => "abc"[Math.floor(random() * 3)]).join(
        "",
      );
      const pieces: Record<string, number> = { a: 0.1, b: 0.05 }; // c is unknown
      for (let i = 0; i < 12; i++) {
        const start = Math.floor(random() * word.length);
        pieces[word.slice(start, start + 2 + Math.floor(random() * 4))] ??= random() ** 4;
      }
      const { lattice, expected } = latticeOf(word, pieces);
      const reference = new Float64Array(expected.length);
      lattice.addExpectedCounts(3, expected);
      lattice.addExpectedCountsInLogs(3, reference);
      // 1e-9: thirty characters, each step loses an ulp or so
      for (let i = 0; i < expected.length; i++) expect(expected[i]).toBeCloseTo(reference[i], 9);
    }
  });

  it("addExpectedCounts(count) of a word too long for float64 counts every one of its characters", () => {
    const { lattice, expected } = latticeOf("ab".repeat(1000), { a: 1e-3, b: 1e-3 });
    lattice.addExpectedCounts(1, expected);
    expect([...expected].map(Math.round)).toEqual([0, 1000, 1000]);
  });
});

describe("findSeeds", () => {
  const seedsOf = async (counts: Record<string, number>, seedCounting: SeedCounting) => {
    const words = numberCharacters(new Map(Object.entries(counts)));
    const seeds = await findSeeds(words, { maxPieceLength: 6, seedSize: 1e6, seedCounting, pace: new Pace({}) });
    return seeds.offset.map((offset, i) => `${spellPiece(words, offset, seeds.length[i])} ${seeds.weight[i]}`);
  };

  it('findSeeds(words, "corpus") weighs each substring by frequency × length', async () => {
    // "an" is in ban ×3 and pan ×2, always at the end: 5 × 2. "ban" 3 × 3, "pan" 2 × 3; "ba" always goes on as "ban".
    expect(await seedsOf({ ban: 3, pan: 2 }, "corpus")).toEqual([
      "n 5",
      "a 5",
      "b 3",
      "p 2",
      "an 10",
      "ban 9",
      "pan 6",
    ]);
  });

  it('findSeeds(words, "distinctWords") counts words once and does not see what only ends words', async () => {
    expect(await seedsOf({ ban: 3, pan: 2 }, "distinctWords")).toEqual(["n 5", "a 5", "b 3", "p 2"]);
    expect(await seedsOf({ ban: 3, pan: 2, any: 1 }, "distinctWords")).toContain("an 6");
  });

  it("findSeeds(words) equals counting by brute force on random words", async () => {
    const random = seededRandom(3);
    for (let round = 0; round < 40; round++) {
      const counts: Record<string, number> = {};
      for (let i = 0; i < 30; i++) {
        const length = 1 + Math.floor(random() * 9);
        const word = Array.from({ length }, () => "abc"[Math.floor(random() * 3)]).join("");
        counts[word] = 1 + Math.floor(random() * 4);
      }
      for (const seedCounting of ["corpus", "distinctWords"] as const) {
        const found = (await seedsOf(counts, seedCounting)).filter((seed) => seed.indexOf(" ") > 1);
        expect(found.sort()).toEqual(bruteForceSeeds(counts, seedCounting, 6).sort());
      }
    }
  });
});

/** Every substring, what follows each of its occurrences, and whether that differs. */
function bruteForceSeeds(counts: Record<string, number>, seedCounting: SeedCounting, longest: number): string[] {
  const occurrences = new Map<string, { frequency: number; followers: Set<string> }>();
  Object.entries(counts).forEach(([word, count], index) => {
    for (let start = 0; start < word.length; start++) {
      for (let end = start + 2; end <= Math.min(word.length, start + longest); end++) {
        const substring = word.slice(start, end);
        const seen = occurrences.get(substring) ?? { frequency: 0, followers: new Set() };
        occurrences.set(substring, seen);
        const isCorpus = seedCounting === "corpus";
        seen.frequency += isCorpus ? count : 1;
        // In the corpus each end of a word is another follower, also those of one word that stands several times.
        if (end < word.length) seen.followers.add(word[end]);
        else if (!isCorpus) seen.followers.add("end");
        else for (let i = 0; i < count; i++) seen.followers.add(`end ${index} ${start} ${i}`);
      }
    }
  });
  return [...occurrences]
    .filter(([, { frequency, followers }]) => frequency > 1 && followers.size > 1)
    .map(([substring, { frequency }]) => `${substring} ${frequency * substring.length}`);
}

describe("digamma", () => {
  it("digamma(x) is -γ at 1, and 1/x more at x + 1", () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 9); // the series stops at x^-8: 1e-10 at its worst, x = 7
    for (const x of [0.5, 3, 10, 1000]) expect(digamma(x + 1) - digamma(x)).toBeCloseTo(1 / x, 9);
  });
});

describe("trainUnigram", () => {
  it("trainUnigram(texts) makes a frequent word one piece, though no longer word contains it", async () => {
    const texts = ["the cat and the hat", "the bat and the rat", "the hat and the cat"];
    const pieces = async (seedCounting: SeedCounting) => {
      const { model } = await trainUnigram(texts, { vocabSize: 20, seedCounting });
      return model.vocab.map(([piece]) => piece);
    };
    expect(await pieces("corpus")).toContain("▁the");
    expect(await pieces("distinctWords")).not.toContain("▁the"); // as in the Rust library
  });

  it("trainUnigram(texts) says so when the characters alone do not fit", async () => {
    await expect(trainUnigram(["abcdefghij"], { vocabSize: 8 })).rejects.toThrow(
      "trainUnigram: the texts have 11 different characters but vocabSize=8 leaves room for 7 besides 1 special " +
        "tokens. Pass a larger vocabSize.",
    );
  });
});
