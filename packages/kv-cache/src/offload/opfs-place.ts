/** The origin private file system, in a page or a worker: real files that only this site sees. @module */
import { fileName, nameOfFile, type Place } from "./place.ts";

/** Whether there is one that can be written: in pages of Safari before 26 it can not. */
export function hasOpfs(): boolean {
  return (
    typeof globalThis.navigator?.storage?.getDirectory === "function" &&
    typeof globalThis.FileSystemFileHandle?.prototype.createWritable === "function"
  );
}

/** The files of a folder of OPFS, which is made when it is not there. */
export async function openOpfs(folder: string): Promise<Place> {
  let root = await navigator.storage.getDirectory();
  for (const part of folder.split("/").filter((part) => part !== ""))
    root = await root.getDirectoryHandle(encodeURIComponent(part), { create: true });
  const absent = (error: Error) => {
    if (error.name === "NotFoundError") return null;
    throw error;
  };
  return {
    kind: "opfs",
    async write(name, bytes) {
      const handle = await root.getFileHandle(fileName(name), { create: true });
      const writer = await handle.createWritable(); // another file, which takes the place of the old one when it closes
      try {
        await writer.write(bytes as Uint8Array<ArrayBuffer>);
        await writer.close(); // where there is no room, some browsers say so only here
      } catch (error) {
        await writer.abort().catch(() => {}); // what failed to close is closed
        if ((await handle.getFile()).size === 0) await root.removeEntry(fileName(name)); // there was none before
        throw error;
      }
    },
    async read(name) {
      const handle = await root.getFileHandle(fileName(name)).catch(absent);
      const file = await handle?.getFile();
      return file && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : null;
    },
    async delete(name) {
      return (await root.removeEntry(fileName(name)).catch(absent)) === undefined;
    },
    async list() {
      const stored = [];
      for await (const [file, handle] of root.entries()) {
        const name = handle.kind === "file" ? nameOfFile(file) : null;
        if (name === null) continue;
        const { size, lastModified } = await (handle as FileSystemFileHandle).getFile();
        if (size > 0) stored.push({ name, bytes: size, savedAt: lastModified }); // an empty one was begun when the page ended
      }
      return stored;
    },
  };
}
