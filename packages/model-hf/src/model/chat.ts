/**
 * A conversation as a prompt, and where the answer to it ends.
 *
 * Which token ends a message is not always written down: a chat model may end messages with one token and documents with
 * another, and name only the latter. So besides the tokens that the files name, the template itself is asked: what it
 * puts after an assistant's message is where an answer ends.
 * @module
 */
import {
  type ChatMessage,
  type ChatTemplate,
  type ChatTemplateOptions,
  createChatTemplate,
} from "@llm-anatomy/tokenizer/chat";
import { CheckpointError } from "../errors.ts";
import { readJson, readText } from "../source/source.ts";
import type { GeneratedToken, GenerateOptions } from "./generate.ts";
import type { Model } from "./model.ts";
import { endTokens } from "./special-tokens.ts";

export type { ChatMessage };

/** What a template is told besides the messages. */
export type PromptOptions = Pick<
  ChatTemplateOptions,
  "template" | "tools" | "documents" | "continueFinalMessage" | "variables" | "now"
>;

export interface ChatOptions extends GenerateOptions, PromptOptions {}

const promptOptionNames = ["template", "tools", "documents", "continueFinalMessage", "variables", "now"] as const;

const templates = new WeakMap<Model, Promise<ChatTemplate>>();

/** Continues a conversation. @throws CheckpointError for a checkpoint without a chat template */
export async function* chat(
  model: Model,
  messages: readonly ChatMessage[],
  options: ChatOptions = {},
): AsyncGenerator<GeneratedToken> {
  const { promptOptions, rest } = splitOptions(options);
  const prompt = await chatPrompt(model, messages, promptOptions);
  const stopTokens = rest.stopTokens ?? (await answerEnds(model));
  yield* model.generate(prompt, { ...rest, stopTokens, addSpecialTokens: false });
}

/** The text that a model reads for a conversation: all messages, and the beginning of its own turn. */
export async function chatPrompt(
  model: Model,
  messages: readonly ChatMessage[],
  options: PromptOptions = {},
): Promise<string> {
  const template = await chatTemplate(model);
  return template.applyChatTemplate(messages, { ...options, addGenerationPrompt: !options.continueFinalMessage });
}

function splitOptions(options: ChatOptions): { promptOptions: PromptOptions; rest: GenerateOptions } {
  const names: readonly string[] = promptOptionNames;
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return {
    promptOptions: Object.fromEntries(given.filter(([name]) => names.includes(name))),
    rest: Object.fromEntries(given.filter(([name]) => !names.includes(name))),
  };
}

/** The checkpoint's template: a file of its own, or in tokenizer_config.json, where older ones keep it. */
function chatTemplate(model: Model): Promise<ChatTemplate> {
  let template = templates.get(model);
  if (!template) {
    template = readTemplate(model);
    templates.set(model, template);
  }
  return template;
}

async function readTemplate({ source, name }: Model): Promise<ChatTemplate> {
  const config = (await readJson(source, "tokenizer_config.json")) ?? {};
  const own = await readText(source, "chat_template.jinja");
  const older = own === null ? await readJson(source, "chat_template.json") : null;
  const template = own ?? (older?.chat_template as string | undefined);
  if (template === undefined && config.chat_template === undefined) {
    throw new CheckpointError(
      `${name}: has no chat template, so it does not say how messages are told to it. It may be a base model: use generate(), or a version that was trained to chat.`,
      { code: "file-missing", file: "chat_template.jinja" },
    );
  }
  return createChatTemplate(config, { template });
}

/** Tokens that end an answer. */
export async function answerEnds(model: Model): Promise<number[]> {
  const ends = new Set(endTokens(model.generationConfig, model.config));
  const { eos_token: eos } = (await readJson(model.source, "tokenizer_config.json")) ?? {};
  const text = typeof eos === "string" ? eos : (eos as { content?: string } | undefined)?.content;
  const id = text === undefined ? undefined : model.tokenizer.tokenToId(text);
  if (id !== undefined) ends.add(id);
  const end = endInTemplate(model, await chatTemplate(model));
  if (end !== undefined) ends.add(end);
  return [...ends];
}

/** The special token that the template puts right after an assistant's message. */
function endInTemplate({ tokenizer }: Model, template: ChatTemplate): number | undefined {
  const answer = "the answer";
  let text: string;
  try {
    text = template.applyChatTemplate([
      { role: "user", content: "a question" },
      { role: "assistant", content: answer },
    ]);
  } catch {
    return undefined; // a template for conversations of another kind
  }
  const after = text.slice(text.lastIndexOf(answer) + answer.length).trimStart();
  const [id] = tokenizer.encodeIds(after, { addSpecialTokens: false });
  if (id === undefined) return undefined;
  const isSpecial = tokenizer.decode([id], { skipSpecialTokens: true }) === "" && tokenizer.decode([id]) !== "";
  return isSpecial ? id : undefined;
}
