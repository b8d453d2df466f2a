import { library } from "../../tsup.library.ts";

/** One entry per model, so that a page which imports one of them does not ship the files of all four. */
export default library({
  entry: ["src/index.ts", "src/tiny-llama.ts", "src/tiny-moe.ts", "src/tiny-bert.ts", "src/tiny-t5.ts"],
  shims: true, // gives the CJS build an import.meta.url to resolve the files against
});
