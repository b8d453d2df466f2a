import { stories } from "@llm-anatomy/course/stories";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { trainBPE } from "@llm-anatomy/tokenizer/training";

interface Answer {
  encode?: (word: string, ranks: Map<string, number>) => string[];
}

/** A tokenizer is trained on the stories; it and the answer cut every word. */
export default async function check({ encode }: Answer) {
  if (typeof encode !== "function")
    return { passed: false, message: "Keep `export function encode`." };
  const file = await trainBPE(stories, {
    vocabSize: 700,
    preTokenizer: { type: "WhitespaceSplit" },
  });
  const library = Tokenizer.fromJSON(file);
  const ranks = new Map(
    file.model.merges.map(([left, right], i) => [`${left} ${right}`, i]),
  );
  const words = [...new Set(stories.join(" ").split(/\s+/))];
  for (const word of [...words, "a", "lalalala"]) {
    const right = library.encode(word).tokens.join(" ");
    const pieces = encode(word, ranks);
    const got = Array.isArray(pieces) ? pieces.join(" ") : String(pieces);
    if (got !== right) {
      return {
        passed: false,
        message: `“${word}”, with ${ranks.size} merges from the stories: the library cuts ${right}, yours ${got}.`,
      };
    }
  }
  return {
    passed: true,
    message: `The library cuts all ${words.length} words of the stories the same way.`,
  };
}
