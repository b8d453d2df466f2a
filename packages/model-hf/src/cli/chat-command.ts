/** llm-anatomy chat: a conversation on the terminal. @module */
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import type { ChatMessage, ChatOptions } from "../model/chat.ts";
import type { Model } from "../model/model.ts";
import { type Command, numberOption } from "./command.ts";
import { loadWithProgress } from "./load-with-progress.ts";
import { deviceHelp, deviceOptions, onlyModel, readDeviceOptions, sourceHelp, sourceOptions } from "./model-options.ts";

const help = `usage: llm-anatomy chat <model> [options]

A conversation with a model that was trained for it, by its own chat template. The answer appears as it is made.
Ctrl-C stops an answer; at an empty prompt it ends the conversation, as Ctrl-D does. Lines that are piped in are answered
one by one.

  /new       begins another conversation
  /system …  begins another one, with this instruction

  --system <text>            what the model is told before the conversation
${deviceHelp}
  --max-new-tokens <n>       default: the checkpoint's own limit, or 256
  --temperature <t>          0 takes the likeliest token every time
  --top-k <k>, --top-p <p>   draw from the k likeliest, from those that make up p
  --seed <n>                 the same seed gives the same answers
${sourceHelp}`;

const options = {
  ...deviceOptions,
  system: { type: "string" },
  "max-new-tokens": { type: "string" },
  temperature: { type: "string" },
  "top-k": { type: "string" },
  "top-p": { type: "string" },
  seed: { type: "string" },
  ...sourceOptions,
} as const;

export const chatCommand: Command = {
  name: "chat",
  summary: "hold a conversation with a model",
  help,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const name = onlyModel(positionals);
    const generation: ChatOptions = {
      maxNewTokens: numberOption("max-new-tokens", values["max-new-tokens"]),
      temperature: numberOption("temperature", values.temperature),
      topK: numberOption("top-k", values["top-k"]),
      topP: numberOption("top-p", values["top-p"]),
      seed: numberOption("seed", values.seed),
    };
    const model = await loadWithProgress(name, {
      ...readDeviceOptions(values),
      file: values.file,
      revision: values.revision,
    });
    try {
      await converse(model, values.system, generation);
    } finally {
      await model.dispose();
    }
  },
};

async function converse(model: Model, system: string | undefined, generation: ChatOptions): Promise<void> {
  const begin = (instruction: string | undefined): ChatMessage[] =>
    instruction === undefined ? [] : [{ role: "system", content: instruction }];
  let messages = begin(system);
  let answering: AbortController | undefined;
  const terminal = process.stdin.isTTY && process.stdout.isTTY;
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal,
    prompt: terminal ? "> " : "",
  });
  lines.on("SIGINT", () => (answering ? answering.abort() : lines.close()));
  let open = true;
  lines.on("close", () => {
    open = false;
  });
  lines.prompt();
  for await (const line of lines) {
    const text = line.trim();
    const [, command, rest] = /^\/(\S+)\s*(.*)$/s.exec(text) ?? [];
    if (command === "new" || command === "system") {
      if (command === "system") system = rest || undefined;
      messages = begin(system);
    } else if (command !== undefined) {
      console.error(`There is no "/${command}". There are /new and /system.`);
    } else if (text !== "") {
      answering = new AbortController();
      const asked: ChatMessage[] = [...messages, { role: "user", content: text }];
      const content = await answer(model, asked, { ...generation, signal: answering.signal });
      answering = undefined;
      messages = [...asked, { role: "assistant", content }];
    }
    if (open) lines.prompt(); // of what was piped in, the last lines are answered after the end
  }
}

/** Prints an answer as it is made, and gives it back, as far as it came. */
async function answer(model: Model, messages: readonly ChatMessage[], options: ChatOptions): Promise<string> {
  let content = "";
  try {
    for await (const { text } of model.chat(messages, options)) {
      process.stdout.write(text);
      content += text;
    }
  } catch (error) {
    if (!options.signal?.aborted) throw error;
    process.stdout.write(" …");
  }
  process.stdout.write("\n");
  return content;
}
