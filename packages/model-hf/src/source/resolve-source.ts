/** Which source a caller means. @module */
import { CheckpointError } from "../errors.ts";
import { directorySource } from "./directory.ts";
import { filesSource } from "./files.ts";
import { hubSource } from "./hub.ts";
import type { Source } from "./source.ts";
import { tinySource } from "./tiny.ts";
import { urlSource } from "./url.ts";

/** A Hub id (`org/name`), a folder, an address, files, `"tiny"`, or a source of your own. */
export type ModelSource = string | URL | readonly File[] | Source;

export async function resolveSource(from: ModelSource, options: { revision?: string } = {}): Promise<Source> {
  if (Array.isArray(from)) return filesSource(from as readonly File[]);
  if (from instanceof URL)
    return from.protocol === "file:" ? directorySource(decodeURIComponent(from.pathname)) : urlSource(from);
  if (typeof from !== "string") return from as Source;
  if (from === "tiny" || from.startsWith("tiny-")) return tinySource(from);
  if (/^(https?|blob):/.test(from)) return urlSource(from);
  if (/^[./~]|^[A-Za-z]:[\\/]/.test(from) || (await isFolder(from))) return directorySource(from);
  if (/^[\w.-]+(\/[\w.-]+)?$/.test(from)) return hubSource(from, options);
  throw new CheckpointError(
    `${JSON.stringify(from)}: is neither a folder, an address, nor a Hub id such as "HuggingFaceTB/SmolLM2-135M".`,
    { code: "file-missing" },
  );
}

async function isFolder(path: string): Promise<boolean> {
  if (typeof process === "undefined" || !process.versions?.node) return false;
  const { stat } = await import("node:fs/promises");
  return stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
}
