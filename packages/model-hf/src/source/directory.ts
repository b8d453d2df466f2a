/** A folder on disk (Node). @module */
import { CheckpointError } from "../errors.ts";
import type { Source, SourceFile } from "./source.ts";

/** Files below `folder`. @throws CheckpointError when there is no such folder */
export async function directorySource(folder: string): Promise<Source> {
  const { open, stat } = await import("node:fs/promises");
  const { join } = await import("node:path");
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
      if (!info?.isFile()) return null;
      return {
        name,
        size: info.size,
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
    },
  };
}

function endsEarly(name: string, path: string, got: number, wanted: number): CheckpointError {
  return new CheckpointError(
    `${name}: ends at byte ${got} but byte ${wanted} was asked for. The file is truncated; copy it again.`,
    { code: "file-truncated", file: path },
  );
}
