/** A folder on disk (Node only). @module */
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { CheckpointError } from "../errors.ts";
import type { Source, SourceFile } from "./source.ts";

/** Files below `folder`. @throws CheckpointError when there is no such folder */
export async function directorySource(folder: string): Promise<Source> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) {
    throw new CheckpointError(`${folder}: no such folder. Pass the folder that holds config.json.`, {
      code: "file-missing",
    });
  }
  return {
    name: folder,
    async open(path): Promise<SourceFile | null> {
      const name = join(folder, path);
      const info = await stat(name).catch(() => null);
      return info?.isFile() ? diskFile(name, path, info.size) : null;
    },
    async list() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
      return files.map((name) => name.slice(join(folder, "/").length).replaceAll("\\", "/")).sort();
    },
  };
}

/** The file `name` on disk, which is `path` of a checkpoint. */
export function diskFile(name: string, path: string, size: number): SourceFile {
  return {
    name,
    size,
    async read(start, end, signal) {
      signal?.throwIfAborted();
      const handle = await open(name, "r");
      try {
        const bytes = new Uint8Array(end - start);
        let filled = 0;
        while (filled < bytes.length) {
          const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
          if (bytesRead === 0) throw endsEarly(name, path, start + filled, end);
          filled += bytesRead;
        }
        return bytes;
      } finally {
        await handle.close();
      }
    },
  };
}

function endsEarly(name: string, path: string, got: number, wanted: number): CheckpointError {
  return new CheckpointError(
    `${name}: ends at byte ${got} but byte ${wanted} was asked for. The file is truncated; copy it again.`,
    { code: "file-truncated", file: path },
  );
}
