/** The small checkpoints that come with the packages. @module */
import { tinyModels } from "@llm-anatomy/tiny-models";
import { CheckpointError } from "../errors.ts";
import { directorySource } from "./directory.ts";
import type { Source } from "./source.ts";
import { urlSource } from "./url.ts";

/** `"tiny"` is the default, `tiny-llama`; the others go by their own names. */
export async function tinySource(name: string): Promise<Source> {
  const wanted = name === "tiny" ? "tiny-llama" : name;
  const model = tinyModels[wanted as keyof typeof tinyModels];
  if (!model) {
    throw new CheckpointError(`${name}: no such embedded model. There are ${Object.keys(tinyModels).join(", ")}.`, {
      code: "file-missing",
    });
  }
  const base = new URL(".", model.files["config.json"]);
  const source =
    base.protocol === "file:" ? await directorySource((await import("node:url")).fileURLToPath(base)) : urlSource(base);
  return { ...source, name: wanted };
}
