/** What a page gets by drag and drop or from a folder picker. @module */
import { CheckpointError } from "../errors.ts";
import { blobFile } from "./blob-file.ts";
import { pathsSource } from "./files.ts";
import type { Source, SourceFile } from "./source.ts";

/**
 * The files and folders of a `drop` event, as `event.dataTransfer`. Call it in the event's handler, before anything is
 * awaited: afterwards the browser has taken them back.
 */
export async function droppedSource({ items, files }: DataTransfer): Promise<Source> {
  const entries = Array.from(items, (item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory))
    return pathsSource(new Map([...files].map((file) => [file.name, file])));
  const found = new Map<string, File>();
  for (const entry of entries) if (entry) await collect(entry, found);
  return pathsSource(found);
}

async function collect(entry: FileSystemEntry, found: Map<string, File>): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.set(entry.fullPath.replace(/^\//, ""), file);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A call gives some of the entries, Chromium 100 of them; none when there are no more.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const child of some) await collect(child, found);
  }
}

/** A folder from `showDirectoryPicker()`, or of the browser's private file system. */
export function handleSource(folder: FileSystemDirectoryHandle): Source {
  return {
    name: folder.name || "folder",
    async open(path): Promise<SourceFile | null> {
      const parts = path.split("/");
      const name = parts.pop()!;
      try {
        let inside = folder;
        for (const part of parts) inside = await inside.getDirectoryHandle(part);
        const file = await (await inside.getFileHandle(name)).getFile();
        return blobFile(file, path, `${folder.name}/${path}`);
      } catch (cause) {
        const { name: kind, message } = cause as Error;
        if (kind === "NotFoundError" || kind === "TypeMismatchError") return null;
        throw new CheckpointError(
          `${folder.name}/${path}: cannot be read (${message}). Pick the folder again, and allow the page to read it.`,
          { code: "access-denied", file: path, cause },
        );
      }
    },
    async list() {
      const paths: string[] = [];
      await listInto(paths, folder, "");
      return paths.sort();
    },
  };
}

async function listInto(paths: string[], folder: FileSystemDirectoryHandle, prefix: string): Promise<void> {
  for await (const handle of folder.values()) {
    if (handle.kind === "file") paths.push(prefix + handle.name);
    else await listInto(paths, handle as FileSystemDirectoryHandle, `${prefix}${handle.name}/`);
  }
}
