/** What a page has: private storage of its origin. `#platform` is this file everywhere but in Node. @module */
import { CheckpointError } from "../errors.ts";
import { pageHubApi } from "../source/hub/hub-api.ts";
import { pageCache } from "../source/hub/page-cache.ts";
import type { Platform } from "./platform.ts";
import { startPageWorker } from "./start-page-worker.ts";

export const getEnvironment: Platform["getEnvironment"] = async () => ({ offline: false });

export const openModelCache: Platform["openModelCache"] = async (folder = "llm-anatomy") => {
  const root = await privateStorage();
  return root && pageCache(await root.getDirectoryHandle(folder, { create: true }));
};

/** Only secure contexts have it, private windows of some browsers refuse it, and Safari before 26 cannot write to it here. */
async function privateStorage(): Promise<FileSystemDirectoryHandle | null> {
  const { navigator, FileSystemFileHandle } = globalThis as Partial<typeof globalThis>;
  if (!navigator?.storage?.getDirectory || !navigator.locks) return null;
  if (!FileSystemFileHandle || !("createWritable" in FileSystemFileHandle.prototype)) return null;
  return navigator.storage.getDirectory().catch(() => null);
}

export const hubApi: Platform["hubApi"] = async () => pageHubApi;

export const seesHeaders: Platform["seesHeaders"] = false;

export const nativeRuntime: Platform["nativeRuntime"] = async () => {
  throw new CheckpointError(
    'loadModel: device is "cpu", native code, but a page runs none. Leave device out to compute in WebAssembly, or pass "webgpu".',
    { code: "device-unavailable" },
  );
};

// In GiB, rounded, at most 8 (32 in new browsers), and absent outside Chromium: as a limit only what is below 8 means something.
export const memoryLimit: Platform["memoryLimit"] = () => {
  const { deviceMemory } = (globalThis.navigator ?? {}) as { deviceMemory?: number };
  return deviceMemory !== undefined && deviceMemory < 8 ? deviceMemory * 2 ** 30 : null;
};

export const openDirectory: Platform["openDirectory"] = async (folder) => {
  throw new CheckpointError(
    `${folder}: a page cannot read folders by their path. Pass a directory handle (showDirectoryPicker), dropped files, or an address.`,
    { code: "file-missing" },
  );
};

export const openFile: Platform["openFile"] = async () => null;

export const machine: Platform["machine"] = () => {
  const { userAgent, hardwareConcurrency } = globalThis.navigator ?? {};
  return `${userAgent}, ${hardwareConcurrency} threads`;
};

export const readNotes: Platform["readNotes"] = async () => {
  const file = await notesFile(false);
  return file && (await (await file.getFile()).text());
};

export const writeNotes: Platform["writeNotes"] = async (text) => {
  const file = await notesFile(true);
  const writer = await file?.createWritable();
  await writer?.write(text);
  await writer?.close();
};

async function notesFile(create: boolean): Promise<FileSystemFileHandle | null> {
  const root = await privateStorage();
  return root && (await root.getFileHandle("llm-anatomy-engine-speeds.json", { create }).catch(() => null));
}

export const folderWriter: Platform["folderWriter"] = async (folder) => {
  throw new RangeError(
    `convertModel: to is the folder ${JSON.stringify(folder)}, but a page cannot write folders by their path. Pass a function that takes the files.`,
  );
};

export const isDirectory: Platform["isDirectory"] = async () => false;

// A worker that loads a model is one already.
export const worksInWorker: Platform["worksInWorker"] = () =>
  typeof document !== "undefined" && typeof Worker !== "undefined";

export const startWorker: Platform["startWorker"] = startPageWorker;

export const ownPort: Platform["ownPort"] = () => globalThis as ReturnType<Platform["ownPort"]>;
