import { library } from "../../tsup.library.ts";

export default library({ entry: { index: "src/index.ts", elements: "src/elements/index.ts" } });
