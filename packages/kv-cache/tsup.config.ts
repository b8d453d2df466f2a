import { library } from "../../tsup.library.ts";

export default library({
  entry: {
    index: "src/index.ts",
    prefix: "src/prefix/index.ts",
  },
});
