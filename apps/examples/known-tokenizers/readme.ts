import { knownTokenizers, loadTokenizerJSON } from "@llm-anatomy/known-tokenizers";
import { Tokenizer } from "@llm-anatomy/tokenizer";

for (const { name, title, kind, licence } of knownTokenizers) {
  const tokenizer = Tokenizer.fromJSON(await loadTokenizerJSON(name));
  const { tokens } = tokenizer.encode("Untokenizable!", { addSpecialTokens: false });
  console.log(`${title} (${kind}, ${licence}): ${tokens.join(" ")}`);
}
