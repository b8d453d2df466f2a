/**
 * How well a masked language model guesses a hidden word of held-out texts.
 * @module
 */

import type { Model } from "@llm-anatomy/model-hf";
import { plainText } from "../../tiny-corpus/src/retrieval/passages.ts";
import { heldOut } from "./held-out.ts";
import { percent, type Section } from "./report.ts";

/** Every tenth token is hidden, one at a time, so each guess sees all other words. */
export async function maskedWordTable(model: Model, count = 60): Promise<Section> {
  const mask = model.tokenizer.tokenToId("[MASK]")!;
  let guessed = 0;
  let first = 0;
  let amongFive = 0;
  let loss = 0;
  for (const { text } of heldOut(count, plainText)) {
    const ids = model.tokenizer.encode(text).ids.slice(0, 128);
    for (let at = 5; at < ids.length - 1; at += 10) {
      const { logits } = await model.forward(ids.map((id, i) => (i === at ? mask : id)));
      const vocabulary = logits!.shape.at(-1)!;
      const row = logits!.data.subarray(at * vocabulary, (at + 1) * vocabulary);
      const own = row[ids[at]];
      const better = row.reduce((n, x) => n + (x > own ? 1 : 0), 0);
      const max = row.reduce((a, b) => Math.max(a, b));
      loss += max + Math.log(row.reduce((sum, x) => sum + Math.exp(x - max), 0)) - own;
      guessed++;
      if (better === 0) first++;
      if (better < 5) amongFive++;
    }
  }
  return {
    title: "Hidden words",
    how: `${guessed} tokens of ${count} texts with held-out combinations, hidden one at a time.`,
    head: ["loss, nats", "right", "among five"],
    rows: [[(loss / guessed).toFixed(3), percent(first / guessed), percent(amongFive / guessed)]],
  };
}
