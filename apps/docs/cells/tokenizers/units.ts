import { stories } from "@llm-anatomy/course/stories";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { trainBPE } from "@llm-anatomy/tokenizer/training";
import { display, table } from "@llm-anatomy/viz";

const learnt = stories.slice(0, 150); // what the vocabularies are made from
const fresh = stories.slice(150); // what they have never seen
const words = (text: string) => text.match(/\p{L}+|\S/gu) ?? [];

const bpe = Tokenizer.fromJSON(await trainBPE(learnt, { vocabSize: 1000 }));
const units = {
  letters: (text: string) => [...text],
  words,
  "learnt pieces": (text: string) => bpe.encode(text).tokens,
};

const rows = Object.entries(units).map(([unit, cut]) => {
  const vocabulary = new Set(learnt.flatMap(cut));
  const pieces = fresh.flatMap(cut);
  const unknown = pieces.filter((piece) => !vocabulary.has(piece)).length;
  return {
    unit,
    vocabulary: unit === "learnt pieces" ? 1000 : vocabulary.size,
    "pieces per story": Math.round(pieces.length / fresh.length),
    // A byte is a piece too, so learnt pieces can spell anything.
    "not in the vocabulary": unit === "learnt pieces" ? 0 : unknown,
  };
});
display(table({ title: `${fresh.length} stories that are new`, rows }));

const missing = new Set(fresh.flatMap(words));
for (const word of learnt.flatMap(words)) missing.delete(word);
console.log("unknown words:", [...missing].slice(0, 12).join(", "));
