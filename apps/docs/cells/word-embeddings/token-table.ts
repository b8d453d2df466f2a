import { lookUp, WordSpace } from "@llm-anatomy/embeddings";
import { Checkpoint, loadModel } from "@llm-anatomy/model-hf";
import { display, table } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const { tokenizer } = model;

// The first tensor of the checkpoint: a vector for every token.
const checkpoint = await Checkpoint.open(model.source);
const embedding = await checkpoint.read("model.embed_tokens.weight");
const [vocabSize, modelDim] = embedding.shape;
console.log(`${vocabSize} tokens × ${modelDim} numbers`);

// What a text becomes before the first layer: rows of that table.
const ids = tokenizer.encodeIds("The fox ran home");
const rowsOfTable = { table: embedding.data, vocabSize, modelDim };
const picked = lookUp(rowsOfTable, ids);
const { values } = await model.trace(ids, { capture: ["embed"] });
const same = values.embed.data.every((x, i) => x === picked[i]);
console.log(`are these the numbers that the model starts from? ${same}`);

// The same questions as to word2vec's vectors.
const words = Array.from({ length: vocabSize }, (_, id) =>
  tokenizer.decode([id]),
);
const space = new WordSpace({
  words,
  dim: modelDim,
  vectors: embedding.data,
});
const asked = ["she", "fox", "winter", "bread", "said"];
// A token that starts a word has its space with it.
const known = asked.filter((word) => space.has(` ${word}`));
const rows = known.map((word) => {
  const near = space.nearest(` ${word}`, { k: 5 });
  const show = near.map(({ word, score }) => `${word} ${score.toFixed(2)}`);
  return { token: word, nearest: show.join(", ") };
});
display(table({ title: "Nearest rows of the token table", rows }));
await model.dispose();
