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
    build.onLoad({ filter: /start-page-worker\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace("../worker/model-worker.ts", "../worker/model-worker.js"),
      loader: "ts",
    }));
  },
};

export default library({
  entry: {
    index: "src/index.ts",
    tasks: "src/tasks/index.ts",
    serve: "src/serve/index.ts",
    remote: "src/remote/index.ts",
    cli: "src/cli.ts",
    "worker/model-worker": "src/worker/model-worker.ts",
    "platform/node": "src/platform/node.ts",
    "platform/page": "src/platform/page.ts",
  },
  format: ["esm"],
  external: ["#onnxruntime", "#onnxruntime/webgpu", "#platform"],
  esbuildPlugins: [workerAddress],
});
