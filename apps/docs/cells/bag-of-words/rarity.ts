import { stories } from "@llm-anatomy/course/stories";
import { sparseRow, TfidfVectorizer } from "@llm-anatomy/embeddings";
import { display, probabilityBars } from "@llm-anatomy/viz";

const vectorizer = new TfidfVectorizer({ tokenPattern: "\\w+" });
const weights = vectorizer.fitTransform(stories);
const { featureNames: words, vocabulary, idf } = vectorizer;
for (const word of ["the", "and", "friend", "river", "dragon"]) {
  const rarity = idf[vocabulary.get(word)!];
  console.log(`rarity of “${word}”: ${rarity.toFixed(2)}`);
}

// What is the first story about? Its row has length 1: squares are shares.
const { indices, values } = sparseRow(weights, 0);
const byWeight = [...indices.keys()].sort((a, b) => values[b] - values[a]);
const bars = byWeight.slice(0, 8).map((i) => {
  return { label: words[indices[i]], probability: values[i] ** 2 };
});
const restLabel = `${indices.length - bars.length} other words`;
console.log(stories[0].split("\n").slice(0, 2).join("\n"));
const title = "What the story's vector is made of";
display(probabilityBars({ title, bars, restLabel }));
