/**
 * Asking a model and reading its answer.
 * @module
 */

import type { GenerateOptions, Model } from "@llm-anatomy/model-hf";
import { assistant, user } from "../../tiny-corpus/src/markers.ts";

/** The text a model writes for a prompt; greedy unless the options say otherwise. */
export async function written(model: Model, prompt: string, options: GenerateOptions = {}) {
  let text = "";
  let tokens = 0;
  let ended = false;
  for await (const token of model.generate(prompt, { sample: false, maxNewTokens: 64, ...options })) {
    text += token.text;
    tokens++;
    if (token.finish === "stop-token") ended = true;
  }
  return { text, tokens, ended };
}

/** What a model answers in a conversation of one question. */
export async function answer(model: Model, question: string, options?: GenerateOptions): Promise<string> {
  return (await written(model, `${user}${question}${assistant}`, options)).text;
}
