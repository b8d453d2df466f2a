/**
 * A headless Chromium in whose workers models compute, while the judges, who read files, stay in Node: what
 * `loadModel(source, { worker })` and its worker say to each other is handed through the page as text.
 * @module
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { LoadOptions, WorkerLike } from "@llm-anatomy/model-hf";
import { openPage } from "@llm-anatomy/test-kit";
import { fromText, toText } from "./codec.ts";
import type { InPage } from "./page.ts";

/** A WebGPU that runs on the CPU: slow, without float16, and right. */
const webGpuFlags = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

export interface ModelPage {
  /** What `loadModel` has to be given. */
  options: Pick<LoadOptions, "worker" | "runtime">;
  close(): Promise<void>;
}

export async function openModelPage({ webgpu = false } = {}): Promise<ModelPage> {
  const require = createRequire(createRequire(import.meta.url).resolve("@llm-anatomy/model-hf/package.json"));
  const runtime = dirname(require.resolve("onnxruntime-web"));
  const entry = join(import.meta.dirname, "page.ts");
  const folders = { "/onnxruntime": runtime };
  const { page, origin, close } = await openPage({ entry, folders, flags: webgpu ? webGpuFlags : [] });
  const workers = new Map<number, WorkerLike>();
  await page.exposeFunction("fromWorker", (id: number, text: string) => {
    const { data, error } = fromText(text) as { data: never; error?: string };
    if (error === undefined) workers.get(id)?.onmessage?.({ data });
    else workers.get(id)?.onerror?.({ message: error });
  });
  await page.waitForFunction(() => "inPage" in globalThis);

  type Call = { [K in keyof InPage]: [name: K, ...args: Parameters<InPage[K]>] }[keyof InPage];
  const tell = (...[name, ...args]: Call) =>
    page
      .evaluate(
        ([name, args]) =>
          (globalThis as unknown as { inPage: Record<string, (...args: unknown[]) => void> }).inPage[name](...args),
        [name, args] as const,
      )
      .catch((error) => {
        if (!page.isClosed()) throw error;
      });

  let count = 0;
  const startWorker = (): WorkerLike => {
    const id = count++;
    const worker: WorkerLike = {
      onmessage: null,
      onerror: null,
      postMessage: (message) => void tell("tell", id, toText(message)),
      terminate: () => void tell("end", id),
    };
    workers.set(id, worker);
    void tell("start", id);
    return worker;
  };
  return { options: { worker: startWorker, runtime: { wasmPaths: `${origin}/onnxruntime/` } }, close };
}
