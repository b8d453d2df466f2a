import { sentences } from "@llm-anatomy/course/sentences";
import {
  createWordCorpus,
  train,
  Word2VecTrainer,
  WordSpace,
} from "@llm-anatomy/embeddings";
import { display, lineChart, table } from "@llm-anatomy/viz";

// From words that occur less than 5 times nothing could be learned.
const corpus = createWordCorpus(sentences, { minCount: 5 });
const trainer = new Word2VecTrainer(corpus, {
  dim: 32, // numbers per word
  window: 2, // words to each side that count as near
  negative: 5, // random words for each real one
  epochs: 20, // times the text is read
  subsample: 0.01, // in so little text hardly any word is skipped
});

const losses: [number, number][] = [];
const vectors = await train(trainer, {
  reportEvery: 50, // milliseconds
  onProgress({ step, total, loss }) {
    losses.push([(20 * step) / total, loss]);
  },
});
const series = [{ name: "loss", points: losses }];
const title = `${corpus.words.length} words, ${corpus.ids.length} in a row`;
display(lineChart({ title, x: "times read", y: "loss", series }));

// The same words as before, and yours.
const space = new WordSpace(vectors);
const rows = ["she", "fox", "winter", "bread", "said"].map((word) => {
  const near = space.nearest(word, { k: 5 });
  const show = near.map(({ word, score }) => `${word} ${score.toFixed(2)}`);
  return { word, nearest: show.join(", ") };
});
display(table({ title: "Nearest by cosine", rows }));
