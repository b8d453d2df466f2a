/**
 * What differs between Node and a page. The import `#platform` is one of two modules with this shape: package.json
 * chooses by condition, so that a page's bundle holds no Node module.
 * @module
 */
import type * as Ort from "onnxruntime-web";
import type { ConvertedFile } from "../convert/convert-model.ts";
import type { HubApi } from "../source/hub/hub-api.ts";
import type { ModelCache } from "../source/hub/model-cache.ts";
import type { Source, SourceFile } from "../source/source.ts";
import type { Port } from "../worker/channel.ts";
import type { WorkerLike } from "../worker/load-in-worker.ts";

export interface Environment {
  endpoint?: string;
  token?: string;
  /** Folder of the cache. */
  cache?: string;
  offline: boolean;
}

export interface Platform {
  getEnvironment(): Promise<Environment>;
  /** Null where nothing can be kept, for example in a private window. */
  openModelCache(folder: string | undefined): Promise<ModelCache | null>;
  hubApi(): Promise<HubApi>;
  /** Whether redirects and true lengths can be seen: a page may not look at the one, and gets the other compressed. */
  readonly seesHeaders: boolean;
  /** The machine, and what runs this program on it: what was measured elsewhere says nothing here. */
  machine(): string;
  /** What was noted down here for later; null where nothing was, or nothing can be. */
  readNotes(): Promise<string | null>;
  /** Notes something down, in place of what there was. Does nothing where nothing can be kept. */
  writeNotes(text: string): Promise<void>;
  /** A function that writes files below a folder. @throws RangeError where there are no folders */
  folderWriter(folder: string): Promise<(file: ConvertedFile) => Promise<void>>;
  /** onnxruntime-node, an optional package. @throws CheckpointError `device-unavailable` where it cannot be loaded */
  nativeRuntime(): Promise<typeof Ort>;
  /** Bytes of memory that this machine has, or this container; null where nobody tells. */
  memoryLimit(): number | null;
  openDirectory(folder: string | URL): Promise<Source>;
  /** Null where there is no such file, or no files. */
  openFile(path: string | URL): Promise<SourceFile | null>;
  isDirectory(path: string): Promise<boolean>;
  /** Whether models work in a worker when nobody says: in a page, whose thread has more to do. */
  worksInWorker(): boolean;
  /** Starts the module `@llm-anatomy/model-hf/worker`. */
  startWorker(): WorkerLike;
  /** In a worker: its end of what connects it with the thread that started it. */
  ownPort(): Port;
}
