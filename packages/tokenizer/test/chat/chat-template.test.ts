/** Against transformers: fixtures/chat-templates.json, made by tools/tokenizer-fixtures. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ChatMessage, createChatTemplate } from "../../src/chat/index.ts";
import { strftime } from "../../src/chat/strftime.ts";

interface Case {
  template: string;
  messages: ChatMessage[];
  options: Record<string, unknown>;
  text?: string;
  error?: string;
}

const fixture = JSON.parse(readFileSync(new URL("fixtures/chat-templates.json", import.meta.url), "utf8"));
const [year, month, ...time]: number[] = fixture.now;
const now = new Date(year, month, ...time);
const chatOf = (name: string) => createChatTemplate({ chat_template: fixture.templates[name], ...fixture.special });
const user: ChatMessage = { role: "user", content: "Hi" };

describe("applyChatTemplate", () => {
  const titled = (fixture.cases as Case[]).map((one, i): [string, Case] => [`${i}: ${one.template}`, one]);

  it.each(titled)("applyChatTemplate(messages, options) gives the text of transformers in case %s", (_, one) => {
    const { tools, documents, add_generation_prompt, continue_final_message, ...variables } = one.options;
    const apply = () =>
      chatOf(one.template).applyChatTemplate(one.messages, {
        tools: tools as object[],
        documents: documents as object[],
        addGenerationPrompt: add_generation_prompt as boolean,
        continueFinalMessage: continue_final_message as boolean,
        variables,
        now,
      });
    if (one.error === undefined) expect(apply()).toBe(one.text);
    else expect(apply).toThrow(`chat template "default": ${one.error}`);
  });

  it("applyChatTemplate(messages, { template, tools }) chooses among named templates as transformers does", () => {
    const chat = createChatTemplate({
      chat_template: [
        { name: "default", template: "plain" },
        { name: "tool_use", template: "with tools" },
        { name: "rag", template: "with documents" },
      ],
    });
    expect(chat.applyChatTemplate([user])).toBe("plain");
    expect(chat.applyChatTemplate([user], { tools: [{}] })).toBe("with tools");
    expect(chat.applyChatTemplate([user], { template: "rag", tools: [{}] })).toBe("with documents");
    expect(() => chat.applyChatTemplate([user], { template: "cot" })).toThrow(
      'applyChatTemplate: there is no template "cot". There are: "default", "tool_use", "rag".',
    );
  });

  it("createChatTemplate(config, { template }) takes the text of chat_template.jinja and tokens written as objects", () => {
    const config = { chat_template: "old", eos_token: { content: "</s>", lstrip: false }, pad_token: null };
    const chat = createChatTemplate(config, { template: "{{ messages[0].content }}{{ eos_token }}{{ pad_token }}" });
    expect(chat.applyChatTemplate([user])).toBe("Hi</s>");
  });

  it("applyChatTemplate(messages) does not change the messages", () => {
    const messages = [user, { role: "assistant", content: "Well" }];
    const before = structuredClone(messages);
    const chat = createChatTemplate({ chat_template: "{% for m in messages %}{{ m.content }};{% endfor %}" });
    expect(chat.applyChatTemplate(messages, { continueFinalMessage: true })).toBe("Hi;Well");
    expect(messages).toEqual(before);
  });

  it("applyChatTemplate(messages) says what is wrong with template, messages or options", () => {
    const chat = (template: string) => createChatTemplate({ chat_template: template });
    expect(() => createChatTemplate({})).toThrow(
      "createChatTemplate: tokenizerConfig has no chat_template. Pass the text of chat_template.jinja as { template }, " +
        "or write the prompt yourself: this may be no chat model.",
    );
    expect(() => chat("{% for %}").applyChatTemplate([user])).toThrow(/^chat template "default": /);
    expect(() => chat("{% for i in range(1000000000) %}{% endfor %}").applyChatTemplate([user])).toThrow(
      'chat template "default": range(0, 1000000000, 1) has more than 100000 numbers',
    );
    expect(() => chat("a").applyChatTemplate([user], { add_generation_prompt: true } as object)).toThrow(
      'applyChatTemplate: "add_generation_prompt" is not an option. Options: template, tools, documents, ' +
        "addGenerationPrompt, continueFinalMessage, variables, now.",
    );
    expect(() => chat("a").applyChatTemplate([{ content: "x" } as unknown as ChatMessage])).toThrow(
      'applyChatTemplate: messages[0] has no role. Pass { role: "user", content: "…" }.',
    );
    expect(() => chat("a").applyChatTemplate([user], { continueFinalMessage: true })).toThrow(
      "applyChatTemplate: continueFinalMessage is set but the template does not show the last message as it is.",
    );
  });
});

describe("strftime", () => {
  it("strftime(format, date) writes English names whatever the locale, and refuses what it does not know", () => {
    const date = new Date(2024, 1, 29, 0, 7);
    expect(strftime("%Y-%m-%d %A %b %I:%M %p %j %% %-d %F", date)).toBe(
      "2024-02-29 Thursday Feb 12:07 AM 060 % 29 2024-02-29",
    );
    expect(() => strftime("%Q", date)).toThrow('strftime_now: "%Q" in "%Q" is not supported.');
  });
});
