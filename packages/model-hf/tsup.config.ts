import { library } from "../../tsup.library.ts";

export default library({
  entry: {
    index: "src/index.ts",
    tasks: "src/tasks/index.ts",
    cli: "src/cli.ts",
    "platform/node": "src/platform/node.ts",
    "platform/page": "src/platform/page.ts",
  },
  format: ["esm"],
  external: ["#onnxruntime", "#platform"],
});
