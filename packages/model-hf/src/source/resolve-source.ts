/** Which source a caller means. @module */
import { isDirectory, openDirectory, openFile } from "#platform";
import { CheckpointError } from "../errors.ts";
import { blobFile } from "./blob-file.ts";
import { droppedSource, handleSource } from "./dropped.ts";
import { filesSource } from "./files.ts";
import { type GgufOptions, isGguf, withGguf } from "./gguf-files.ts";
import { type HubOptions, hubSource } from "./hub.ts";
import type { Source } from "./source.ts";
import { tinySource } from "./tiny.ts";
import { urlSource } from "./url.ts";
import { zipSource } from "./zip.ts";

/**
 * A Hub id (`org/name`), a folder, an address, `"tiny"`; picked or dropped files, a folder's handle; a zip archive or a GGUF
 * file by its path, its address, or as a Blob; or a source of your own.
 */
export type ModelSource =
  | string
  | URL
  | Blob
  | readonly File[]
  | FileList
  | DataTransfer
  | FileSystemDirectoryHandle
  | Source;

/** How files are found and kept; all but `file` and `onProgress` concern Hub ids only. */
export interface SourceOptions
  extends Pick<HubOptions, "revision" | "endpoint" | "token" | "cache" | "offline" | "onProgress"> {
  /** Which GGUF file of the model: its path, or a part of its name that no other has, such as "Q4_K_M". */
  file?: string;
}

export async function resolveSource(from: ModelSource, options: SourceOptions & GgufOptions = {}): Promise<Source> {
  const { file } = options;
  const found = await locate(from, options);
  if ("gguf" in found) return withGguf(found.source, file ?? found.gguf, options);
  return file === undefined ? found : withGguf(found, file, options);
}

/** A source, and the GGUF file that the caller named in it. */
interface NamedGguf {
  source: Source;
  gguf: string;
}

async function locate(from: ModelSource, options: SourceOptions): Promise<Source | NamedGguf> {
  if (from instanceof URL) return from.protocol === "file:" ? openPath(from) : openAddress(from);
  if (typeof from !== "string") return openObject(from);
  if (from === "tiny" || from.startsWith("tiny-")) return tinySource(from);
  if (/^blob:/.test(from)) return urlSource(from);
  if (/^https?:/.test(from)) return openAddress(new URL(from));
  if (/^[./~]|^[A-Za-z]:[\\/]/.test(from) || (await isDirectory(from))) return openPath(from);
  if (isArchive(from) || isGguf(from)) return openPath(from);
  if (/^[\w-][\w.-]*(\/[\w-][\w.-]*)?$/.test(from)) return hubSource(from, options);
  throw new CheckpointError(
    `${JSON.stringify(from)}: is neither a folder, an address, nor a Hub id such as "HuggingFaceTB/SmolLM2-135M".`,
    { code: "file-missing" },
  );
}

/** What only a page has, and sources. Nothing may be awaited before a drop is looked at. */
function openObject(from: Exclude<ModelSource, string | URL>): Source | Promise<Source | NamedGguf> {
  if (from instanceof Blob) return openBlob(from, (from as File).name);
  if ("items" in from && "files" in from) return droppedFiles(from);
  if ("kind" in from && from.kind === "directory") return handleSource(from);
  if ("length" in from) return openFiles([...from]);
  return from as Source;
}

/** A Blob without a name says by its first bytes what it is. */
async function openBlob(blob: Blob, name?: string): Promise<Source | NamedGguf> {
  const isModel = name === undefined ? (await blob.slice(0, 4).text()) === "GGUF" : isGguf(name);
  if (!isModel) return zipSource(blobFile(blob, name ?? "archive.zip"));
  return { source: filesSource([new File([blob], name ?? "model.gguf")]), gguf: name ?? "model.gguf" };
}

async function droppedFiles(drop: DataTransfer): Promise<Source> {
  const [only, second] = drop.files;
  return only && !second && isArchive(only.name) ? openFiles([only]) : droppedSource(drop);
}

function openFiles(files: File[]): Source | Promise<Source> {
  const [only] = files;
  return files.length === 1 && isArchive(only.name) ? zipSource(blobFile(only, only.name)) : filesSource(files);
}

async function openPath(path: string | URL): Promise<Source | NamedGguf> {
  if (isGguf(path instanceof URL ? path.pathname : path)) {
    const { folder, name } = splitPath(path);
    return { source: await openDirectory(folder), gguf: name };
  }
  const archive = isArchive(String(path)) ? await openFile(path) : null;
  return archive ? zipSource(archive) : openDirectory(path);
}

/** A file's folder and its name there. */
function splitPath(path: string | URL): { folder: string | URL; name: string } {
  if (path instanceof URL) {
    const name = decodeURIComponent(path.pathname.slice(path.pathname.lastIndexOf("/") + 1));
    return { folder: new URL(".", path), name };
  }
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return { folder: end > 0 ? path.slice(0, end) : path.slice(0, end + 1) || ".", name: path.slice(end + 1) };
}

async function openAddress(url: URL): Promise<Source | NamedGguf> {
  if (isGguf(url.pathname)) {
    const name = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
    return { source: urlSource(new URL(".", url)), gguf: name + url.search };
  }
  if (!isArchive(url.pathname)) return urlSource(url);
  const archive = await urlSource(new URL(".", url)).open(
    url.pathname.slice(url.pathname.lastIndexOf("/") + 1) + url.search,
  );
  if (archive) return zipSource(archive);
  throw new CheckpointError(`${url}: there is no such file. Check the address.`, { code: "file-missing" });
}

function isArchive(name: string): boolean {
  return /\.zip$/i.test(name);
}
