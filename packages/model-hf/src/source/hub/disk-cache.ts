/**
 * The cache on disk, shared with Python (Node only).
 *
 * A download grows in `blobs/<etag>.incomplete` and is renamed when it is whole, so a file under its own name is
 * always complete. While a process writes, the file has a name of its own that no other process touches; a rename is
 * atomic, so of two that want to go on with the same unfinished download one gets it, and the other starts anew.
 * @module
 */
import { createHash, type Hash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import {
  copyFile,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { CheckpointError } from "../../errors.ts";
import { diskFile } from "../directory.ts";
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

// Python writes to its own unfinished files all the time; one that is older than this belongs to nobody any more.
const abandonedAfter = 600_000;

export interface DiskCacheOptions {
  /** Whether snapshots may be symbolic links to blobs; otherwise (Windows without the right) they are the files. */
  symlinks?: boolean;
}

/** The cache in `folder`, usually `~/.cache/huggingface/hub`. The folder is made when something is put into it. */
export function diskCache(folder: string, { symlinks = true }: DiskCacheOptions = {}): ModelCache {
  const inside = (id: string, ...parts: string[]) => join(folder, repositoryFolder(id), ...parts);
  const snapshotPath = (id: string, commit: string, path: string) =>
    inside(id, "snapshots", commit, ...safeParts(path));

  return {
    location: folder,

    async readRef(id, revision) {
      const text = await readFile(inside(id, "refs", ...safeParts(revision)), "utf8").catch(() => null);
      return text?.trim() || null;
    },

    async writeRef(id, revision, commit) {
      if (revision === commit || (await this.readRef(id, revision)) === commit) return;
      const path = inside(id, "refs", ...safeParts(revision));
      await writable(folder, async () => {
        await mkdir(dirname(path), { recursive: true });
        const draft = `${path}.${randomBytes(4).toString("hex")}.tmp`;
        await writeFile(draft, commit);
        await rename(draft, path);
      });
    },

    async find(id, commit, path) {
      const name = snapshotPath(id, commit, path);
      const info = await stat(name).catch(() => null);
      if (info?.isFile()) return diskFile(name, path, info.size);
      return (await exists(inside(id, ".no_exist", commit, ...safeParts(path)))) ? null : undefined;
    },

    async markAbsent(id, commit, path) {
      const name = inside(id, ".no_exist", commit, ...safeParts(path));
      await mkdir(dirname(name), { recursive: true }).catch(() => {}); // only saves a request: a read-only cache may go without
      await writeFile(name, "").catch(() => {});
    },

    async listSnapshot(id, commit) {
      const root = inside(id, "snapshots", commit);
      return (await filesBelow(root)).map((path) => relative(root, path).replaceAll("\\", "/"));
    },

    async store(id, file, download) {
      const blob = inside(id, "blobs", file.etag);
      const pointer = snapshotPath(id, file.commit, file.path);
      await writable(folder, async () => {
        await mkdir(dirname(blob), { recursive: true });
        await mkdir(dirname(pointer), { recursive: true });
        if (!(await exists(blob))) await fill(id, blob, file, download);
        else download.onBytes?.(file.size);
        if (!symlinks) return void (await rename(blob, pointer));
        await link(blob, pointer);
      });
      return diskFile(pointer, file.path, file.size);
    },

    async list() {
      const folders = await readdir(folder).catch(() => []);
      const models = await Promise.all(folders.sort().map((name) => describeModel(folder, name)));
      return models.filter((model) => model !== null);
    },

    async remove(id) {
      const model = await describeModel(folder, repositoryFolder(id));
      await rm(inside(id), { recursive: true, force: true });
      await rm(join(folder, ".locks", repositoryFolder(id)), { recursive: true, force: true });
      return model?.size ?? 0;
    },
  };
}

/** Downloads into a file of our own, and gives it the blob's name when it is whole. */
async function fill(id: string, blob: string, file: HubFile, download: Download): Promise<void> {
  const own = `${blob}.${randomBytes(4).toString("hex")}.incomplete`;
  await claimUnfinished(blob, own);
  for (;;) {
    const { size: kept } = await stat(own).catch(() => ({ size: 0 }));
    await refuseWithoutRoom(blob, file, file.size - kept);
    const hash = createHash("sha256");
    if (kept > 0 && kept <= file.size) {
      for await (const chunk of createReadStream(own)) hash.update(chunk);
      download.onBytes?.(kept);
    } else await rm(own, { force: true });
    const start = kept <= file.size ? kept : 0;
    try {
      await append(own, hash, start, download);
    } catch (error) {
      await release(own, blob);
      throw error;
    }
    const { size } = await stat(own);
    const digest = hash.digest("hex");
    if (size === file.size && (!file.sha256 || digest === file.sha256)) break;
    await rm(own, { force: true });
    if (start === 0) throw size === file.size ? wrongChecksum(id, file, digest) : wrongSize(id, file, size);
    download.onBytes?.(-size); // what had been kept was of something else: once more, from the first byte
  }
  await rename(own, blob);
}

async function append(path: string, hash: Hash, start: number, { bytes, onBytes, signal }: Download): Promise<void> {
  const handle = await open(path, "a");
  try {
    for await (const chunk of bytes(start)) {
      signal?.throwIfAborted();
      hash.update(chunk);
      await handle.write(chunk);
      onBytes?.(chunk.length);
    }
  } finally {
    await handle.close();
  }
}

/** Takes over what an earlier process left of this download, the longest if there are several. */
async function claimUnfinished(blob: string, own: string): Promise<void> {
  const folder = dirname(blob);
  const etag = blob.slice(folder.length + 1);
  const left: { path: string; size: number }[] = [];
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${etag}.`) || !name.endsWith(".incomplete")) continue;
    const info = await stat(join(folder, name)).catch(() => null);
    if (info && info.mtimeMs < Date.now() - abandonedAfter) left.push({ path: join(folder, name), size: info.size });
  }
  for (const { path } of left.sort((a, b) => b.size - a.size)) {
    if (
      await rename(path, own).then(
        () => true,
        () => false,
      )
    )
      return;
  }
}

/** Leaves an unfinished download to whoever comes next, dated back so that nobody has to wait. */
async function release(own: string, blob: string): Promise<void> {
  const longAgo = new Date(Date.now() - 2 * abandonedAfter);
  await rename(own, `${blob}.incomplete`).catch(() => {});
  await utimes(`${blob}.incomplete`, longAgo, longAgo).catch(() => {});
}

async function link(blob: string, pointer: string): Promise<void> {
  await rm(pointer, { force: true }); // a link whose blob was deleted
  try {
    await symlink(relative(dirname(pointer), blob), pointer);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return; // another process was faster, with the same file
    if (code !== "EPERM" && code !== "EACCES" && code !== "ENOSYS" && code !== "ENOTSUP") throw error;
    await copyFile(blob, pointer);
    await rm(blob, { force: true });
  }
}

async function refuseWithoutRoom(blob: string, { path, size }: HubFile, needed: number): Promise<void> {
  const disk = await statfs(dirname(blob)).catch(() => null);
  if (!disk || disk.bavail * disk.bsize >= needed) return;
  throw new CheckpointError(
    `${path}: has ${readableSize(size)} but ${dirname(blob)} has room for ${readableSize(disk.bavail * disk.bsize)}. Free some (listCache, clearCache), or set HF_HUB_CACHE to another disk.`,
    { code: "storage-full", file: path },
  );
}

/** Names trouble with the disk for what it is. */
async function writable<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT") {
      throw new CheckpointError(
        `${folder}: is full. Free some room (listCache, clearCache), or set HF_HUB_CACHE to another disk.`,
        { code: "storage-full", cause },
      );
    }
    if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
      throw new CheckpointError(
        `${folder}: cannot be written to (${message}). Set HF_HUB_CACHE to a folder of your own, or pass cache: false.`,
        { code: "storage-denied", cause },
      );
    }
    throw cause;
  }
}

async function describeModel(folder: string, name: string): Promise<CachedModel | null> {
  const id = repositoryOf(name);
  const root = join(folder, name);
  if (!id || !(await stat(root).catch(() => null))?.isDirectory()) return null;
  const refs = new Map<string, string[]>();
  for (const path of await filesBelow(join(root, "refs"))) {
    const commit = (await readFile(path, "utf8")).trim();
    refs.set(commit, [...(refs.get(commit) ?? []), relative(join(root, "refs"), path).replaceAll("\\", "/")]);
  }
  const revisions: CachedModel["revisions"] = [];
  for (const commit of await readdir(join(root, "snapshots")).catch(() => [])) {
    const snapshot = join(root, "snapshots", commit);
    const files = [];
    for (const path of await filesBelow(snapshot)) {
      const info = await stat(path).catch(() => null); // null: a link without its blob
      if (info) files.push({ path: relative(snapshot, path).replaceAll("\\", "/"), size: info.size });
    }
    revisions.push({ commit, refs: refs.get(commit) ?? [], files });
  }
  let size = 0;
  let unfinished = 0;
  for (const path of await filesBelow(root)) {
    const info = await lstat(path);
    if (info.isSymbolicLink()) continue;
    size += info.size;
    if (path.endsWith(".incomplete")) unfinished += info.size;
  }
  return { id, size, unfinished, revisions };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
