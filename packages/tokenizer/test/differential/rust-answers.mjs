/**
 * Answers of the Rust library, in a process of its own: a few inputs make it panic, and that ends the process.
 * A message is { file, inputs }; the reply is a list of answers, or { refused } if it does not load the file.
 */
import { Tokenizer } from "@anush008/tokenizers";

process.on("message", async ({ file, inputs }) => {
  let tokenizer;
  try {
    tokenizer = Tokenizer.fromString(file);
  } catch (error) {
    process.send({ refused: String(error) });
    return;
  }
  const answers = [];
  for (const [text, pair] of inputs) {
    try {
      const encoding = await tokenizer.encode(text, pair ?? undefined);
      const ids = encoding.getIds();
      answers.push({
        ids,
        tokens: encoding.getTokens(),
        offsets: encoding.getOffsets(),
        words: encoding.getWordIds().map((word) => word ?? null),
        special: encoding.getSpecialTokensMask(),
        types: encoding.getTypeIds(),
        decoded: await tokenizer.decode(ids, false),
        decodedSkip: await tokenizer.decode(ids, true),
      });
    } catch (error) {
      answers.push({ error: String(error) });
    }
  }
  process.send({ answers });
});
