export { type RemoteOptions, remoteModel } from "./remote-model.ts";
export { ServerError, type ServerErrorDetails } from "./server-error.ts";
export type { TextGenerator, TextOptions, WrittenText } from "./text-generator.ts";
