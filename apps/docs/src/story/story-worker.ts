/**
 * Loads the embedded model and tells stories with it, a token at a time, away from the page's thread.
 *
 * It lives as long as its page, so the model is fetched once; to stop it in the middle, terminate it.
 * @module
 */
import { loadModel, type Model } from "@llm-anatomy/model-hf";
import type { StoryMessage, StoryRequest } from "./messages.ts";

const say = (message: StoryMessage) => postMessage(message);
let model: Model | undefined;

addEventListener("message", ({ data }: MessageEvent<StoryRequest>) => {
  tell(data).catch((error) => say({ type: "failed", message: error instanceof Error ? error.message : String(error) }));
});

async function tell({ beginning, seed }: StoryRequest): Promise<void> {
  if (!model) {
    let bytes = 0;
    const onProgress = ({ total }: { total: number }) => {
      bytes = total;
    };
    model = await loadModel("tiny", { onProgress });
    say({ type: "loaded", bytes });
  }
  for await (const { text, logprob } of model.generate(beginning, { maxNewTokens: 80, temperature: 0.6, seed })) {
    say({ type: "token", text, probability: Math.exp(logprob) });
  }
  say({ type: "end" });
}
