/** Texts that a checkpoint's own tokenizer encoded. @module */
import type { Model } from "@llm-anatomy/model-hf";
import type { Report } from "../report.ts";
import type { Expected } from "./expected.ts";

export async function judgeTokenizer(
  name: string,
  { tokenizer }: Expected,
  model: Model,
  report: Report,
): Promise<void> {
  for (const { text, ids } of tokenizer!.encodings ?? []) {
    const label = `${name}/tokenizer ${JSON.stringify(text.slice(0, 40))}`;
    const got = Array.from(model.tokenizer.encode(text).ids);
    if (got.join() === ids.join()) report.pass(label);
    else report.fail(label, `gives ${got.join(" ")} but ${ids.join(" ")} was expected`);
  }
}
