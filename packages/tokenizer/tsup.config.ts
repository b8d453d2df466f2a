import { library } from "../../tsup.library.ts";

export default library({
  entry: {
    index: "src/index.ts",
    components: "src/components/index.ts",
    training: "src/training/index.ts",
    formats: "src/formats/index.ts",
    chat: "src/chat/index.ts",
  },
});
