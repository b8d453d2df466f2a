/**
 * A model repository on the Hugging Face Hub.
 *
 * The first file tells at which commit the branch stands, and all others are read at that commit, so that a model is
 * never put together from two versions. A file that is in the cache at that commit costs no request at all. Without
 * a connection the branch is taken where it stood last time.
 * @module
 */
import { getEnvironment, openModelCache, seesHeaders } from "#platform";
import { CheckpointError } from "../errors.ts";
import { listRevision } from "./hub/hub-listing.ts";
import { authorization, type HubFile, type HubRepository, headFile } from "./hub/hub-metadata.ts";
import type { RequestOptions } from "./hub/hub-request.ts";
import type { ModelCache } from "./hub/model-cache.ts";
import { transfer, transferWhole } from "./hub/transfer.ts";
import { createProgressMeter, type OnProgress } from "./progress.ts";
import type { Source, SourceFile } from "./source.ts";

export interface HubOptions extends RequestOptions {
  /** Branch, tag or commit. Default "main". */
  revision?: string;
  /** Address of the Hub. Default HF_ENDPOINT, else https://huggingface.co. */
  endpoint?: string;
  /** Access token; false sends none. Default HF_TOKEN, else the one that `hf auth login` saved. */
  token?: string | false;
  /** Folder of the cache; false keeps nothing. Default HF_HUB_CACHE, else ~/.cache/huggingface/hub; in a page the browser's private file system. */
  cache?: string | boolean;
  /** Reads from the cache only. Default HF_HUB_OFFLINE. */
  offline?: boolean;
  onProgress?: OnProgress;
}

/** The repository `id` (`org/name`). Nothing is fetched before a file is opened. */
export function hubSource(id: string, options: HubOptions = {}): Source {
  return new HubSource(id, options);
}

class HubSource implements Source {
  readonly name: string;
  readonly #options: HubOptions;
  readonly #wanted: string;
  #setting?: Promise<{ repository: HubRepository; cache: ModelCache | null; offline: boolean }>;
  /** The commit everything is read at, once known. */
  #commit?: string;
  #listing?: ReturnType<typeof listRevision>;

  constructor(id: string, options: HubOptions) {
    this.name = id;
    this.#options = options;
    this.#wanted = options.revision ?? "main";
    if (/^[0-9a-f]{40}$/.test(this.#wanted)) this.#commit = this.#wanted;
  }

  async open(path: string, signal?: AbortSignal): Promise<SourceFile | null> {
    const { repository, cache, offline } = await this.#settings();
    if (offline) return this.#openOffline(path);
    const kept = this.#commit && (await cache?.find(this.name, this.#commit, path));
    if (kept || kept === null) return kept;
    let file: HubFile | null;
    try {
      file = await this.#describe(path, signal);
    } catch (error) {
      // A broken connection is no reason to fail while the cache holds what is needed.
      if (this.#commit || !cache || !isPassing(error) || !(await cache.readRef(this.name, this.#wanted))) throw error;
      return this.#openOffline(path);
    }
    if (!file) {
      if (this.#commit) await cache?.markAbsent(this.name, this.#commit, path);
      return null;
    }
    await this.#pin(file.commit);
    return (await cache?.find(this.name, file.commit, path)) ?? this.#remoteFile(repository, cache, file);
  }

  async list(signal?: AbortSignal): Promise<string[]> {
    const { cache, offline } = await this.#settings();
    if (!offline) {
      try {
        return [...(await this.#listed(signal)).keys()];
      } catch (error) {
        if (!cache || !isPassing(error) || !(await cache.readRef(this.name, this.#wanted))) throw error;
      }
    }
    const commit = await this.#cachedCommit();
    return cache!.listSnapshot(this.name, commit);
  }

  async explainMissing(path: string): Promise<string | null> {
    const { cache, offline } = await this.#settings();
    if (!offline || !this.#commit) return null;
    const kept = (await cache!.listSnapshot(this.name, this.#commit)).join(", ");
    return `${this.name}: ${path} is not in the cache ${cache!.location}, and offline mode keeps it from being downloaded. The cache has ${kept || "none of its files"}. Load the model once with a connection, and without offline or HF_HUB_OFFLINE.`;
  }

  /** From here on everything is read at this commit. */
  async #pin(commit: string): Promise<void> {
    if (this.#commit) return;
    this.#commit = commit;
    const { cache } = await this.#settings();
    await cache?.writeRef(this.name, this.#wanted, commit);
  }

  #settings() {
    this.#setting ??= readSettings(this.name, this.#options);
    return this.#setting;
  }

  async #openOffline(path: string): Promise<SourceFile | null> {
    const { cache } = await this.#settings();
    this.#commit ??= await this.#cachedCommit();
    return (await cache!.find(this.name, this.#commit, path)) ?? null;
  }

  async #cachedCommit(): Promise<string> {
    const { cache, offline } = await this.#settings();
    if (!cache) {
      throw new CheckpointError(
        `${this.name}: offline mode reads from the cache, but cache is false or there is none. Pass a folder or files, or leave offline out.`,
        { code: "offline" },
      );
    }
    const commit = this.#commit ?? (await cache.readRef(this.name, this.#wanted));
    if (commit && (!offline || (await cache.listSnapshot(this.name, commit)).length > 0)) return commit;
    throw new CheckpointError(
      `${this.name}: revision "${this.#wanted}" is not in the cache ${cache.location}, and offline mode keeps it from being downloaded. Load the model once with a connection, and without offline or HF_HUB_OFFLINE.`,
      { code: "offline" },
    );
  }

  async #describe(path: string, signal?: AbortSignal): Promise<HubFile | null> {
    const { repository } = await this.#settings();
    const pinned = { ...repository, revision: this.#commit ?? repository.revision };
    if (seesHeaders && !this.#listing) {
      const told = await headFile(pinned, path, signal);
      if (told !== undefined) return told;
    }
    return (await this.#listed(signal)).get(path) ?? null;
  }

  async #listed(signal?: AbortSignal): Promise<Map<string, HubFile>> {
    const { repository } = await this.#settings();
    this.#listing ??= listRevision({ ...repository, revision: this.#commit ?? repository.revision }, signal);
    try {
      const { commit, files } = await this.#listing;
      await this.#pin(commit);
      return files;
    } catch (error) {
      this.#listing = undefined; // the next call tries again
      throw error;
    }
  }

  #remoteFile(repository: HubRepository, cache: ModelCache | null, file: HubFile): SourceFile {
    const { path, size, url } = file;
    const subject = { name: this.name, file: path, revision: this.#wanted, hasToken: repository.token !== undefined };
    const ask = { ...repository, headers: authorization(repository) };
    let kept: SourceFile | undefined;
    return {
      name: `${this.name}/${path}`,
      size,
      remote: true,
      async read(start, end, signal) {
        return kept ? kept.read(start, end, signal) : transferWhole(url, subject, { ...ask, start, end, signal });
      },
      download:
        cache === null
          ? undefined
          : async ({ signal, onBytes } = {}) => {
              kept ??= await cache.store(this.name, file, {
                bytes: (start) => transfer(url, subject, { ...ask, start, end: size, signal }),
                onBytes: onBytes ?? this.#meter(file),
                signal,
              });
            },
    };
  }

  #meter({ size, path }: HubFile): (bytes: number) => void {
    const meter = createProgressMeter("download", size, this.#options.onProgress);
    return (bytes) => meter.add(bytes, path);
  }
}

async function readSettings(id: string, options: HubOptions) {
  const environment = await getEnvironment();
  const { fetch, attempts, firstDelay, stallTimeout, revision = "main" } = options;
  const token = options.token === false ? undefined : (options.token ?? environment.token);
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw new CheckpointError(
      `${id}: the access token holds a space, a line break or another character that cannot be sent. Copy it again.`,
      { code: "access-denied" },
    );
  }
  const endpoint = (options.endpoint ?? environment.endpoint ?? "https://huggingface.co").replace(/\/+$/, "");
  const cache =
    options.cache === false
      ? null
      : await openModelCache(typeof options.cache === "string" ? options.cache : environment.cache);
  const repository: HubRepository = { id, endpoint, revision, token, fetch, attempts, firstDelay, stallTimeout };
  return { repository, cache, offline: options.offline ?? environment.offline };
}

function isPassing(error: unknown): boolean {
  return error instanceof CheckpointError && (error.code === "network" || error.code === "rate-limited");
}
