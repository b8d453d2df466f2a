import { stories } from "@llm-anatomy/course/stories";
import { CountVectorizer } from "@llm-anatomy/embeddings";
import { display, lineChart, table } from "@llm-anatomy/viz";

const counter = new CountVectorizer({ tokenPattern: "\\w+" });
const { rows, cols, indices, values } = counter.fitTransform(stories);
const totals = new Float64Array(cols); // of each word, over all stories
for (let i = 0; i < indices.length; i++) totals[indices[i]] += values[i];

const words = counter.featureNames;
const byCount = [...totals.keys()].sort((a, b) => totals[b] - totals[a]);
const all = totals.reduce((sum, count) => sum + count, 0);
const zeros = 100 * (1 - values.length / (rows * cols));
console.log(`${rows} stories, ${all} words, ${cols} different ones`);
console.log(`zeros in the matrix: ${zeros.toFixed(1)} %`);

const commonest = byCount.slice(0, 8).map((word) => {
  const share = `${((100 * totals[word]) / all).toFixed(1)} %`;
  return { word: words[word], count: totals[word], share };
});
display(table({ title: "The commonest words", rows: commonest }));

let read = 0;
const y = byCount.map((word) => (read += totals[word]) / all);
display(
  lineChart({
    title: "How much of the text is made of its commonest words",
    x: "different words, commonest first",
    y: "share of the text",
    series: [{ name: "stories", x: y.map((_, i) => i + 1), y }],
  }),
);
