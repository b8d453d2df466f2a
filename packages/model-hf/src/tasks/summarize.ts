/** The gist of a text, by an encoder–decoder that was trained for it. @module */
import type { Model } from "../model/model.ts";
import { type RewriteOptions, rewrite, taskSettings } from "./rewrite.ts";

/** A summary, with the length and the search that the checkpoint asks for. */
export async function summarize(model: Model, text: string, options: RewriteOptions = {}): Promise<string> {
  const settings = taskSettings(model, "summarization");
  return rewrite(model, "summarize", text, { prefix: settings?.prefix as string | undefined, settings }, options);
}
