import { stories } from "@llm-anatomy/course/stories";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import {
  trainBPE,
  trainUnigram,
  trainWordPiece,
} from "@llm-anatomy/tokenizer/training";
import { display, table } from "@llm-anatomy/viz";

// The same texts, the same size, words split at spaces and punctuation.
const options = {
  vocabSize: 600,
  preTokenizer: { type: "BertPreTokenizer" },
};
const files = {
  BPE: await trainBPE(stories, options),
  WordPiece: await trainWordPiece(stories, {
    ...options,
    unkToken: "[UNK]",
  }),
  Unigram: await trainUnigram(stories, options),
};
const tokenizers = Object.entries(files).map(
  ([name, file]) => [name, Tokenizer.fromJSON(file)] as const,
);

const words = ["laughing", "unhappily", "gardeners", "playground"];
const rows = words.map((word) => {
  const cuts = tokenizers.map(([name, tokenizer]) => {
    const { tokens } = tokenizer.encode(word, { addSpecialTokens: false });
    return [name, tokens.join(" ")];
  });
  return { word, ...Object.fromEntries(cuts) };
});
display(table({ title: "Three models, one training text", rows }));

const text = stories.join("\n");
for (const [name, tokenizer] of tokenizers) {
  const { ids } = tokenizer.encode(text, { addSpecialTokens: false });
  console.log(`${name}: ${ids.length} tokens for all stories`);
}
