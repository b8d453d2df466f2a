/** Files that a person picked or dropped. @module */
import { CheckpointError } from "../errors.ts";
import { blobFile } from "./blob-file.ts";
import type { Source, SourceFile } from "./source.ts";

/** The files of one checkpoint; folders around it are left out of the paths. */
export function filesSource(files: Iterable<File>): Source {
  return pathsSource(new Map(Array.from(files, (file) => [file.webkitRelativePath || file.name, file])));
}

/** The same for files with their paths. */
export function pathsSource(files: ReadonlyMap<string, File>): Source {
  const paths = [...files.keys()];
  if (paths.length === 0) {
    throw new CheckpointError("files: none were given. Drop the folder that holds config.json.", {
      code: "file-missing",
    });
  }
  const root = checkpointRoot(paths);
  return {
    name: root.slice(0, -1) || "files",
    async open(path): Promise<SourceFile | null> {
      const file = files.get(root + path);
      return file ? blobFile(file, path, root + path) : null;
    },
    list: async () =>
      paths
        .filter((path) => path.startsWith(root))
        .map((path) => path.slice(root.length))
        .sort(),
  };
}

/** The folder, as `folder/`, in which the uppermost config.json lies; without one, the folder that all files share. */
export function checkpointRoot(paths: readonly string[]): string {
  const depth = (path: string) => path.split("/").length;
  const configs = paths.filter((path) => /(^|\/)config\.json$/.test(path)).sort((a, b) => depth(a) - depth(b));
  if (configs.length > 0) return configs[0].slice(0, -"config.json".length);
  const folder = `${paths[0]?.split("/", 1)[0]}/`;
  return paths.every((path) => path.startsWith(folder)) ? folder : "";
}
