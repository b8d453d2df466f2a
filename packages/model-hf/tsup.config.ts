import { library } from "../../tsup.library.ts";

export default library({
  entry: { index: "src/index.ts", tasks: "src/tasks/index.ts", cli: "src/cli.ts" },
  format: ["esm"],
  external: ["#onnxruntime"],
});
