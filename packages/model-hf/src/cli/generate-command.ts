/** llm-anatomy generate: continues a prompt, token by token. @module */
import { parseArgs } from "node:util";
import type { Engine } from "../engine/engine.ts";
import type { GenerateOptions } from "../model/generate.ts";
import { type Command, numberOption, UsageError } from "./command.ts";
import { loadWithProgress } from "./load-with-progress.ts";
import { deviceHelp, deviceOptions, readDeviceOptions, sourceHelp, sourceOptions } from "./model-options.ts";

const help = `usage: llm-anatomy generate [prompt] [options]

Continues a prompt and prints the text as it is made. The prompt - is read from standard input.

  --model <model>            default tiny
${deviceHelp}
  --max-new-tokens <n>       default: the checkpoint's own limit, or 256
  --temperature <t>          0 takes the likeliest token every time
  --top-k <k>, --top-p <p>   draw from the k likeliest, from those that make up p
  --seed <n>                 the same seed gives the same text
  --greedy                   the same as --temperature 0
  --stop <text>              end before this text; may be given several times
  --quiet                    no figures at the end
${sourceHelp}`;

const options = {
  model: { type: "string", default: "tiny" },
  ...deviceOptions,
  "max-new-tokens": { type: "string" },
  temperature: { type: "string" },
  "top-k": { type: "string" },
  "top-p": { type: "string" },
  seed: { type: "string" },
  greedy: { type: "boolean" },
  stop: { type: "string", multiple: true },
  ...sourceOptions,
  quiet: { type: "boolean" },
} as const;

const defaultPrompt = "Once upon a time";

export const generateCommand: Command = {
  name: "generate",
  summary: "continue a prompt, token by token",
  help,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals.length > 1)
      throw new UsageError(`There are ${positionals.length} prompts. Put one prompt in quotes.`);
    const given = positionals[0] ?? defaultPrompt;
    const prompt = given === "-" ? await standardInput() : given;
    const started = performance.now();
    const model = await loadWithProgress(values.model, {
      ...readDeviceOptions(values),
      file: values.file,
      revision: values.revision,
    });
    const loaded = performance.now();
    const interrupted = new AbortController();
    process.once("SIGINT", () => interrupted.abort());
    const generation: GenerateOptions = {
      maxNewTokens: numberOption("max-new-tokens", values["max-new-tokens"]),
      temperature: values.greedy ? 0 : numberOption("temperature", values.temperature),
      topK: numberOption("top-k", values["top-k"]),
      topP: numberOption("top-p", values["top-p"]),
      seed: numberOption("seed", values.seed),
      stop: values.stop,
      signal: interrupted.signal,
    };
    process.stdout.write(prompt);
    const times: number[] = [];
    try {
      for await (const { text } of model.generate(prompt, generation)) {
        times.push(performance.now());
        process.stdout.write(text);
      }
    } catch (error) {
      if (!interrupted.signal.aborted) throw error;
    }
    process.stdout.write("\n");
    if (!values.quiet) console.error(figures(model.engine, loaded - started, loaded, times));
    await model.dispose();
  },
};

/** Tokens, tokens per second after the first, time to the first one. */
function figures({ name, device }: Engine, loading: number, start: number, times: number[]): string {
  const engine = `${name} engine${device === "wasm" ? "" : ` on ${device}`}`;
  const load = `loaded in ${(loading / 1000).toFixed(2)} s`;
  if (times.length === 0) return `\n0 tokens · ${engine} · ${load}`;
  const first = times[0] - start;
  const rest = times[times.length - 1] - times[0];
  const rate = times.length > 1 ? `${(((times.length - 1) / rest) * 1000).toFixed(1)} tokens/s · ` : "";
  return `\n${times.length} tokens · ${rate}first token after ${first.toFixed(0)} ms · ${engine} · ${load}`;
}

async function standardInput(): Promise<string> {
  process.stdin.setEncoding("utf8");
  let text = "";
  for await (const chunk of process.stdin) text += chunk;
  return text.replace(/\n$/, "");
}
