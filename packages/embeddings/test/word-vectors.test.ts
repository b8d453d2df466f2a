import { readFileSync } from "node:fs";
import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { compile, generatedFile, generatedSource } from "../build-wasm.ts";
import { createAliasTable, drawAlias } from "../src/alias-table.ts";
import {
  countCoOccurrences,
  createWordCorpus,
  evaluateAnalogies,
  evaluateSimilarity,
  GloveTrainer,
  spearman,
  toDense,
  train,
  Word2VecTrainer,
  WordSpace,
} from "../src/index.ts";
import { word2vecReference } from "../src/word2vec.reference.ts";

/** Sentences in which "red" and "blue" stand in the same places, and "cat" and "dog" in others. */
function colourAndAnimalSentences(count: number): string[][] {
  const random = seededRandom(3);
  const pick = (words: string[]) => words[Math.floor(random() * words.length)];
  return Array.from({ length: count }, () =>
    random() < 0.5
      ? ["the", "paint", "is", pick(["red", "blue"]), "and", "bright"]
      : ["a", pick(["cat", "dog"]), "eats", "its", "food", "quickly"],
  );
}

describe("by hand", () => {
  it("createWordCorpus(sentences) numbers words by frequency and drops rare ones", () => {
    const corpus = createWordCorpus([["b", "a", "b"], [], ["a", "b", "c"]], { minCount: 2 });
    expect(corpus.words).toEqual(["b", "a"]);
    expect(Array.from(corpus.counts)).toEqual([3, 2]);
    expect(Array.from(corpus.ids)).toEqual([0, 1, 0, 1, 0]);
    expect(Array.from(corpus.sentenceStarts)).toEqual([0, 3, 3, 5]);
  });

  it("countCoOccurrences(corpus) counts a pair at distance d as 1/d, both ways, within a sentence", () => {
    const corpus = createWordCorpus([["a", "b", "a", "c"], ["c"]], { minCount: 1 }); // rows: a, c, b
    expect(Array.from(toDense(countCoOccurrences(corpus, { window: 2 })))).toEqual(
      [
        [2 / 2, 1, 2],
        [1, 0, 1 / 2],
        [2, 1 / 2, 0],
      ].flat(),
    );
  });

  it("createAliasTable(weights) gives every outcome its share", () => {
    const weights = [1, 2, 3, 4, 0];
    const table = createAliasTable(weights);
    const shares = new Array<number>(5).fill(0);
    for (let column = 0; column < 5; column++) {
      shares[column] += table.shares[column] / 5;
      shares[table.aliases[column]] += (1 - table.shares[column]) / 5;
    }
    for (const [i, weight] of weights.entries()) expect(shares[i]).toBeCloseTo(weight / 10, 7); // float32 shares
    expect(drawAlias(table, () => 0.999999)).not.toBe(4);
  });

  it("WordSpace.analogy(a, b, c) finds the fourth corner of a parallelogram", () => {
    const space = new WordSpace({
      words: ["man", "woman", "king", "queen", "apple"],
      dim: 3,
      vectors: Float32Array.of(1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 0.1, -1, 0.2),
    });
    for (const method of ["add", "multiply"] as const) {
      expect(space.analogy("man", "king", "woman", { k: 1, method })[0].word).toBe("queen");
    }
    expect(space.nearest("king", { k: 1 })[0]).toEqual({ word: "queen", score: expect.closeTo(2 / Math.sqrt(6), 6) });
    expect(
      evaluateAnalogies(space, [
        ["man", "king", "woman", "queen"],
        ["man", "king", "x", "y"],
      ]),
    ).toEqual({
      accuracy: 1,
      correct: 1,
      asked: 1,
    });
  });

  it("spearman(a, b) compares ranks, equals sharing theirs", () => {
    expect(spearman([1, 2, 3], [1, 10, 100])).toBe(1);
    expect(spearman([1, 2, 3], [3, 2, 1])).toBe(-1);
    // ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / √(4.5 · 5)
    expect(spearman([0, 5, 5, 9], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
  });

  it("evaluateSimilarity(space, pairs) correlates cosines with ratings", () => {
    const space = new WordSpace({ words: ["a", "b", "c"], dim: 2, vectors: Float32Array.of(1, 0, 1, 0.1, 0, 1) });
    expect(
      evaluateSimilarity(space, [
        ["a", "b", 9],
        ["b", "c", 4],
        ["a", "c", 1],
        ["a", "z", 5],
      ]),
    ).toEqual({
      correlation: 1,
      asked: 3,
    });
  });
});

describe("Word2VecTrainer", () => {
  const variants = (["skip-gram", "cbow"] as const).flatMap((architecture) =>
    (["plain", "simd"] as const).map((engine) => ({ architecture, engine })),
  );
  for (const { architecture, engine } of variants) {
    for (const dim of [1, 6, 16, 39]) {
      it(`Word2VecTrainer({ architecture: "${architecture}", engine: "${engine}", dim: ${dim} }) moves vectors as the formula does`, () => {
        const corpus = createWordCorpus(colourAndAnimalSentences(12), { minCount: 1 });
        const options = {
          architecture,
          dim,
          window: 3,
          negative: 4,
          epochs: 2,
          learningRate: 0.3,
          subsample: 0.05,
          seed: 5,
        };
        const trainer = new Word2VecTrainer(corpus, { ...options, engine });
        while (!trainer.progress.done) trainer.step(7);
        const expected = word2vecReference(corpus, options).flat();
        const got = trainer.wordVectors().vectors;
        expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0.1); // they moved
        // the table's sigmoid is off by up to 0.003, a hundred pairs add up
        for (const [i, value] of expected.entries()) expect(Math.abs(got[i] - value)).toBeLessThan(0.02);
      });
    }
  }

  it("word2vec-simd.generated.ts is what assembly/ compiles to", async () => {
    expect(readFileSync(generatedFile, "utf8")).toBe(generatedSource(await compile()));
  });

  it("Word2VecTrainer puts words with the same surroundings together", () => {
    for (const architecture of ["skip-gram", "cbow"] as const) {
      const corpus = createWordCorpus(colourAndAnimalSentences(400));
      const trainer = new Word2VecTrainer(corpus, { architecture, dim: 16, epochs: 20, subsample: 0 });
      trainer.step(1000);
      const first = trainer.progress.loss;
      let last = first;
      while (!trainer.progress.done) {
        trainer.step(1000);
        last = trainer.progress.loss;
      }
      expect(last).toBeLessThan(first * 0.8);
      const space = new WordSpace(trainer.wordVectors());
      expect(space.nearest("red", { k: 1 })[0].word).toBe("blue");
      expect(space.nearest("dog", { k: 1 })[0].word).toBe("cat");
    }
  });

  it("Word2VecTrainer.step(numWords) gives the same vectors whatever the size of the steps", () => {
    const corpus = createWordCorpus(colourAndAnimalSentences(50), { minCount: 1 });
    const run = (numWords: number) => {
      const trainer = new Word2VecTrainer(corpus, { dim: 4, seed: 9 });
      while (!trainer.progress.done) trainer.step(numWords);
      return trainer.wordVectors().vectors;
    };
    expect(run(1)).toEqual(run(100_000));
  });

  it("Word2VecTrainer cuts sentences of more than 1000 words and still sees every word", () => {
    const corpus = createWordCorpus([Array.from({ length: 2500 }, (_, i) => `w${i % 7}`)]);
    const trainer = new Word2VecTrainer(corpus, { dim: 2, epochs: 1 });
    trainer.step(1);
    expect(trainer.progress.step).toBe(1000);
    trainer.step(10_000);
    expect(trainer.progress).toMatchObject({ step: 2500, total: 2500, done: true });
  });
});

describe("GloveTrainer", () => {
  it("GloveTrainer fits dot products to the logarithm of the counts", () => {
    const corpus = createWordCorpus(colourAndAnimalSentences(200));
    const trainer = new GloveTrainer(corpus, { dim: 12, window: 4, epochs: 300, xMax: 1 });
    trainer.step(trainer.numCells);
    const first = trainer.progress.loss;
    while (trainer.progress.step < trainer.progress.total - trainer.numCells) trainer.step(trainer.numCells);
    expect(trainer.progress.loss).toBeLessThan(first / 1000); // it can be fitted: 12 numbers a word for some 15 words
    const space = new WordSpace(trainer.wordVectors());
    expect(space.nearest("red", { k: 1 })[0].word).toBe("blue");
  });

  it("GloveTrainer.vectorsOf(rows) gives rows of wordVectors()", () => {
    const trainer = new GloveTrainer(createWordCorpus(colourAndAnimalSentences(20)), { dim: 3 });
    trainer.step(50);
    expect(trainer.vectorsOf([2])).toEqual(trainer.wordVectors().vectors.slice(6, 9));
  });
});

describe("train", () => {
  const corpus = createWordCorpus(colourAndAnimalSentences(100));
  it("train(trainer) reports and returns the vectors", async () => {
    const trainer = new Word2VecTrainer(corpus, { dim: 4 });
    const steps: number[] = [];
    const vectors = await train(trainer, { reportEvery: 0, onProgress: ({ step }) => steps.push(step) });
    expect(steps.at(-1)).toBe(trainer.progress.total);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(vectors.vectors).toEqual(trainer.inputs);
  });
  it("train(trainer, { signal }) stops when told to", async () => {
    const trainer = new Word2VecTrainer(corpus, { epochs: 1000 });
    const controller = new AbortController();
    const running = train(trainer, {
      reportEvery: 0,
      onProgress: () => controller.abort(new Error("enough")),
      signal: controller.signal,
    });
    await expect(running).rejects.toThrow("enough");
    expect(trainer.progress.step).toBeGreaterThan(0);
    expect(trainer.progress.done).toBe(false);
  });
});

describe("errors", () => {
  const corpus = createWordCorpus([["a", "a"]], { minCount: 1 });
  it("createWordCorpus(sentences) says when nothing is frequent enough", () => {
    expect(() => createWordCorpus([["a", "b"]])).toThrow(
      "createWordCorpus: none of 2 different words occurs at least minCount=5 times. Lower minCount or pass more text.",
    );
  });
  it("Word2VecTrainer(corpus, options) refuses what it does not know", () => {
    expect(() => new Word2VecTrainer(corpus, { vectorSize: 10 } as object)).toThrow(
      'Word2VecTrainer: there is no option "vectorSize". The options are architecture, dim, window, negative, epochs, learningRate, subsample, seed, engine.',
    );
    expect(() => new Word2VecTrainer(corpus, { dim: 0 })).toThrow(
      "Word2VecTrainer: dim is 0 but has to be an integer of at least 1.",
    );
  });
  it("Word2VecTrainer(corpus) refuses a corpus whose numbers point past its words", () => {
    expect(() => new Word2VecTrainer({ ...corpus, ids: Uint32Array.of(0, 7) })).toThrow(
      "Word2VecTrainer: corpus.ids[1] is 7 but there are 1 words. Make the corpus with createWordCorpus.",
    );
    expect(() => new Word2VecTrainer({ ...corpus, sentenceStarts: Uint32Array.of(0, 9) })).toThrow(
      "Word2VecTrainer: corpus.sentenceStarts has to rise from 0 to 2 but goes from 0 to 9. Make the corpus with createWordCorpus.",
    );
  });
  it("GloveTrainer(corpus) needs words that stand together", () => {
    expect(() => new GloveTrainer(createWordCorpus([["a"], ["b"]], { minCount: 1 }))).toThrow(
      "GloveTrainer: no two words of the corpus stand together. Pass longer sentences or lower minCount.",
    );
  });
  it("WordSpace.vector(word) names an unknown word", () => {
    const space = new WordSpace({ words: ["a"], dim: 1, vectors: Float32Array.of(1) });
    expect(() => space.vector("b")).toThrow(
      'WordSpace: "b" is not among the 1 words. Check its spelling and case with has().',
    );
  });
});
