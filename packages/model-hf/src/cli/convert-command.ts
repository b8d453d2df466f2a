/** llm-anatomy convert: a checkpoint as ONNX files that transformers.js and ONNX Runtime load. @module */
import { parseArgs } from "node:util";
import { convertModel } from "../convert/convert-model.ts";
import { type Dtype, dtypes } from "../engine/dtypes.ts";
import { readableSize } from "../source/hub/model-cache.ts";
import { type Command, numberOption, UsageError } from "./command.ts";
import { withProgressBar } from "./load-with-progress.ts";
import { onlyModel, sourceHelp, sourceOptions } from "./model-options.ts";

const help = `usage: llm-anatomy convert <model> --out <folder> [options]

Writes a checkpoint in the layout of onnx-community: config.json, the tokenizer's files, onnx/model.onnx …

  --out <folder>             made if it is not there
  --dtype <list>             f32, f16, q8, q4, separated by commas (default f32,q8)
  --max-file-bytes <n>       larger weights go to files beside the graph, of at most this size (default 1.9e9)
${sourceHelp}`;

const options = {
  out: { type: "string" },
  dtype: { type: "string", multiple: true },
  "max-file-bytes": { type: "string" },
  ...sourceOptions,
} as const;

export const convertCommand: Command = {
  name: "convert",
  summary: "write ONNX files that transformers.js and ONNX Runtime load",
  help,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const name = onlyModel(positionals);
    if (!values.out) throw new UsageError("--out is missing: the folder to write to.");
    const wanted = (values.dtype ?? ["f32,q8"]).flatMap((list) => list.split(","));
    for (const dtype of wanted) {
      if (!(dtypes as readonly string[]).includes(dtype))
        throw new UsageError(`--dtype has "${dtype}" in it but can have ${dtypes.join(", ")}.`);
    }
    const written = await withProgressBar("reading", name, (onProgress) =>
      convertModel(name, {
        to: values.out!,
        dtypes: wanted as Dtype[],
        maxFileBytes: numberOption("max-file-bytes", values["max-file-bytes"]),
        file: values.file,
        revision: values.revision,
        onProgress,
      }),
    );
    for (const { path, byteLength } of written)
      console.log(`${readableSize(byteLength).padStart(9)}  ${values.out}/${path}`);
  },
};
