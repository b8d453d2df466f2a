/** Writing converted files to the disk: for Node only. @module */
import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ConvertedFile } from "./convert-model.ts";

/** Writes files below a folder, which is made if need be. */
export async function folderWriter(folder: string): Promise<(file: ConvertedFile) => Promise<void>> {
  return async ({ path, parts }) => {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    const file = await open(target, "w");
    try {
      for (const part of parts) await file.writeFile(part);
    } finally {
      await file.close();
    }
  };
}
