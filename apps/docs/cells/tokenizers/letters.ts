import { loadTokenizerJSON } from "@llm-anatomy/known-tokenizers";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { display, tokenStrip } from "@llm-anatomy/viz";

const gpt4 = Tokenizer.fromJSON(await loadTokenizerJSON("cl100k"));

for (const text of [
  "How many r’s are in strawberry?",
  "Strawberry: how many r’s?",
  "STRAWBERRY: how many R’s?",
  "s-t-r-a-w-b-e-r-r-y: how many r’s?",
]) {
  const { ids, offsets } = gpt4.encode(text);
  const tokens = offsets.map(([start, end]) => text.slice(start, end));
  display(tokenStrip({ title: text, tokens, ids }));
}
