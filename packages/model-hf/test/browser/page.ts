/** Runs in the page: what the test calls. */
import { type LoadOptions, loadModel, type Model, measureEngines } from "@llm-anatomy/model-hf";

const settings: LoadOptions = { runtime: { wasmPaths: "/onnxruntime/" } };

async function greedyOf(model: Model, prompt: number[], maxNewTokens: number): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of model.generate(prompt, { temperature: 0, maxNewTokens, stopTokens: [] })) ids.push(id);
  return ids;
}

const inPage = {
  async greedy(url: string, options: LoadOptions, prompt: number[], maxNewTokens: number): Promise<number[]> {
    const model = await loadModel(url, { ...settings, ...options });
    const ids = await greedyOf(model, prompt, maxNewTokens);
    await model.dispose();
    return ids;
  },

  /** The same of a GGUF file, by its address or as a person picks it. */
  async greedyOfGguf(address: string, kind: "address" | "file", prompt: number[], maxNewTokens: number) {
    const file = async () => new File([await (await fetch(address)).blob()], "picked.gguf");
    const model = await loadModel(kind === "address" ? address : await file(), settings);
    const ids = await greedyOf(model, prompt, maxNewTokens);
    await model.dispose();
    return ids;
  },

  /** Why "auto" takes what it takes: before anything was measured, and after. */
  async measured(url: string) {
    const choice = async () => {
      const model = await loadModel(url, settings);
      await model.dispose();
      const { by, speeds } = model.engineChoice;
      return { by, engine: model.engine.name, known: speeds.map(({ engine }) => engine).sort() };
    };
    const before = await choice();
    const measured = await measureEngines(url, { ...settings, prompt: 8, tokens: 4, rounds: 1 });
    return { before, measured: measured.map(({ engine }) => engine), after: await choice() };
  },

  /** How many tasks the page does while the model computes: each begins the next one. */
  async tasksMeanwhile(url: string, options: LoadOptions): Promise<number> {
    const model = await loadModel(url, { ...settings, ...options });
    const { port1, port2 } = new MessageChannel();
    let tasks = 0;
    port1.onmessage = () => {
      tasks++;
      port2.postMessage(null);
    };
    port2.postMessage(null);
    await model.forward([Array.from({ length: 1500 }, (_, i) => i % 50)]);
    port1.close();
    await model.dispose();
    return tasks;
  },

  /** A trace and a patch of a model, as numbers that can leave the page. */
  async look(url: string, options: LoadOptions) {
    const model = await loadModel(url, { ...settings, ...options });
    const capture = ["blocks.0.attention.weights"];
    const { values, logits } = await model.trace([1, 2, 3], { capture });
    const patched = await model.patch([1, 2, 3], { "blocks.0.mlp.output": ({ data }) => data.fill(0) });
    await model.dispose();
    return {
      shape: values[capture[0]].shape,
      weights: [...values[capture[0]].data],
      logits: [...logits!.data.subarray(0, 8)],
      patched: [...patched.logits!.data.subarray(0, 8)],
    };
  },

  /** A sequence that is cut back and goes on: its length, its first keys, and the scores after it. */
  async cut(url: string, options: LoadOptions) {
    const model = await loadModel(url, { ...settings, ...options });
    const session = await model.createSession();
    await session.append([5, 6, 7, 8, 9]);
    session.crop(3);
    const { data } = await session.append([10]);
    const [layer] = await session.exportCache();
    const { length } = session;
    await session.dispose();
    await model.dispose();
    return { length, keys: [...layer.keys.data], logits: [...data.subarray(0, 20)] };
  },

  /** What loading says that fails: code and message. */
  async refusal(url: string, options: LoadOptions): Promise<{ code?: string; message: string }> {
    try {
      await (await loadModel(url, { ...settings, ...options })).dispose();
      return { message: "loaded" };
    } catch (error) {
      const { code, message } = error as Error & { code?: string };
      return { code, message };
    }
  },

  /** A worker whose module is not there. */
  lostWorker: (url: string) =>
    inPage.refusal(url, { worker: () => new Worker("/nowhere.js", { type: "module" }) as never }),

  /** Generation that is stopped by a timer of the page, and how many tokens there were after the signal. */
  async stopped(url: string, options: LoadOptions) {
    const model = await loadModel(url, { ...settings, ...options });
    const controller = new AbortController();
    let after = 0;
    let count = 0;
    try {
      const generation = { temperature: 0, maxNewTokens: 100_000, stopTokens: [], signal: controller.signal };
      for await (const _ of model.generate([1], generation)) {
        if (++count === 2) setTimeout(() => controller.abort(new Error("enough")));
        if (controller.signal.aborted) after++;
      }
      return { message: "finished", count, after };
    } catch (error) {
      return { message: (error as Error).message, count, after };
    } finally {
      await model.dispose();
    }
  },
};

export type InPage = typeof inPage;
Object.assign(globalThis, { inPage });
