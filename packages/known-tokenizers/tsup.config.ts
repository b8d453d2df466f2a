import { library } from "../../tsup.library.ts";

export default library({
  shims: true, // gives the CJS build an import.meta.url to resolve the files against
});
