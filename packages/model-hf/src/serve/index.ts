export { type Api, type ApiOptions, createOpenAiApi } from "./openai-api.ts";
