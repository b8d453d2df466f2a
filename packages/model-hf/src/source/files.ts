/** Files that a person picked or dropped. @module */
import { CheckpointError } from "../errors.ts";
import { blobFile } from "./blob-file.ts";
import type { Source, SourceFile } from "./source.ts";

/** The files of one checkpoint; a folder's own name in front of every path is left out. */
export function filesSource(files: readonly File[]): Source {
  if (files.length === 0) {
    throw new CheckpointError("files: none were given. Drop the folder that holds config.json.", {
      code: "file-missing",
    });
  }
  const byPath = new Map(files.map((file) => [file.webkitRelativePath || file.name, file]));
  const paths = [...byPath.keys()];
  const folder = paths[0].split("/", 1)[0];
  const prefix = paths.every((path) => path.startsWith(`${folder}/`)) ? `${folder}/` : "";
  return {
    name: prefix.slice(0, -1) || "files",
    async open(path): Promise<SourceFile | null> {
      const file = byPath.get(prefix + path);
      return file ? blobFile(file, path, prefix + path) : null;
    },
    list: async () => paths.map((path) => path.slice(prefix.length)).sort(),
  };
}
