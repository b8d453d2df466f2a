import {
  knownTokenizers,
  loadTokenizerJSON,
} from "@llm-anatomy/known-tokenizers";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { display, table } from "@llm-anatomy/viz";

const names = ["bert-base-cased", "gpt2", "t5", "cl100k", "phi-3", "qwen3"];
const numbers = ["1234567", "12345678", "3.14159", "2026-11-29"];
const columns = ["tokenizer", ...numbers];
const rows = [];
for (const { name, title } of knownTokenizers) {
  if (!names.includes(name)) continue;
  const tokenizer = Tokenizer.fromJSON(await loadTokenizerJSON(name));
  const cuts = numbers.map((number) => {
    const { tokens } = tokenizer.encode(number, {
      addSpecialTokens: false,
    });
    // ▁ is T5's and Phi-3's mark for the beginning of a word.
    return tokens.join(" ").replace(/^▁ ?/, "");
  });
  rows.push([title, ...cuts]);
}
display(table({ title: "How a number is cut", columns, rows }));
