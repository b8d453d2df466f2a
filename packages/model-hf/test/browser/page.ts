/** Runs in the page: what the test calls. */
import { loadModel } from "@llm-anatomy/model-hf";

async function greedy(
  engine: "eager" | "compiled",
  url: string,
  prompt: number[],
  maxNewTokens: number,
): Promise<number[]> {
  const model = await loadModel(url, { engine, runtime: { wasmPaths: "/onnxruntime/" } });
  const ids: number[] = [];
  for await (const { id } of model.generate(prompt, { temperature: 0, maxNewTokens, stopTokens: [] })) ids.push(id);
  await model.dispose();
  return ids;
}

Object.assign(globalThis, { greedy });
