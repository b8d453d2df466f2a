/** The small checkpoints that come with the packages. @module */
import * as tinyModels from "@llm-anatomy/tiny-models";
import { openDirectory } from "#platform";
import { CheckpointError } from "../errors.ts";
import { blobFile } from "./blob-file.ts";
import type { Source } from "./source.ts";
import { urlSource } from "./url.ts";

const models = Object.values(tinyModels);

/** `"tiny"` is the default, `tiny-llama`; the others go by their own names. */
export function tinySource(name: string): Source {
  const wanted = name === "tiny" ? "tiny-llama" : name;
  const model = models.find((candidate) => candidate.name === wanted);
  if (!model) {
    const known = models.map((candidate) => candidate.name).join(", ");
    throw new CheckpointError(`${name}: no such embedded model. There are ${known}.`, { code: "file-missing" });
  }
  return {
    name: wanted,
    async open(path, signal) {
      const url = model.files[path]; // a bundler may have given each file an address of its own
      if (!url) return null;
      if (url.protocol === "data:") return blobFile(await (await fetch(url, { signal })).blob(), path); // bundlers put small files in
      const folder = new URL(".", url);
      const file = decodeURIComponent(url.pathname.slice(folder.pathname.length)) + url.search;
      const source = url.protocol === "file:" ? await openDirectory(folder) : urlSource(folder);
      return source.open(file, signal);
    },
  };
}
