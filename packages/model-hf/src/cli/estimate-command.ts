/** llm-anatomy estimate: what a model will take, before anything is fetched. @module */
import { parseArgs } from "node:util";
import { dtypes, readDtype } from "../engine/dtypes.ts";
import { estimate } from "../estimate.ts";
import { readableSize } from "../source/hub/model-cache.ts";
import { type Command, numberOption } from "./command.ts";
import { deviceOption, engineOption, onlyModel, sourceHelp, sourceOptions } from "./model-options.ts";

const help = `usage: llm-anatomy estimate <model> [options]

Tells what a model will take from its config and headers, before its weights are fetched.
Exit code 1 if it fits in none of the dtypes.

  --dtype <name>             only this one of f32, f16, q8, q4 (default: all)
  --engine <name>            eager, compiled or auto (default auto)
  --device <name>            wasm, or cpu: native code (default wasm)
  --context <n>              positions in the cache of keys and values (default: the model's, at most 4096)
  --batch <n>                sequences at once (default 1)
  --limit <bytes>            memory there is (default: the machine's)
${sourceHelp}`;

const options = {
  dtype: { type: "string" },
  engine: { type: "string" },
  device: { type: "string" },
  context: { type: "string" },
  batch: { type: "string" },
  limit: { type: "string" },
  ...sourceOptions,
} as const;

export const estimateCommand: Command = {
  name: "estimate",
  summary: "tell download, weights, cache and peak before anything is fetched",
  help,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const name = onlyModel(positionals);
    const wanted = values.dtype === undefined ? dtypes : [readDtype("estimate", values.dtype, "q8")];
    process.exitCode = 1;
    for (const dtype of wanted) {
      const told = await estimate(name, {
        dtype,
        engine: engineOption(values.engine),
        device: deviceOption(values.device),
        context: numberOption("context", values.context),
        batch: numberOption("batch", values.batch),
        limit: numberOption("limit", values.limit),
        file: values.file,
        revision: values.revision,
      });
      const { download, weights, cache, peak, context, remedy } = told;
      console.log(
        `${told.dtype.padEnd(4)} download ${readableSize(download)} · weights ${readableSize(weights)} · cache ${readableSize(cache)} (${context} positions) · peak ${readableSize(peak)}`,
      );
      if (remedy) console.log(`     ${remedy}`);
      else process.exitCode = 0;
    }
  },
};
