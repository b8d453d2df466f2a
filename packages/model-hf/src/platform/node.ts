/** What Node has and a page has not: a disk, environment variables. `#platform` is this file in Node. @module */
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, homedir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parentPort, Worker } from "node:worker_threads";
import { CheckpointError } from "../errors.ts";
import { directorySource, diskFile } from "../source/directory.ts";
import { diskCache } from "../source/hub/disk-cache.ts";
import type { Environment, Platform } from "./platform.ts";

/** The variables that Python's huggingface_hub reads too. */
export const getEnvironment: Platform["getEnvironment"] = async (): Promise<Environment> => {
  const { env } = process;
  const home = expand(env.HF_HOME) ?? join(expand(env.XDG_CACHE_HOME) ?? join(homedir(), ".cache"), "huggingface");
  const implicit = isTrue(env.HF_HUB_DISABLE_IMPLICIT_TOKEN) ? undefined : await savedToken(home);
  return {
    endpoint: env.HF_ENDPOINT || undefined,
    token: env.HF_TOKEN?.trim() || env.HUGGING_FACE_HUB_TOKEN?.trim() || implicit,
    cache: expand(env.HF_HUB_CACHE) ?? expand(env.HUGGINGFACE_HUB_CACHE) ?? join(home, "hub"),
    offline: isTrue(env.HF_HUB_OFFLINE) || isTrue(env.TRANSFORMERS_OFFLINE),
  };
};

export const openModelCache: Platform["openModelCache"] = async (folder) =>
  diskCache(folder!, { symlinks: !isTrue(process.env.HF_HUB_DISABLE_SYMLINKS) });

export const hubApi: Platform["hubApi"] = () => import("@huggingface/hub");

export const seesHeaders: Platform["seesHeaders"] = true;

export const nativeRuntime: Platform["nativeRuntime"] = async () => {
  try {
    return (await import("onnxruntime-node")) as unknown as Awaited<ReturnType<Platform["nativeRuntime"]>>; // alike in all that is used
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const missing = code === "ERR_MODULE_NOT_FOUND" && message.includes("'onnxruntime-node'");
    const trouble = missing
      ? "onnxruntime-node is not installed. Run npm install onnxruntime-node@^1.30"
      : `onnxruntime-node cannot be loaded (${message.split("\n")[0]}). Install one that was made for this system`;
    throw new CheckpointError(
      `loadModel: device is "cpu" but ${trouble}, or leave device out to compute in WebAssembly.`,
      { code: "device-unavailable", cause },
    );
  }
};

// 0, or more than there is, where nothing is constrained.
export const memoryLimit: Platform["memoryLimit"] = () =>
  Math.min(totalmem(), process.constrainedMemory?.() || Number.POSITIVE_INFINITY);

export const openDirectory: Platform["openDirectory"] = (folder) => directorySource(pathOf(folder));

export const openFile: Platform["openFile"] = async (file) => {
  const path = pathOf(file);
  const info = await stat(path).catch(() => null);
  return info?.isFile() ? diskFile(path, path, info.size) : null;
};

export const isDirectory: Platform["isDirectory"] = (path) =>
  stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );

export const machine: Platform["machine"] = () =>
  `${cpus()[0]?.model.trim() ?? process.arch}, ${availableParallelism()} threads, Node ${process.versions.node}`;

export const readNotes: Platform["readNotes"] = () => readFile(notesFile(), "utf8").catch(() => null);

export const writeNotes: Platform["writeNotes"] = async (text) => {
  const file = notesFile();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, text);
  await rename(`${file}.${process.pid}`, file); // others see the old notes or the new ones, never half of them
};

/** Beside the models, but not among them: that cache is Python's as well. */
function notesFile(): string {
  const { LLM_ANATOMY_CACHE: own, XDG_CACHE_HOME: caches } = process.env;
  return join(expand(own) ?? join(expand(caches) ?? join(homedir(), ".cache"), "llm-anatomy"), "engine-speeds.json");
}

export { folderWriter } from "../convert/folder-writer.ts";

export const worksInWorker: Platform["worksInWorker"] = () => false;

export const startWorker: Platform["startWorker"] = () => {
  // The thread gets the program's flags, but for the one that only code on the command line may have.
  const execArgv = process.execArgv.filter((flag) => !flag.startsWith("--input-type"));
  const worker = new Worker(new URL(import.meta.resolve("@llm-anatomy/model-hf/worker")), { name: "model", execArgv });
  const port: ReturnType<Platform["startWorker"]> = {
    postMessage: (message, transfer) => worker.postMessage(message, transfer as ArrayBuffer[]),
    onmessage: null,
    onerror: null,
    terminate: () => worker.terminate(),
  };
  worker.on("message", (data) => port.onmessage?.({ data: data as never }));
  worker.on("error", (error) => port.onerror?.({ message: String(error) }));
  worker.on("exit", (code) => port.onerror?.({ message: `it ended with code ${code}` }));
  return port;
};

export const ownPort: Platform["ownPort"] = () => {
  if (!parentPort) throw new Error("@llm-anatomy/model-hf/worker: is the module of a worker. Use loadModel.");
  return parentPort as unknown as ReturnType<Platform["ownPort"]>;
};

async function savedToken(home: string): Promise<string | undefined> {
  const text = await readFile(expand(process.env.HF_TOKEN_PATH) ?? join(home, "token"), "utf8").catch(() => "");
  return text.trim() || undefined;
}

function pathOf(place: string | URL): string {
  return place instanceof URL ? fileURLToPath(place) : (expand(place) ?? place);
}

/** `~` is the home folder; an empty variable is none. */
function expand(path: string | undefined): string | undefined {
  if (!path) return undefined;
  return /^~(?=$|[\\/])/.test(path) ? join(homedir(), path.slice(1)) : path;
}

function isTrue(text: string | undefined): boolean {
  return /^(1|on|yes|true)$/i.test(text ?? "");
}
