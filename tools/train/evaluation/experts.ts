/**
 * What tiny-moe's experts are asked about: their share of the tokens, topic by topic.
 * @module
 */

import type { Model } from "@llm-anatomy/model-hf";
import { heldOutDocuments, topics } from "./held-out.ts";
import type { Section } from "./report.ts";

/** share[block][topic][expert] of the choices made for a topic's tokens; each row sums to 1. */
async function loads(model: Model, perTopic: number): Promise<number[][][]> {
  const experts = Number(model.config.num_local_experts);
  const blocks = Number(model.config.num_hidden_layers);
  const counts = Array.from({ length: blocks }, () => topics.map(() => new Array<number>(experts).fill(0)));
  for (const [t, topic] of topics.entries()) {
    for (const { text } of heldOutDocuments(topic, perTopic)) {
      const { values } = await model.trace(model.tokenizer.encode(text).ids, { capture: ["blocks.*.router.experts"] });
      Object.values(values).forEach(({ data }, block) => {
        for (const expert of data) counts[block][t][expert]++;
      });
    }
  }
  return counts.map((block) => block.map((row) => row.map((n) => n / row.reduce((a, b) => a + b, 0))));
}

/** Bits that the expert tells about the topic, if all topics are equally likely. */
function information(shares: readonly (readonly number[])[]): number {
  const mean = shares[0].map((_, e) => shares.reduce((sum, row) => sum + row[e], 0) / shares.length);
  let bits = 0;
  for (const row of shares) {
    row.forEach((p, e) => {
      if (p > 0) bits += (p * Math.log2(p / mean[e])) / shares.length;
    });
  }
  return bits;
}

export async function expertTables(model: Model, perTopic = 16): Promise<Section[]> {
  const shares = await loads(model, perTopic);
  const told = shares.map(information);
  const best = told.indexOf(Math.max(...told));
  const cell = (p: number) => `${Math.round(100 * p)}${Math.round(100 * p) >= 25 ? " **" : ""}`;
  return [
    {
      title: "Expert loads by topic",
      how: `Block ${best}: percent of the choices (two a token) that go to each expert, in held-out documents of each topic; 12 or 13 would be no preference, ** marks a quarter and more.`,
      head: ["topic", ...shares[0][0].map((_, e) => `expert ${e}`)],
      rows: topics.map((topic, t) => [topic, ...shares[best][t].map(cell)]),
    },
    {
      title: "What an expert tells about the topic",
      how: `Mutual information of expert and topic in bits, at most ${Math.log2(topics.length).toFixed(0)}; zero if experts did not care about topics.`,
      head: ["block", "bits", "busiest expert overall", "its share"],
      rows: shares.map((block, b) => {
        const mean = block[0].map((_, e) => block.reduce((sum, row) => sum + row[e], 0) / block.length);
        const busiest = mean.indexOf(Math.max(...mean));
        return [b, told[b].toFixed(2), busiest, `${Math.round(100 * mean[busiest])} %`];
      }),
    },
  ];
}
