/**
 * Chat templates: a conversation as the one text that a chat model was trained on.
 *
 * A model knows no messages, only tokens. Which markers stand around a message, where tools are described and how the
 * model's turn begins is a small program in the Jinja language, in tokenizer_config.json. Running Jinja is the business
 * of the package @huggingface/jinja, which this entry point needs and the rest of the package does not.
 * @see https://huggingface.co/docs/transformers/main/en/chat_templating
 * @module
 */
import { Environment, Interpreter, Template } from "@huggingface/jinja";
import { strftime } from "./strftime.ts";

/** A message as templates see it; what else it may have (tool_calls, name, …) depends on the template. */
export interface ChatMessage {
  role: string;
  content?: string | readonly Record<string, unknown>[] | null;
  [key: string]: unknown;
}

export interface ChatTemplateOptions {
  /** Name of one of several templates. Default "tool_use" if tools are given and there is one, else "default". */
  template?: string;
  /** JSON schemas of the functions that the model may call. */
  tools?: readonly object[];
  /** Documents for retrieval templates: objects with title and text. */
  documents?: readonly object[];
  /** End with what begins the model's turn. Default false. */
  addGenerationPrompt?: boolean;
  /** Leave the last message open, so that the model goes on writing it. Not together with addGenerationPrompt. */
  continueFinalMessage?: boolean;
  /** Further variables of the template, such as enable_thinking. They win over special tokens of the same name. */
  variables?: Record<string, unknown>;
  /** What strftime_now calls now. Default: the time of the call. */
  now?: Date;
}

const optionNames = [
  ...["template", "tools", "documents", "addGenerationPrompt", "continueFinalMessage", "variables", "now"],
];
const specialTokenNames = ["bos", "eos", "unk", "sep", "pad", "cls", "mask"].map((role) => `${role}_token`);

/** Real templates have up to 20 kB; more than this is no template. */
const longestTemplate = 2 ** 20;

/** Template and all messages fit in far fewer steps; a longer range would only serve to hang the page. */
const longestRange = 100_000;

/** Stands behind the text to be continued while the template runs; the space shows whether the template trims. */
const continueMark = "\uE000continue here\uE000 ";

export class ChatTemplate {
  /** Source of each template by name. */
  readonly sources: ReadonlyMap<string, string>;
  readonly #compiled = new Map<string, Template>();
  readonly #specialTokens: Record<string, unknown>;

  constructor(sources: ReadonlyMap<string, string>, specialTokens: Record<string, unknown>) {
    this.sources = sources;
    this.#specialTokens = specialTokens;
  }

  /**
   * The conversation as text. Encode it with `addSpecialTokens: false`: the template writes them itself.
   *
   * @throws Error with what the template says through raise_exception, or what is wrong with it; TypeError for an option
   *   that does not exist; RangeError for a template name that does not exist
   */
  applyChatTemplate(messages: readonly ChatMessage[], options: ChatTemplateOptions = {}): string {
    for (const key of Object.keys(options)) {
      if (optionNames.includes(key)) continue;
      throw new TypeError(`applyChatTemplate: "${key}" is not an option. Options: ${optionNames.join(", ")}.`);
    }
    const { tools, documents, addGenerationPrompt = false, continueFinalMessage = false } = options;
    if (addGenerationPrompt && continueFinalMessage) {
      throw new TypeError(
        "applyChatTemplate: addGenerationPrompt and continueFinalMessage exclude each other: one ends the last message, " +
          "the other leaves it open. Pass one of them.",
      );
    }
    const name = options.template ?? (tools && this.sources.has("tool_use") ? "tool_use" : "default");
    const now = options.now ?? new Date();
    const text = this.#render(name, {
      ...this.#specialTokens,
      raise_exception: (message: unknown) => {
        throw new Error(String(message));
      },
      strftime_now: (format: unknown) => strftime(String(format), now),
      range: boundedRange,
      messages: checkMessages(messages, continueFinalMessage),
      tools: tools ?? null,
      documents: documents ?? null,
      add_generation_prompt: addGenerationPrompt,
      ...options.variables,
    });
    return continueFinalMessage ? cutAtMark(text) : text;
  }

  #render(name: string, variables: Record<string, unknown>): string {
    const source = this.sources.get(name);
    if (source === undefined) {
      const names = [...this.sources.keys()].map((known) => JSON.stringify(known)).join(", ");
      throw new RangeError(`applyChatTemplate: there is no template ${JSON.stringify(name)}. There are: ${names}.`);
    }
    try {
      let template = this.#compiled.get(name);
      if (!template) {
        template = new Template(source);
        this.#compiled.set(name, template);
      }
      return run(template, variables);
    } catch (cause) {
      throw new Error(`chat template ${JSON.stringify(name)}: ${(cause as Error).message}`, { cause });
    }
  }
}

/**
 * Runs a template. Template.render() would do, but it declares range and strftime_now itself, without a bound and in the
 * language of the page, and does not let a variable take their place.
 */
function run(template: Template, variables: Record<string, unknown>): string {
  const environment = new Environment();
  const constants = { true: true, True: true, false: false, False: false, none: null, None: null };
  for (const [name, value] of Object.entries({ ...constants, ...variables })) environment.set(name, value);
  return String(new Interpreter(environment).run(template.parsed).value);
}

/**
 * The chat template of a checkpoint.
 *
 * `tokenizerConfig` is the parsed tokenizer_config.json: its chat_template is one template or a list of named ones, and
 * its special tokens are variables of the templates. Newer checkpoints keep the template in a file chat_template.jinja:
 * pass its text as `template`.
 *
 * @throws TypeError, RangeError if there is no template or it is no text
 * @example
 * const chat = createChatTemplate({ chat_template: "{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}" });
 * chat.applyChatTemplate([{ role: "user", content: "Hi" }]); // => "<user>Hi"
 */
export function createChatTemplate(tokenizerConfig: object, { template }: { template?: string } = {}): ChatTemplate {
  const config = tokenizerConfig as Record<string, unknown>;
  const given = template ?? config.chat_template;
  if (given === undefined || given === null) {
    throw new TypeError(
      "createChatTemplate: tokenizerConfig has no chat_template. Pass the text of chat_template.jinja as { template }, " +
        "or write the prompt yourself: this may be no chat model.",
    );
  }
  const named = typeof given === "string" ? [["default", given]] : readNamed(given);
  for (const [name, source] of named) {
    if (source.length > longestTemplate) {
      throw new RangeError(
        `createChatTemplate: template ${JSON.stringify(name)} has ${source.length} characters but at most ` +
          `${longestTemplate} are read. It is no template.`,
      );
    }
  }
  return new ChatTemplate(new Map(named as [string, string][]), specialTokens(config));
}

function readNamed(value: unknown): string[][] {
  // [{ name, template }, …] in tokenizer_config.json; { name: template, … } where somebody has read it already
  const entries = Array.isArray(value)
    ? value.map((entry) => [entry?.name, entry?.template])
    : Object.entries(value as object);
  for (const [name, source] of entries) {
    if (typeof name !== "string" || typeof source !== "string") {
      throw new TypeError("createChatTemplate: chat_template has to be text, or a list of { name, template }.");
    }
  }
  return entries;
}

function specialTokens(config: Record<string, unknown>): Record<string, unknown> {
  const text = (token: unknown) => (typeof token === "string" ? token : (token as { content?: string })?.content);
  const variables: Record<string, unknown> = {};
  for (const name of specialTokenNames) {
    const content = text(config[name]);
    if (content !== undefined) variables[name] = content;
  }
  const additional = config.additional_special_tokens;
  if (Array.isArray(additional)) variables.additional_special_tokens = additional.map(text);
  return variables;
}

function checkMessages(messages: readonly ChatMessage[], marksLast: boolean): ChatMessage[] {
  if (!Array.isArray(messages))
    throw new TypeError("applyChatTemplate: messages has to be an array of { role, content }.");
  messages.forEach((message, i) => {
    if (typeof message?.role !== "string") {
      throw new TypeError(`applyChatTemplate: messages[${i}] has no role. Pass { role: "user", content: "…" }.`);
    }
  });
  if (!marksLast) return [...messages];
  const last = messages.at(-1);
  const content = typeof last?.content === "string" ? last.content + continueMark : markLastText(last?.content);
  return [...messages.slice(0, -1), { ...last!, content }];
}

function markLastText(content: unknown): Record<string, unknown>[] {
  const parts = Array.isArray(content) ? (content as Record<string, unknown>[]) : [];
  const at = parts.findLastIndex((part) => typeof part.text === "string");
  if (at === -1) throw new TypeError("applyChatTemplate: continueFinalMessage needs text in the last message.");
  return parts.with(at, { ...parts[at], text: parts[at].text + continueMark });
}

function cutAtMark(text: string): string {
  const at = text.lastIndexOf(continueMark.trimEnd());
  if (at === -1) {
    throw new RangeError(
      "applyChatTemplate: continueFinalMessage is set but the template does not show the last message as it is.",
    );
  }
  return text.startsWith(continueMark, at) ? text.slice(0, at) : text.slice(0, at).trimEnd();
}

/** Python's range with an end to it. */
function boundedRange(first: number, second?: number, step = 1): number[] {
  const [start, stop] = typeof second === "number" ? [first, second] : [0, first];
  const by = typeof step === "number" ? step : 1;
  if (by === 0 || Math.abs((stop - start) / by) > longestRange) {
    throw new RangeError(`range(${start}, ${stop}, ${by}) has more than ${longestRange} numbers`);
  }
  const numbers: number[] = [];
  for (let i = start; by > 0 ? i < stop : i > stop; i += by) numbers.push(i);
  return numbers;
}
