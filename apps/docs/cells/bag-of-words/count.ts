import { CountVectorizer, toDense } from "@llm-anatomy/embeddings";
import { display, table } from "@llm-anatomy/viz";

const texts = [
  "That is a cute dog",
  "My cat is cute",
  "The dog chased my cat",
  "A cute cat is cute",
];
// A word is letters and digits in a row.
const counter = new CountVectorizer({ tokenPattern: "\\w+" });
// A matrix: a row per text, a column per word.
const counts = counter.fitTransform(texts);
const words = counter.featureNames;

const n = words.length;
const dense = toDense(counts);
const rows = texts.map((text, i) => [
  text,
  ...dense.slice(i * n, (i + 1) * n),
]);
const columns = ["text", ...words];
display(table({ title: "How often each word occurs", columns, rows }));
const filled = counts.values.length;
console.log(`${texts.length} × ${n} numbers, of which ${filled} are not 0`);
