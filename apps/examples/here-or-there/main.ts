import { serve } from "@hono/node-server";
import { loadModel } from "@llm-anatomy/model-hf";
import { remoteModel, type TextGenerator } from "@llm-anatomy/model-hf/remote";
import { createOpenAiApi } from "@llm-anatomy/model-hf/serve";

// The program: it does not know where the model computes.
async function tell(model: TextGenerator): Promise<string> {
  let story = "Once upon a time";
  for await (const { text } of model.generate(story, { maxNewTokens: 40, temperature: 0 })) story += text;
  return story;
}

// Here …
const local = await loadModel("tiny");
console.log(await tell(local));

// … or there: this line changes. Another server's address will do as well: vLLM, llama.cpp, Ollama, a service.
const given = process.argv[2];
const model = given
  ? remoteModel({ baseURL: given, model: process.argv[3] ?? "default", apiKey: process.env.API_KEY })
  : remoteModel({ baseURL: "http://127.0.0.1:8091/v1", model: "tiny" });

// Without an address the same model is served by this very program, as `llm-anatomy serve tiny` does.
const server = given
  ? undefined
  : serve({ fetch: createOpenAiApi(local, { name: "tiny" }).fetch, hostname: "127.0.0.1", port: 8091 });
console.log(await tell(model));

await model.dispose();
await local.dispose();
server?.close();
