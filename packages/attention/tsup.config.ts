import { library } from "../../tsup.library.ts";

export default library({
  entry: {
    index: "src/index.ts",
    history: "src/history/index.ts",
    linear: "src/linear/index.ts",
  },
});
