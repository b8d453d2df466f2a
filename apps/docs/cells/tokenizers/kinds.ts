import {
  knownTokenizers,
  loadTokenizerJSON,
} from "@llm-anatomy/known-tokenizers";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { display, table } from "@llm-anatomy/viz";

const texts = {
  English: "Nobody had seen the lighthouse keeper since Tuesday.",
  code: "def area(r):\n    if r < 0:\n        return None\n    return PI * r ** 2\n",
  spaces: "a  b    c\n\n\n\td",
  capitals: "PLEASE DO NOT FEED THE PELICANS",
  emoji: "👋🏽 see you 👩‍🚀🚀",
  accents: "Über naïve Ångström-Café",
};

const counts = [];
const losses = [];
for (const { name, title } of knownTokenizers) {
  const tokenizer = Tokenizer.fromJSON(await loadTokenizerJSON(name));
  const lengths: Record<string, number> = {};
  for (const [kind, text] of Object.entries(texts)) {
    const { ids } = tokenizer.encode(text, { addSpecialTokens: false });
    lengths[kind] = ids.length;
    const back = tokenizer.decode(ids).trim();
    if (back !== text.trim() && kind !== "English")
      losses.push({ tokenizer: title, text: kind, "comes back as": back });
  }
  counts.push({ tokenizer: title, ...lengths });
}
display(table({ title: "Tokens for six texts", rows: counts }));
display(table({ title: "Not what went in", rows: losses }));
