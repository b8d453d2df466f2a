import { sentences } from "@llm-anatomy/course/sentences";
import {
  createWordCorpus,
  train,
  Word2VecTrainer,
  WordSpace,
} from "@llm-anatomy/embeddings";
import { display, table } from "@llm-anatomy/viz";

// A word with two meanings, made on purpose: wherever the stories say
// “bread” or “river” they now say “bank”.
const merged = sentences.map((words) =>
  words.map((word) => (/^(bread|river)$/.test(word) ? "bank" : word)),
);
const before = await learn(sentences);
const after = await learn(merged);

const foods = ["eggs", "cake", "supper", "berries", "apples"];
const places = ["lake", "beach", "forest", "mountain", "village"];
const rows = [
  { word: "bread", space: before },
  { word: "river", space: before },
  { word: "bank", space: after },
].map(({ word, space }) => {
  const mean = (others: string[]) => {
    const cosines = others.map((other) => space.similarity(word, other));
    const sum = cosines.reduce((a, b) => a + b, 0);
    return (sum / others.length).toFixed(2);
  };
  const nearest = space.nearest(word, { k: 12 }).map((n) => n.word);
  return {
    word,
    "to foods": mean(foods),
    "to places": mean(places),
    nearest: nearest.join(", "),
  };
});
display(table({ title: "Mean cosine to five foods, five places", rows }));

async function learn(texts: readonly string[][]): Promise<WordSpace> {
  const corpus = createWordCorpus(texts, { minCount: 5 });
  const options = { dim: 32, window: 2, epochs: 20, subsample: 0.01 };
  const trainer = new Word2VecTrainer(corpus, options);
  return new WordSpace(await train(trainer));
}
