import {
  Bm25Index,
  createWordCorpus,
  TfidfVectorizer,
  train,
  Word2VecTrainer,
  WordSpace,
} from "@llm-anatomy/embeddings";

const texts = ["That is a cute dog", "My cat is cute", "The dog chased the cat", "A cute cat slept"];
const weights = new TfidfVectorizer({ stopWords: "english" }).fitTransform(texts); // a sparse [4, 5] matrix
console.log(new Bm25Index(texts).search("cute dog"), weights.values.length); // document 0 comes first

const pets = ["cat", "dog"];
const sentences = Array.from({ length: 400 }, (_, i) => ["the", pets[i % 2], ["ate", "slept"][(i >> 1) % 2], "here"]);
const trainer = new Word2VecTrainer(createWordCorpus(sentences), { dim: 16, epochs: 20, subsample: 0 });
const space = new WordSpace(await train(trainer, { onProgress: ({ loss }) => console.log(`loss ${loss.toFixed(2)}`) }));
console.log(space.nearest("cat", { k: 1 })); // dog: it stands in the same places
