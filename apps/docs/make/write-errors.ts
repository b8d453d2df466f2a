/** Writes docs/errors/<code>.md for every error code: our own words, then the messages that the sources throw with it. @module */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sourceAddress } from "../src/repository.ts";
import { type ThrownMessage, thrownMessages } from "./thrown-messages.ts";

const site = join(import.meta.dirname, "..");
const out = join(site, "docs/errors");
const sources = "packages/model-hf/src";

/** The codes in their order: the members of the union `CheckpointErrorCode`. */
export function errorCodes(): string[] {
  const source = readFileSync(join(site, "../..", sources, "errors.ts"), "utf8");
  const [, union] = /type CheckpointErrorCode =([\s\S]*?);/.exec(source)!;
  return [...union.matchAll(/"([\w-]+)"/g)].map(([, code]) => code);
}

/** Our words on a code, `errors/<code>.md`: a title that says what happened, why, and what to do. */
export function errorText(code: string): { title: string; body: string } {
  const file = join(site, "errors", `${code}.md`);
  if (!existsSync(file)) return { title: code, body: "" };
  const text = readFileSync(file, "utf8");
  return { title: text.slice(2, text.indexOf("\n")), body: text.slice(text.indexOf("\n") + 1).trim() };
}

export function writeErrors(): void {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const thrown = thrownMessages(join(site, "../..", sources));
  const codes = errorCodes();
  for (const [i, code] of codes.entries()) {
    const mine = thrown.filter((message) => message.code === code && hasWords(message));
    writeFileSync(join(out, `${code}.md`), page(code, mine, i + 1));
  }
  const rows = codes.map((code) => `| [\`${code}\`](./${code}.md) | ${errorText(code).title} |`);
  const index = [
    ...front({ title: "Errors, explained", description: "What each error code means and what to do.", position: 0 }),
    "An error about a checkpoint has a `code`, for programs, and a message, for people. The message says where, what was wrong and what to",
    "do next; these pages say more, and `help` is the address of the page. An error's `file` and `tensor` say which ones, `cause` what",
    "lies below.",
    "",
    "```ts",
    'import { CheckpointError, loadModel } from "@llm-anatomy/model-hf";',
    "",
    "try {",
    "  await loadModel(source);",
    "} catch (error) {",
    '  if (error instanceof CheckpointError && error.code === "network") retry();',
    "  else throw error;",
    "}",
    "```",
    "",
    "| code | what happened |",
    "| --- | --- |",
    ...rows,
    "",
    "Wrong arguments are a `TypeError` or a `RangeError` in all packages, with both numbers in the message: the one that was given and the",
    "one that was expected.",
    "",
  ];
  writeFileSync(join(out, "index.md"), index.join("\n"));
}

/** Not all of it is put in from case to case. */
function hasWords({ message }: ThrownMessage): boolean {
  return /\p{Letter}/u.test(message);
}

function page(code: string, messages: readonly ThrownMessage[], position: number): string {
  const { title, body } = errorText(code);
  const lines = [...front({ title, description: `The error code ${code}: ${title}.`, position, label: code })];
  lines.push(`The code of this error is \`${code}\`.`, "", body, "");
  if (messages.length > 0)
    lines.push("## Messages with this code", "", "An … stands for what differs from case to case.", "");
  for (const { message, file, line } of messages) {
    const path = `${sources}/${file}`;
    lines.push(
      `- \`${message.replaceAll("`", "'")}\``,
      `  [${file}:${line}](${sourceAddress(path, { first: line, last: line })})`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function front(of: { title: string; description: string; position: number; label?: string }): string[] {
  return [
    "---",
    `title: ${JSON.stringify(of.title)}`,
    `description: ${JSON.stringify(of.description)}`,
    `sidebar_label: ${JSON.stringify(of.label ?? of.title)}`,
    `sidebar_position: ${of.position}`,
    "---",
    "",
  ];
}
