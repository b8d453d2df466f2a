import { readFile } from "node:fs/promises";
import type { Options } from "tsup";
import { library } from "../../tsup.library.ts";

/**
 * The worker is a module of its own. Bundlers of applications recognise `new Worker(new URL("./x.js", import.meta.url))`,
 * so the published file has to say what the source says, with the published ending.
 */
const workerAddress: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "worker-address",
  setup(build) {
    build.onLoad({ filter: /train-in-worker\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace("./word-vectors-worker.ts", "./word-vectors-worker.js"),
      loader: "ts",
    }));
  },
};

export default library({
  entry: ["src/index.ts", "src/word-vectors-worker.ts"],
  esbuildPlugins: [workerAddress],
  shims: true,
});
