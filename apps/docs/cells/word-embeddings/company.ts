import { sentences } from "@llm-anatomy/course/sentences";
import {
  sparseCosine,
  sparseRow,
  TfidfVectorizer,
} from "@llm-anatomy/embeddings";
import { display, table } from "@llm-anatomy/viz";

// For every word: all the words that stood right beside it.
const company = new Map<string, string[]>();
for (const words of sentences) {
  for (const [i, word] of words.entries()) {
    if (!company.has(word)) company.set(word, []);
    const beside = [words[i - 1], words[i + 1]].filter(Boolean);
    company.get(word)!.push(...beside);
  }
}
const words = [...company.keys()].filter(
  (w) => company.get(w)!.length > 12,
);

// Each word is now a text, and last chapter's tool does the rest.
const texts = words.map((word) => company.get(word)!.join(" "));
const vectorizer = new TfidfVectorizer({ tokenPattern: "\\w+" });
const matrix = vectorizer.fitTransform(texts);
const rowOf = (word: string) => sparseRow(matrix, words.indexOf(word));

const alike = (word: string) => {
  const own = rowOf(word);
  const cosines = words.map((other) => sparseCosine(own, rowOf(other)));
  const best = [...words.keys()].sort((a, b) => cosines[b] - cosines[a]);
  const show = (i: number) => `${words[i]} ${cosines[i].toFixed(2)}`;
  return best.slice(1, 6).map(show).join(", "); // the first is itself
};
const rows = ["fox", "winter", "bread", "said"].map((word) => {
  return { word, "keeps the most similar company": alike(word) };
});
const title = `${words.length} words, ${matrix.cols} columns`;
display(table({ title, rows }));
