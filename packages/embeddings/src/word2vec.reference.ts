/**
 * word2vec as the papers write it: one pair at a time, exact sigmoid, float64. Slow and short; the trainer is tested
 * against it. Both draw the same random numbers in the same order.
 * @module
 */
import { createAliasTable } from "./alias-table.ts";
import type { WordCorpus } from "./word-corpus.ts";

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Trains and returns the input vectors, [words, dim]. All options have to be given. */
export function word2vecReference(
  corpus: WordCorpus,
  o: {
    architecture: "skip-gram" | "cbow";
    dim: number;
    window: number;
    negative: number;
    epochs: number;
    learningRate: number;
    subsample: number;
    seed: number;
  },
): number[][] {
  let state = Math.imul(o.seed | 0, 0x9e3779b1) || 1;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const numWords = corpus.words.length;
  const inputs = corpus.words.map(() => Array.from({ length: o.dim }, () => (random() / 2 ** 32 - 0.5) / o.dim));
  const outputs = corpus.words.map(() => new Array<number>(o.dim).fill(0));
  const { shares, aliases } = createAliasTable(Array.from(corpus.counts, (count) => count ** 0.75));
  const total = o.epochs * corpus.ids.length;

  for (let epoch = 0; epoch < o.epochs; epoch++) {
    for (let s = 0; s + 1 < corpus.sentenceStarts.length; s++) {
      const rate = o.learningRate * Math.max(1e-4, 1 - (epoch * corpus.ids.length + corpus.sentenceStarts[s]) / total);
      const sentence = Array.from(corpus.ids.subarray(corpus.sentenceStarts[s], corpus.sentenceStarts[s + 1])).filter(
        (word) => {
          const share = corpus.counts[word] / corpus.ids.length;
          const keep = o.subsample === 0 ? 1 : Math.sqrt(o.subsample / share) + o.subsample / share;
          return random() / 2 ** 32 < keep;
        },
      );
      for (const [i, word] of sentence.entries()) {
        const reach = 1 + (random() % o.window);
        const around = sentence.filter((_, j) => j !== i && Math.abs(j - i) <= reach);
        if (o.architecture === "skip-gram") {
          for (const other of around) {
            const gradient = compare(inputs[word], other, rate);
            for (let d = 0; d < o.dim; d++) inputs[word][d] += gradient[d];
          }
        } else if (around.length > 0) {
          const mean = inputs[word].map(
            (_, d) => around.reduce((sum, other) => sum + inputs[other][d], 0) / around.length,
          );
          const gradient = compare(mean, word, rate);
          for (const other of around) for (let d = 0; d < o.dim; d++) inputs[other][d] += gradient[d];
        }
      }
    }
  }
  return inputs;

  /** Moves the output vectors of the real word and of the negatives; returns how the input should move. */
  function compare(from: readonly number[], word: number, rate: number): number[] {
    const gradient = new Array<number>(o.dim).fill(0);
    for (let n = 0; n <= o.negative; n++) {
      let target = word;
      if (n > 0) {
        const x = (random() / 2 ** 32) * numWords;
        target = x - Math.floor(x) < shares[Math.floor(x)] ? Math.floor(x) : aliases[Math.floor(x)];
        if (target === word) continue;
      }
      const score = from.reduce((sum, value, d) => sum + value * outputs[target][d], 0);
      const step = ((n === 0 ? 1 : 0) - sigmoid(score)) * rate;
      for (let d = 0; d < o.dim; d++) {
        gradient[d] += step * outputs[target][d];
        outputs[target][d] += step * from[d];
      }
    }
    return gradient;
  }
}
