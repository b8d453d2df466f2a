export { type ChatMessage, ChatTemplate, type ChatTemplateOptions, createChatTemplate } from "./chat-template.ts";
