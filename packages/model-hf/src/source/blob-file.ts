/** Files that a page holds: picked, dropped, or kept in the browser. @module */
import { CheckpointError } from "../errors.ts";
import type { SourceFile } from "./source.ts";

/** `blob` as the file `path` of a checkpoint; only the parts that are asked for are read into memory. */
export function blobFile(blob: Blob, path: string, name = path): SourceFile {
  return {
    name,
    size: blob.size,
    async read(start, end, signal) {
      signal?.throwIfAborted();
      let bytes: ArrayBuffer;
      try {
        bytes = await blob.slice(start, end).arrayBuffer();
      } catch (cause) {
        throw new CheckpointError(
          `${name}: can no longer be read (${(cause as Error).message}). It was moved or changed after it was picked; pick it again.`,
          { code: "file-missing", file: path, cause },
        );
      }
      if (bytes.byteLength === end - start) return new Uint8Array(bytes);
      throw new CheckpointError(
        `${name}: ends at byte ${start + bytes.byteLength} but byte ${end} was asked for. The file is truncated; copy it again.`,
        { code: "file-truncated", file: path },
      );
    },
  };
}
