import { stories } from "@llm-anatomy/course/stories";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { trainBPE } from "@llm-anatomy/tokenizer/training";
import { display, lineChart, table, tokenStrip } from "@llm-anatomy/viz";

const file = await trainBPE(stories.slice(0, 150), {
  vocabSize: 256 + 1500, // all bytes, and up to 1,500 merges
  minFrequency: 2,
});
const { merges, vocab } = file.model;
console.log(`${merges.length} merges learnt`);

// "Ġ" is how byte-level vocabularies write a space.
const shown = merges.flatMap(([left, right], i) => {
  const rank = i + 1;
  const round = [20, 50, 100, 200, 500, 1000, merges.length];
  return rank <= 12 || round.includes(rank)
    ? [{ merge: rank, left, right, makes: left + right }]
    : [];
});
display(table({ title: "The merge table", rows: shown }));

/** The same tokenizer as if training had stopped after `count` merges. */
function after(count: number) {
  const model = { ...file.model, vocab, merges: merges.slice(0, count) };
  return Tokenizer.fromJSON({ ...file, model });
}

const sentence = "The little squirrel laughed, and the others laughed too.";
for (const count of [0, 50, 300, merges.length]) {
  const { tokens } = after(count).encode(sentence);
  const words = tokens.map((token) => token.replaceAll("Ġ", " "));
  display(tokenStrip({ title: `After ${count} merges`, tokens: words }));
}

const fresh = stories.slice(150).join("\n");
const words = fresh.match(/\p{L}+/gu)!.length;
const x = [0, 10, 30, 100, 200, 400, 700, 1000, merges.length];
const y = x.map((count) => after(count).encode(fresh).ids.length / words);
display(
  lineChart({
    title: "Stories that were not trained on",
    x: "merges",
    y: "tokens per word",
    series: [{ name: "stories", x, y }],
  }),
);
