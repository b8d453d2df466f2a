/** Runs in the page: what page-cache.test.ts calls. */
import { clearCache, type HubOptions, hubSource, listCache, loadModel } from "@llm-anatomy/model-hf";

/** Downloads one file and gives its length and the sum of its bytes, or what the error said. */
async function fetchFile(id: string, path: string, options: HubOptions, abortAfter?: number) {
  const controller = new AbortController();
  try {
    const file = await hubSource(id, options).open(path, controller.signal);
    if (!file) return null;
    let seen = 0;
    await file.download?.({
      signal: controller.signal,
      onBytes(count) {
        seen += count;
        if (abortAfter !== undefined && seen >= abortAfter) controller.abort(new Error("enough"));
      },
    });
    const bytes = await file.read(0, file.size);
    const middle = await file.read(file.size >> 1, (file.size >> 1) + 4);
    return { size: bytes.length, hash: await hashOf(bytes), middle: [...middle] };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return { code, message };
  }
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function logitsOf(id: string, options: { endpoint: string; offline?: boolean }): Promise<number[]> {
  const model = await loadModel(id, options);
  const { logits } = await model.forward([1, 2, 3]);
  await model.dispose();
  return [...logits!.data.subarray(0, 5)];
}

Object.assign(globalThis, { fetchFile, logitsOf, listCache, clearCache });
