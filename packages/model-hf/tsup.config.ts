import { library } from "../../tsup.library.ts";

export default library({ entry: ["src/index.ts", "src/cli.ts"], format: ["esm"], external: ["#onnxruntime"] });
