import { stories } from "@llm-anatomy/course/stories";
import {
  CountVectorizer,
  sparseCosine,
  sparseRow,
} from "@llm-anatomy/embeddings";
import { display, table } from "@llm-anatomy/viz";

const pair = ["the dog bites the man", "the man bites the dog"];
const rows = [1, 2, 3, 4].map((n) => {
  // Terms are n words in a row.
  const options = { tokenPattern: "\\w+", ngramRange: [n, n] } as const;
  const twice = { ...options, minDf: 2 }; // only terms of two stories or more
  const two = new CountVectorizer(options).fitTransform(pair);
  const columns = new CountVectorizer(options).fitTransform(stories).cols;
  const shared = new CountVectorizer(twice).fitTransform(stories).cols;
  return {
    "words each": n,
    cosine: sparseCosine(sparseRow(two, 0), sparseRow(two, 1)).toFixed(2),
    "columns, stories": columns,
    "in one story": `${Math.round(100 * (1 - shared / columns))} %`,
  };
});
display(
  table({ title: pair.map((text) => `“${text}”`).join(" and "), rows }),
);
