/**
 * The cache in a page: the origin private file system (OPFS).
 *
 * Why not the Cache API: it keeps whole responses, so an interrupted download would start again from nothing, and a
 * part of a file cannot be read without the rest. OPFS files are on disk, are read by ranges, and are given to workers.
 *
 * A file becomes visible in OPFS only when its writer closes, and adding to one copies it. So a download is kept in
 * parts of 32 MiB: each part that has been closed survives a crash of the tab, and the parts together are one Blob.
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { CheckpointError } from "../../errors.ts";
import { blobFile } from "../blob-file.ts";
import type { SourceFile } from "../source.ts";
import type { HubFile } from "./hub-metadata.ts";
import {
  type CachedModel,
  type Download,
  type ModelCache,
  readableSize,
  repositoryFolder,
  repositoryOf,
  safeParts,
  wrongChecksum,
  wrongSize,
} from "./model-cache.ts";

const partSize = 32 * 2 ** 20;

/** What a snapshot's file says: which content it has. */
interface Pointer {
  etag: string;
  size: number;
}

/** The cache below `root`, a folder of OPFS. */
export function pageCache(root: FileSystemDirectoryHandle): ModelCache {
  const inside = (id: string, parts: string[], create = false) => walk(root, [repositoryFolder(id), ...parts], create);

  return {
    location: "of this browser",

    async readRef(id, revision) {
      safeParts(revision);
      return readSmall(await inside(id, ["refs"]), encodeURIComponent(revision));
    },

    async writeRef(id, revision, commit) {
      if (revision !== commit)
        await writeSmall((await inside(id, ["refs"], true))!, encodeURIComponent(revision), commit);
    },

    async find(id, commit, path) {
      safeParts(path);
      const name = encodeURIComponent(path);
      const pointer = await readSmall(await inside(id, ["snapshots", commit]), name);
      if (pointer !== null) return openBlob(await inside(id, ["blobs"]), path, JSON.parse(pointer));
      const absent = await readSmall(await inside(id, [".no_exist", commit]), name);
      return absent === null ? undefined : null;
    },

    async markAbsent(id, commit, path) {
      await writeSmall((await inside(id, [".no_exist", commit], true))!, encodeURIComponent(path), "");
    },

    async listSnapshot(id, commit) {
      return (await namesIn(await inside(id, ["snapshots", commit]))).map(decodeURIComponent);
    },

    async store(id, file, download) {
      // Two tabs that load the same model: the second waits and then finds it in the cache.
      return navigator.locks.request(`llm-anatomy ${id} ${file.etag}`, { signal: download.signal }, () =>
        withRoom(file, async (refuseWithout) => {
          const blobs = (await inside(id, ["blobs"], true))!;
          const { bytes } = await keptParts(blobs, file);
          await refuseWithout(file.size - bytes);
          if (bytes < file.size) await fill(blobs, id, file, download);
          else download.onBytes?.(file.size);
          const snapshot = (await inside(id, ["snapshots", file.commit], true))!;
          await writeSmall(
            snapshot,
            encodeURIComponent(file.path),
            JSON.stringify({ etag: file.etag, size: file.size }),
          );
          return (await openBlob(blobs, file.path, file))!;
        }),
      );
    },

    async list() {
      const models: CachedModel[] = [];
      for (const folder of await namesIn(root)) {
        const id = repositoryOf(folder);
        if (id) models.push(await describeModel((await walk(root, [folder]))!, id));
      }
      return models;
    },

    async remove(id) {
      const folder = await inside(id, []);
      if (!folder) return 0;
      const { size } = await describeModel(folder, id);
      await root.removeEntry(repositoryFolder(id), { recursive: true });
      return size;
    },
  };
}

/** Part names end in their number; a content is complete when its parts add up to its size. */
async function keptParts(blobs: FileSystemDirectoryHandle | null, { etag, size }: Pointer) {
  const parts: File[] = [];
  let bytes = 0;
  while (blobs && bytes < size) {
    const handle = await blobs.getFileHandle(`${etag}.${parts.length}`).catch(() => null);
    if (!handle) break;
    parts.push(await handle.getFile());
    bytes += parts[parts.length - 1].size;
  }
  return { parts, bytes };
}

async function openBlob(
  blobs: FileSystemDirectoryHandle | null,
  path: string,
  pointer: Pointer,
): Promise<SourceFile | undefined> {
  const { parts, bytes } = await keptParts(blobs, pointer);
  return bytes === pointer.size ? blobFile(new Blob(parts), path) : undefined;
}

async function fill(blobs: FileSystemDirectoryHandle, id: string, file: HubFile, download: Download): Promise<void> {
  const { parts, bytes: start } = await keptParts(blobs, file);
  const hash = sha256.create();
  for (const part of parts) hash.update(new Uint8Array(await part.arrayBuffer()));
  if (start > 0) download.onBytes?.(start);
  let number = parts.length;
  let inPart = 0;
  let size = start;
  let writer: FileSystemWritableFileStream | undefined;
  try {
    for await (const chunk of download.bytes(start)) {
      download.signal?.throwIfAborted();
      writer ??= await (await blobs.getFileHandle(`${file.etag}.${number}`, { create: true })).createWritable();
      await writer.write(chunk as Uint8Array<ArrayBuffer>);
      hash.update(chunk);
      size += chunk.length;
      inPart += chunk.length;
      download.onBytes?.(chunk.length);
      if (inPart < partSize) continue;
      await writer.close();
      writer = undefined;
      number++;
      inPart = 0;
    }
    await writer?.close();
  } catch (error) {
    await writer?.close().catch(() => {}); // what has come can be gone on from, unless there was no room for it
    throw error;
  }
  const digest = bytesToHex(hash.digest());
  if (size === file.size && (!file.sha256 || digest === file.sha256)) return;
  for (let part = 0; part <= number; part++) await blobs.removeEntry(`${file.etag}.${part}`).catch(() => {});
  if (start === 0) throw size === file.size ? wrongChecksum(id, file, digest) : wrongSize(id, file, size);
  download.onBytes?.(-size); // what had been kept was of something else: once more, from the first byte
  await fill(blobs, id, file, download);
}

/** Says how much there is and how much is needed, before a download and when the browser gives no more during it. */
async function withRoom<T>(
  { path, size }: HubFile,
  work: (refuseWithout: (bytes: number) => Promise<void>) => Promise<T>,
): Promise<T> {
  const full = (room: string, cause?: unknown) =>
    new CheckpointError(
      `${path}: has ${readableSize(size)} but ${room}. Free some (listCache, clearCache), load the model in fewer bits, or pass cache: false.`,
      { code: "storage-full", file: path, cause },
    );
  const refuseWithout = async (bytes: number) => {
    const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await navigator.storage.estimate();
    if (bytes > quota - usage) throw full(`the browser gives this site only ${readableSize(quota - usage)} more`);
  };
  try {
    return await work(refuseWithout);
  } catch (error) {
    // The estimate is a rough one, on purpose in some browsers: the limit may be met in the middle.
    if ((error as Error).name === "QuotaExceededError") throw full("the browser gives this site no more room", error);
    throw error;
  }
}

async function describeModel(folder: FileSystemDirectoryHandle, id: string): Promise<CachedModel> {
  const refs = await walk(folder, ["refs"]);
  const refsOf = new Map<string, string[]>();
  for (const name of await namesIn(refs)) {
    const commit = (await readSmall(refs, name))!;
    refsOf.set(commit, [...(refsOf.get(commit) ?? []), decodeURIComponent(name)]);
  }
  const revisions: CachedModel["revisions"] = [];
  const whole = new Set<string>();
  const snapshots = await walk(folder, ["snapshots"]);
  for (const commit of await namesIn(snapshots)) {
    const snapshot = (await walk(snapshots!, [commit]))!;
    const files = [];
    for (const name of await namesIn(snapshot)) {
      const { etag, size } = JSON.parse((await readSmall(snapshot, name))!) as Pointer;
      files.push({ path: decodeURIComponent(name), size });
      whole.add(etag);
    }
    revisions.push({ commit, refs: refsOf.get(commit) ?? [], files });
  }
  const blobs = await walk(folder, ["blobs"]);
  let size = 0;
  let unfinished = 0;
  for (const name of await namesIn(blobs)) {
    const part = await (await blobs!.getFileHandle(name)).getFile();
    size += part.size;
    if (!whole.has(name.slice(0, name.lastIndexOf(".")))) unfinished += part.size;
  }
  return { id, size, unfinished, revisions };
}

async function walk(
  root: FileSystemDirectoryHandle,
  parts: string[],
  create = false,
): Promise<FileSystemDirectoryHandle | null> {
  let folder = root;
  for (const part of parts) {
    const next = await folder.getDirectoryHandle(part, { create }).catch((error: Error) => {
      if (error.name === "NotFoundError") return null;
      throw error;
    });
    if (!next) return null;
    folder = next;
  }
  return folder;
}

async function namesIn(folder: FileSystemDirectoryHandle | null): Promise<string[]> {
  const names: string[] = [];
  if (folder) for await (const name of folder.keys()) names.push(name);
  return names.sort();
}

async function readSmall(folder: FileSystemDirectoryHandle | null, name: string): Promise<string | null> {
  const handle = await folder?.getFileHandle(name).catch(() => null);
  return handle ? (await handle.getFile()).text() : null;
}

async function writeSmall(folder: FileSystemDirectoryHandle, name: string, text: string): Promise<void> {
  const writer = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await writer.write(text);
  await writer.close();
}
