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

/** The first logits of a model that is given as a folder's handle, as dropped files, and as a zip archive. */
async function logitsOfPicked(
  contents: Record<string, number[]>,
  archive: number[],
): Promise<Record<string, number[]>> {
  const storage = await navigator.storage.getDirectory();
  const folder = await storage.getDirectoryHandle("picked", { create: true });
  const drop = new DataTransfer();
  for (const [path, content] of Object.entries(contents)) {
    const writer = await (await folder.getFileHandle(path, { create: true })).createWritable();
    await writer.write(Uint8Array.from(content));
    await writer.close();
    drop.items.add(new File([Uint8Array.from(content)], path));
  }
  const sources = { handle: folder, drop, list: drop.files, zip: new Blob([Uint8Array.from(archive)]) };
  const logits: Record<string, number[]> = {};
  for (const [kind, source] of Object.entries(sources)) {
    const model = await loadModel(source);
    logits[kind] = [...(await model.forward([1, 2, 3])).logits!.data.subarray(0, 5)];
    await model.dispose();
  }
  await storage.removeEntry("picked", { recursive: true });
  return logits;
}

Object.assign(globalThis, { logitsOfPicked, fetchFile, logitsOf, listCache, clearCache });
