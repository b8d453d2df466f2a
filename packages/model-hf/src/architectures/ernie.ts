/**
 * ERNIE: BERT by another name, pre-trained by masking entities and phrases.
 * @see Sun et al. 2019, https://arxiv.org/abs/1904.09223
 * @module
 */
import type { Architecture } from "./architecture.ts";
import { bertLike } from "./bert.ts";

const plain = bertLike(["ernie"], "ernie");

export const ernie: Architecture = {
  ...plain,
  readSpec(config, head) {
    config.only("use_task_id", false);
    config.ignore("task_type_vocab_size");
    return plain.readSpec(config, head);
  },
};
