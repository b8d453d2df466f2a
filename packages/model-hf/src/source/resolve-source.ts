/** Which source a caller means. @module */
import { isDirectory, openDirectory } from "#platform";
import { CheckpointError } from "../errors.ts";
import { filesSource } from "./files.ts";
import { type HubOptions, hubSource } from "./hub.ts";
import type { Source } from "./source.ts";
import { tinySource } from "./tiny.ts";
import { urlSource } from "./url.ts";

/** A Hub id (`org/name`), a folder, an address, files, `"tiny"`, or a source of your own. */
export type ModelSource = string | URL | readonly File[] | Source;

/** How files are found and kept; all but `onProgress` concern Hub ids only. */
export type SourceOptions = Pick<HubOptions, "revision" | "endpoint" | "token" | "cache" | "offline" | "onProgress">;

export async function resolveSource(from: ModelSource, options: SourceOptions = {}): Promise<Source> {
  if (Array.isArray(from)) return filesSource(from as readonly File[]);
  if (from instanceof URL) return from.protocol === "file:" ? openDirectory(from) : urlSource(from);
  if (typeof from !== "string") return from as Source;
  if (from === "tiny" || from.startsWith("tiny-")) return tinySource(from);
  if (/^(https?|blob):/.test(from)) return urlSource(from);
  if (/^[./~]|^[A-Za-z]:[\\/]/.test(from) || (await isDirectory(from))) return openDirectory(from);
  if (/^[\w-][\w.-]*(\/[\w-][\w.-]*)?$/.test(from)) return hubSource(from, options);
  throw new CheckpointError(
    `${JSON.stringify(from)}: is neither a folder, an address, nor a Hub id such as "HuggingFaceTB/SmolLM2-135M".`,
    { code: "file-missing" },
  );
}
