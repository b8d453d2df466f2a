/** Greedy generation, token by token. @module */
import type { Model, NamedArray } from "@llm-anatomy/model-hf";
import type { Report } from "../report.ts";
import type { Expected } from "./expected.ts";

/** The reference ran without stop tokens; where its paths differ, its own loop over one cache is the one to equal. */
export async function judgeGreedy(
  name: string,
  { greedy }: Expected,
  arrays: Map<string, NamedArray>,
  model: Model,
  report: Report,
): Promise<void> {
  const {
    prompt,
    encoder_input_ids: source,
    input_features: features,
    max_new_tokens: maxNewTokens,
    tokens,
    tokens_cached_loop: cachedLoop,
  } = greedy!;
  const expected = cachedLoop ?? tokens;
  const got: number[] = [];
  for await (const { id } of model.generate(features ? arrays.get(features)! : (source ?? prompt!), {
    sample: false,
    checkpointDefaults: false,
    maxNewTokens,
    stopTokens: [],
  }))
    got.push(id);
  const at = expected.findIndex((id, i) => got[i] !== id);
  if (at < 0 && got.length === expected.length) report.pass(`${name}/greedy`);
  else
    report.fail(
      `${name}/greedy`,
      `token ${at < 0 ? expected.length : at} is ${got[at]} but ${expected[at]} was expected`,
    );
}
