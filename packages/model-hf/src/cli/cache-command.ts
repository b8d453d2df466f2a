/** llm-anatomy cache: what is kept of models from the Hub. @module */
import { parseArgs } from "node:util";
import { type CacheOptions, clearCache, listCache } from "../source/cache.ts";
import { readableSize } from "../source/hub/model-cache.ts";
import { type Command, UsageError } from "./command.ts";

const help = `usage: llm-anatomy cache [list]
       llm-anatomy cache clear <model> …

Lists the models in the cache that Python's huggingface_hub uses too, or removes some of them.

  --cache <folder>   default HF_HUB_CACHE, else ~/.cache/huggingface/hub`;

const options = { cache: { type: "string" } } as const;

export const cacheCommand: Command = {
  name: "cache",
  summary: "list the models that are kept, or remove some",
  help,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [verb = "list", ...models] = positionals;
    if (verb === "list" && models.length === 0) return list(values);
    if (verb !== "clear") throw new UsageError(`There is no "cache ${positionals.join(" ")}".`);
    if (models.length === 0) throw new UsageError("cache clear: which models? llm-anatomy cache lists them.");
    for (const model of models) console.log(`${column(await clearCache(model, values))}  freed of ${model}`);
  },
};

async function list(given: CacheOptions): Promise<void> {
  const models = await listCache(given);
  for (const { id, size, unfinished, revisions } of models) {
    const refs = revisions.map(
      ({ commit, refs }) => `${commit.slice(0, 7)}${refs.length > 0 ? ` ${refs.join(" ")}` : ""}`,
    );
    const rest = unfinished > 0 ? `, ${readableSize(unfinished)} of it unfinished` : "";
    console.log(`${column(size)}  ${id} (${refs.join(", ") || "no revision"}${rest})`);
  }
  console.log(`${column(models.reduce((sum, { size }) => sum + size, 0))}  in all`);
}

function column(bytes: number): string {
  return readableSize(bytes).padStart(9);
}
