import { library } from "../../tsup.library.ts";

export default library({
  entry: {
    index: "src/index.ts",
    batch: "src/batch/index.ts",
    offload: "src/offload/index.ts",
    prefix: "src/prefix/index.ts",
  },
});
