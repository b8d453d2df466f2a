/**
 * What a cache of models can do; one lives on disk (Node), one in the browser's private file system.
 *
 * Both keep the layout of Python's huggingface_hub: a repository is a folder `models--org--name` with
 * `refs/main` (the commit a branch stood at), `blobs/<etag>` (contents, each once) and `snapshots/<commit>/<path>`
 * (which content a path has). On disk that means that a file fetched by Python is found here, and the reverse.
 * @see https://huggingface.co/docs/huggingface_hub/guides/manage-cache
 * @module
 */
import { CheckpointError } from "../../errors.ts";
import type { SourceFile } from "../source.ts";
import type { HubFile } from "./hub-metadata.ts";

export interface ModelCache {
  /** For messages. */
  readonly location: string;
  /** The commit that a branch or tag stood at when it was last asked for. */
  readRef(id: string, revision: string): Promise<string | null>;
  writeRef(id: string, revision: string, commit: string): Promise<void>;
  /** The kept file; null when the commit is known to have none; undefined when nothing is known. */
  find(id: string, commit: string, path: string): Promise<SourceFile | null | undefined>;
  /** Remembers that a commit has no such file: that will never change. */
  markAbsent(id: string, commit: string, path: string): Promise<void>;
  /** What is kept of `commit`, for messages. */
  listSnapshot(id: string, commit: string): Promise<string[]>;
  /** Downloads a file and keeps it once it is whole and its checksum is right. */
  store(id: string, file: HubFile, download: Download): Promise<SourceFile>;
  list(): Promise<CachedModel[]>;
  /** Removes a repository with all its revisions. @returns bytes that became free */
  remove(id: string): Promise<number>;
}

export interface Download {
  /** The file's bytes from `start` on. */
  bytes(start: number): AsyncIterable<Uint8Array>;
  /** Bytes that were kept of an earlier try, then each piece as it comes. */
  onBytes?(count: number): void;
  signal?: AbortSignal;
}

/** One model in the cache. */
export interface CachedModel {
  /** `org/name`. */
  id: string;
  /** Bytes it takes, everything counted once, unfinished downloads included. */
  size: number;
  /** Bytes of downloads that were interrupted; loading the model again goes on from there. */
  unfinished: number;
  revisions: { commit: string; refs: string[]; files: { path: string; size: number }[] }[];
}

/** `models--org--name`. */
export function repositoryFolder(id: string): string {
  return `models--${id.split("/").join("--")}`;
}

/** `org/name`, or null for folders that hold something else. */
export function repositoryOf(folder: string): string | null {
  return folder.startsWith("models--") ? folder.slice("models--".length).split("--").join("/") : null;
}

/**
 * The parts of a path inside a repository or of a revision.
 * @throws CheckpointError for one that would lead out of the cache, on any operating system
 */
export function safeParts(path: string): string[] {
  const parts = path.split("/");
  if (
    path.includes("\\") ||
    parts.some((part) => part === "" || part === "." || part === ".." || /^[a-z]:/i.test(part))
  ) {
    throw new CheckpointError(
      `${JSON.stringify(path)}: is not a path inside a repository. Whoever made this checkpoint has to rename it.`,
      { code: "file-malformed", file: path },
    );
  }
  return parts;
}

export function wrongChecksum(id: string, { path, sha256 }: HubFile, got: string): CheckpointError {
  return new CheckpointError(
    `${id}/${path}: has SHA-256 ${got} but the Hub says ${sha256}. It was damaged on the way and has been thrown away; download it again.`,
    { code: "checksum", file: path },
  );
}

export function wrongSize(id: string, { path, size }: HubFile, got: number): CheckpointError {
  return new CheckpointError(
    `${id}/${path}: has ${got} bytes but the Hub says ${size}. It was damaged on the way and has been thrown away; download it again.`,
    { code: "file-truncated", file: path },
  );
}

/** "1.4 GB", for messages about room. */
export function readableSize(bytes: number): string {
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
