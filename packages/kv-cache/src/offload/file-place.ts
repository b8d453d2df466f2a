/** Files of a folder, in Node. @module */
import { fileName, nameOfFile, type Place } from "./place.ts";

type NodeFiles = typeof import("node:fs/promises");
type NodePath = typeof import("node:path");

/** Modules of Node, or undefined elsewhere. Not by an import: bundlers for the web would look for them. */
function builtin<T>(name: string): T | undefined {
  const get = globalThis.process?.getBuiltinModule as ((name: string) => unknown) | undefined;
  return get?.(name) as T | undefined;
}

export function hasFiles(): boolean {
  return builtin("node:fs/promises") !== undefined;
}

/** The files of `folder`, which is made when it is not there. */
export async function openFiles(folder: string): Promise<Place> {
  const files = builtin<NodeFiles>("node:fs/promises")!;
  const { join } = builtin<NodePath>("node:path")!;
  await files.mkdir(folder, { recursive: true });
  const absent = (error: Error & { code?: string }) => {
    if (error.code === "ENOENT") return null;
    throw error;
  };
  let writes = 0;
  return {
    kind: "files",
    async write(name, bytes) {
      const path = join(folder, fileName(name));
      const unfinished = `${path}.${process.pid}.${writes++}`; // renamed when it is whole
      try {
        await files.writeFile(unfinished, bytes);
        await files.rename(unfinished, path);
      } catch (error) {
        await files.rm(unfinished, { force: true });
        throw error;
      }
    },
    async read(name) {
      const buffer = await files.readFile(join(folder, fileName(name))).catch(absent);
      return buffer && new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    },
    async delete(name) {
      return (await files.unlink(join(folder, fileName(name))).catch(absent)) === undefined;
    },
    async list() {
      const stored = [];
      for (const file of await files.readdir(folder)) {
        const name = nameOfFile(file);
        const facts = name === null ? null : await files.stat(join(folder, file)).catch(absent);
        if (facts) stored.push({ name: name!, bytes: facts.size, savedAt: facts.mtimeMs });
      }
      return stored;
    },
  };
}
