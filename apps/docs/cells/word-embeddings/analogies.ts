import { sentences } from "@llm-anatomy/course/sentences";
import {
  createWordCorpus,
  train,
  Word2VecTrainer,
  WordSpace,
} from "@llm-anatomy/embeddings";
import { display, table } from "@llm-anatomy/viz";

const corpus = createWordCorpus(sentences, { minCount: 5 });
const options = { dim: 32, window: 2, epochs: 20, subsample: 0.01 };
const trainer = new Word2VecTrainer(corpus, options);
const space = new WordSpace(await train(trainer));

// a is to b as c is to …? With vectors: b − a + c, and what is near.
const questions = [
  ["he", "his", "she"],
  ["king", "he", "queen"],
  ["egg", "eggs", "apple"],
  ["is", "was", "are"],
  ["good", "better", "bad"],
  ["king", "boy", "queen"],
];
const rows = questions.map(([a, b, c]) => {
  const near = space.analogy(a, b, c, { k: 3 });
  const show = near.map(({ word, score }) => `${word} ${score.toFixed(2)}`);
  // analogy() never answers with a word of the question. Without that rule:
  const target = space
    .vector(b)
    .map((x, d) => x - space.vector(a)[d] + space.vector(c)[d]);
  const [first] = space.nearest(target, { k: 1 });
  return {
    question: `${a} → ${b}, ${c} → ?`,
    answers: show.join(", "),
    "with the question's words": first.word,
  };
});
display(table({ title: "Analogies", rows }));
