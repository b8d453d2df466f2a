/** llm-anatomy <command>: the command line, a thin user of the same calls that programs use. @module */

import { benchCommand } from "./cli/bench-command.ts";
import { cacheCommand } from "./cli/cache-command.ts";
import { chatCommand } from "./cli/chat-command.ts";
import { type Command, UsageError } from "./cli/command.ts";
import { convertCommand } from "./cli/convert-command.ts";
import { doctorCommand } from "./cli/doctor-command.ts";
import { estimateCommand } from "./cli/estimate-command.ts";
import { generateCommand } from "./cli/generate-command.ts";
import { inspectCommand } from "./cli/inspect-command.ts";
import { serveCommand } from "./cli/serve-command.ts";

const commands: readonly Command[] = [
  generateCommand,
  chatCommand,
  inspectCommand,
  estimateCommand,
  convertCommand,
  serveCommand,
  benchCommand,
  cacheCommand,
  doctorCommand,
];

const [name, ...args] = process.argv.slice(2);
const command = commands.find((candidate) => candidate.name === name);
try {
  if (!name || name === "--help" || name === "-h") {
    console.log(overview());
    process.exitCode = name ? 0 : 2;
  } else if (!command) {
    throw new UsageError(`There is no command "${name}".\n\n${overview()}`);
  } else if (args.includes("--help") || args.includes("-h")) {
    console.log(command.help);
  } else {
    await command.run(args);
  }
} catch (error) {
  const { name: kind, message, code } = error as Error & { code?: string };
  const unparsed = code?.startsWith("ERR_PARSE_ARGS");
  const usage = error instanceof UsageError || unparsed;
  const said = unparsed ? firstSentence(message) : usage ? message : `${kind}: ${message}`;
  console.error(usage && command ? `${said}\n\n${command.help}` : said);
  process.exitCode = usage ? 2 : 1;
}

/** What Node's parser found; what it goes on to advise is for arguments that begin with a dash. */
function firstSentence(message: string): string {
  return `${message.split(". ")[0].replace(/\.$/, "")}.`;
}

function overview(): string {
  const width = Math.max(...commands.map((candidate) => candidate.name.length));
  const lines = commands.map((candidate) => `  ${candidate.name.padEnd(width)}  ${candidate.summary}`);
  return [
    "usage: llm-anatomy <command> [options]",
    "",
    ...lines,
    "",
    "llm-anatomy <command> --help tells a command's options.",
  ].join("\n");
}
