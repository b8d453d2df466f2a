/**
 * ERNIE: BERT by another name, pre-trained by masking entities and phrases.
 * @see Sun et al. 2019, https://arxiv.org/abs/1904.09223
 * @module
 */
import type { NamedArray } from "../checkpoint/checkpoint.ts";
import { type Architecture, table } from "./architecture.ts";
import { bertLike } from "./bert.ts";

const plain = bertLike(["ernie"], "ernie");

export const ernie: Architecture = {
  ...plain,
  readSpec(config, head) {
    config.ignore("use_task_id", "task_type_vocab_size", "pool_act");
    return plain.readSpec(config, head);
  },
  weights(spec, names, config) {
    const { embedding, ...weights } = plain.weights(spec, names, config);
    if (!config.boolean("use_task_id", false)) return { ...weights, embedding };
    const at = "ernie.embeddings";
    const tables = [`${at}.token_type_embeddings.weight`, `${at}.task_type_embeddings.weight`];
    return { ...weights, embedding: { ...embedding, tokenTypes: table(tables, addTask) } };
  },
};

const addTask = Object.assign(withFirstTask, { shapeOf: (types: number[]) => types });

/** ERNIE 3.0 also has a vector per task, of which callers use the first: it can as well be added to those of sentences. */
function withFirstTask(types: NamedArray, tasks: NamedArray): NamedArray {
  const width = types.shape[1];
  return { data: types.data.map((value, i) => value + tasks.data[i % width]), shape: types.shape };
}
