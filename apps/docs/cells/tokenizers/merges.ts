import { loadTokenizerJSON } from "@llm-anatomy/known-tokenizers";
import { mergeStates, Tokenizer } from "@llm-anatomy/tokenizer";
import { display, table } from "@llm-anatomy/viz";

const file = await loadTokenizerJSON("smollm2");
const tokenizer = Tokenizer.fromJSON(file);

for (const text of [" strawberry", "strawberry"]) {
  const [{ model }] = tokenizer.trace(text).words;
  if (model?.type !== "BPE") throw new Error("this cell is about BPE");
  const states = mergeStates(model);
  const rows = model.merges.map(({ rank, left, right }, i) => ({
    joins: `${left} + ${right}`,
    rank,
    "the word then": states[i + 1].join(" · "),
  }));
  display(table({ title: `“${text}”: ${states[0].join(" · ")}`, rows }));
}
