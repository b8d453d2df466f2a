import {
  CountVectorizer,
  sparseCosine,
  sparseRow,
} from "@llm-anatomy/embeddings";

const texts = [
  "the dog bites the man",
  "the dog bites a man",
  "the dog bit the men",
  "the man bites the dog",
  "a hound snapped at somebody",
];
const counter = new CountVectorizer({ tokenPattern: "\\w+" });
const counts = counter.fitTransform(texts);
const first = sparseRow(counts, 0);
for (const [row, text] of texts.entries()) {
  const cosine = sparseCosine(first, sparseRow(counts, row));
  console.log(cosine.toFixed(2), text);
}
