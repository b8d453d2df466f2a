/** Writes docs/examples.md: what is in apps/examples, with the code of the ten-line programs. @module */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sourceAddress } from "../src/repository.ts";
import { packageOrder } from "./package-order.ts";

const examples = join(import.meta.dirname, "../../examples");
const out = join(import.meta.dirname, "../docs/examples.md");

export function writeExamples(): void {
  const folders = readdirSync(examples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const apps = folders.filter((name) => existsSync(join(examples, name, "README.md")));
  const programs = packageOrder(folders.filter((name) => existsSync(join(examples, name, "readme.ts"))));
  const page = [
    "---",
    "title: Examples",
    "description: Small programs and apps that use the packages; continuous integration runs them all.",
    "---",
    "",
    "Small programs that use the packages as you would. Continuous integration runs every one of them, so what you copy works.",
    "",
    ...(apps.length > 0 ? ["## Apps", "", ...apps.flatMap(app)] : []),
    "## One program per package",
    "",
    "Each is a file that Node runs as it stands, and the first thing in its package's guide.",
    "",
    ...programs.flatMap(program),
  ];
  writeFileSync(out, page.join("\n"));
}

/** Name and first paragraph of the app's README, how to start it, its program where that is one file, and where its sources are. */
function app(name: string): string[] {
  const readme = readFileSync(join(examples, name, "README.md"), "utf8");
  const main = join(examples, name, "main.ts");
  const [, title = name, summary = ""] = /^# (.+)\n+((?:(?!#|```).+\n)*)/.exec(readme) ?? [];
  return [
    `### ${title}`,
    "",
    summary.trim(),
    "",
    /```sh\n[\s\S]*?```/.exec(readme)?.[0] ?? "",
    "",
    ...(existsSync(main) ? ["```ts", readFileSync(main, "utf8").trimEnd(), "```", ""] : []),
    `[Sources of ${name}](${sourceAddress(`apps/examples/${name}`)})`,
    "",
  ];
}

function program(name: string): string[] {
  const code = readFileSync(join(examples, name, "readme.ts"), "utf8").trimEnd();
  return [
    `### ${name}`,
    "",
    `[Guide](./guides/${name}.md) · [API](./api/${name}.md) · [Source](${sourceAddress(`apps/examples/${name}/readme.ts`)})`,
    "",
    "```ts",
    code,
    "```",
    "",
  ];
}
