/** One judge for word vectors, whoever trained them. @module */
import { evaluateAnalogies, WordSpace, type WordVectors } from "@llm-anatomy/embeddings";
import { analogies, wordGroups } from "./questions.ts";

export interface Quality {
  /** Share of analogies whose first answer is right. */
  analogies: number;
  /** Of a group's n words: share of each one's n - 1 nearest neighbours that are of the group too, averaged over words. */
  groups: number;
}

export function judge(vectors: WordVectors): Quality {
  const space = new WordSpace(vectors);
  let [sum, words] = [0, 0];
  for (const group of wordGroups) {
    const known = group.filter((word) => space.has(word));
    for (const word of known) {
      const near = space.nearest(word, { k: known.length - 1 });
      sum += near.filter((one) => known.includes(one.word)).length / near.length;
      words++;
    }
  }
  return { analogies: evaluateAnalogies(space, analogies).accuracy, groups: sum / words };
}
