/**
 * How surprised a causal model is by held-out documents, topic by topic.
 * @module
 */

import type { Model } from "@llm-anatomy/model-hf";
import { heldOutDocuments, topics } from "./held-out.ts";
import type { Section } from "./report.ts";

/** Negative log-probability, in nats, of each token after the first. */
export async function tokenLosses(model: Model, ids: readonly number[]): Promise<Float32Array> {
  const { logits } = await model.forward(ids);
  const vocabulary = logits!.shape.at(-1)!;
  return Float32Array.from({ length: ids.length - 1 }, (_, t) => {
    const row = logits!.data.subarray(t * vocabulary, (t + 1) * vocabulary);
    let max = -Infinity;
    for (const x of row) max = Math.max(max, x);
    let sum = 0;
    for (const x of row) sum += Math.exp(x - max);
    return max + Math.log(sum) - row[ids[t + 1]];
  });
}

export async function heldOutLoss(model: Model, perTopic = 40): Promise<Section> {
  const rows: (string | number)[][] = [];
  let all = 0;
  let allTokens = 0;
  for (const topic of topics) {
    let total = 0;
    let tokens = 0;
    // Stories are most of what it reads and vary most.
    for (const { text } of heldOutDocuments(topic, topic === "story" ? 3 * perTopic : perTopic)) {
      const losses = await tokenLosses(model, model.tokenizer.encode(text).ids);
      for (const loss of losses) total += loss;
      tokens += losses.length;
    }
    rows.push([topic, tokens, (total / tokens).toFixed(3), Math.exp(total / tokens).toFixed(2)]);
    all += total;
    allTokens += tokens;
  }
  rows.push(["all", allTokens, (all / allTokens).toFixed(3), Math.exp(all / allTokens).toFixed(2)]);
  return {
    title: "Held-out loss",
    how: "Mean negative log-probability of a token, in nats, over documents with a held-out combination.",
    head: ["topic", "tokens", "loss", "perplexity"],
    rows,
  };
}
