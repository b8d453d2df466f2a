/** Whether a model was made for conversations. @module */
import type { Model } from "@llm-anatomy/model-hf";

/** True where the checkpoint says how messages are told to it; false for one that only continues texts. */
export async function hasChatTemplate({ source }: Model): Promise<boolean> {
  if (await source.open("chat_template.jinja")) return true;
  for (const path of ["tokenizer_config.json", "chat_template.json"]) {
    const file = await source.open(path);
    if (!file) continue;
    const text = new TextDecoder().decode(await file.read(0, file.size));
    if (JSON.parse(text).chat_template) return true;
  }
  return false;
}
