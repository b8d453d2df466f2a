/**
 * Caches kept on disk: a conversation that is set aside gives its memory back, and goes on after a reload where it was,
 * without computing its text again.
 *
 * What is kept is what `serialize` makes, fingerprint and checksum included; this adds a place and a name.
 * @module
 */
import { checkOptions } from "../checks.ts";
import type { Fingerprint, KVCache } from "../kv-cache.ts";
import { type RestoreOptions, restoreCache } from "../restore-cache.ts";
import { hasFiles, openFiles } from "./file-place.ts";
import { hasIndexedDb, openIndexedDb } from "./indexeddb-place.ts";
import { hasOpfs, openOpfs } from "./opfs-place.ts";
import type { Place } from "./place.ts";

export interface CacheStoreOptions {
  /** A folder of the disk in Node, else of OPFS, or the name of the database. Default "llm-anatomy-kv" (in Node: required). */
  folder?: string;
  /** Default: files in Node; in a page OPFS, and IndexedDB where there is none. */
  place?: Place["kind"];
  /** Bytes to keep at most: what was saved longest ago makes room. Default: as many as the place has. */
  maxBytes?: number;
}

export interface StoredCache {
  name: string;
  bytes: number;
  savedAt: Date;
}

export interface CacheStore {
  /** Where it keeps them. */
  readonly place: Place["kind"];
  /**
   * Keeps a cache under a name, in place of what had it. The cache stays as it is: dispose it to have its memory back.
   * Anything with `serialize` will do, such as an encoder–decoder's.
   *
   * @throws RangeError when there is no room, with both numbers
   */
  save(
    name: string,
    cache: Pick<KVCache, "serialize">,
    fingerprint: Fingerprint,
    notes?: unknown,
  ): Promise<StoredCache>;
  /**
   * The cache of that name and its notes, or null when there is none.
   *
   * @throws as `restoreCache`: when it belongs to another model, tokenizer or number format, or is damaged
   */
  load(name: string, options: RestoreOptions): Promise<{ cache: KVCache; notes: unknown } | null>;
  /** Its bytes, for other ways to restore them (`restoreEncoderDecoderCache`), or null. */
  read(name: string): Promise<Uint8Array | null>;
  /** Whether there was one. */
  delete(name: string): Promise<boolean>;
  /** What there is, the newest first. */
  list(): Promise<StoredCache[]>;
}

/**
 * Opens a store of caches: files in Node; OPFS or IndexedDB in pages and workers.
 *
 * @throws TypeError for an option or a place that there is not here
 * @example
 * const store = await openCacheStore({ folder: "./conversations" });
 * await store.save("holiday plans", cache, { model: "smollm2", tokenizer: "smollm2", dtype: "float32" }, { ids });
 */
export async function openCacheStore(options: CacheStoreOptions = {}): Promise<CacheStore> {
  const { folder, place: kind = bestPlace(), maxBytes = Number.POSITIVE_INFINITY, ...unknown } = options;
  checkOptions("openCacheStore", unknown);
  const place = await openPlace(kind, folder);

  const list = async () => {
    const stored = await place.list();
    stored.sort((a, b) => b.savedAt - a.savedAt);
    return stored.map(({ name, bytes, savedAt }) => ({ name, bytes, savedAt: new Date(savedAt) }));
  };

  /** Deletes the oldest others until `needed` bytes fit. */
  async function makeRoom(name: string, needed: number): Promise<void> {
    if (maxBytes === Number.POSITIVE_INFINITY) return;
    if (needed > maxBytes) {
      throw new RangeError(
        `save: "${name}" has ${needed} bytes but maxBytes is ${maxBytes}. Quantise or crop the cache, or allow more.`,
      );
    }
    const others = (await list()).filter((stored) => stored.name !== name);
    let held = others.reduce((sum, { bytes }) => sum + bytes, 0);
    while (held + needed > maxBytes) {
      const oldest = others.pop()!;
      await place.delete(oldest.name);
      held -= oldest.bytes;
    }
  }

  return {
    place: place.kind,
    async save(name, cache, fingerprint, notes) {
      checkName(name);
      const bytes = cache.serialize(fingerprint, notes);
      await makeRoom(name, bytes.length);
      await place.write(name, bytes).catch((error: Error & { code?: string }) => {
        if (error.name !== "QuotaExceededError" && error.code !== "ENOSPC") throw error;
        throw new RangeError(
          `save: "${name}" has ${bytes.length} bytes, more than the ${place.kind === "files" ? "disk has room for" : "browser gives this site"}. Delete stored caches, or give maxBytes.`,
          { cause: error },
        );
      });
      return { name, bytes: bytes.length, savedAt: new Date() };
    },
    async load(name, options) {
      const bytes = await place.read(name);
      return bytes && restoreCache(bytes, options);
    },
    read: (name) => place.read(name),
    delete: (name) => place.delete(name),
    list,
  };
}

function bestPlace(): Place["kind"] {
  if (hasFiles()) return "files";
  return hasOpfs() ? "opfs" : "indexeddb";
}

async function openPlace(kind: Place["kind"], folder?: string): Promise<Place> {
  const missing = (what: string) => new TypeError(`openCacheStore: place is "${kind}" but ${what}.`);
  const name = folder ?? "llm-anatomy-kv";
  switch (kind) {
    case "files":
      if (!hasFiles()) throw missing("there are no files outside of Node. Leave place out");
      if (folder === undefined) throw missing("folder is missing. Pass where the files are to lie");
      return openFiles(folder);
    case "opfs":
      if (!hasOpfs()) throw missing("there is no origin private file system here. Leave place out");
      return openOpfs(name);
    case "indexeddb":
      if (!hasIndexedDb()) throw missing("there is no IndexedDB here. Leave place out");
      return openIndexedDb(name);
    default:
      throw missing('has to be "files", "opfs" or "indexeddb"');
  }
}

/** Longest file name that every file system takes, percent-encoded; less the ending and what an unfinished file is called. */
const maxNameBytes = 200;

function checkName(name: string): void {
  const { length } = encodeURIComponent(name);
  if (length > 0 && length <= maxNameBytes) return;
  throw new RangeError(
    `save: the name has ${length} characters when percent-encoded but has to have 1 to ${maxNameBytes}. Keep long titles in notes.`,
  );
}
