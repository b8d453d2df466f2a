/**
 * pnpm examples [name …]: runs every example, and checks that a README shows exactly the file that ran: `readme.ts` is in
 * the README of the package of that name, `main.ts` in the example's own.
 * @module
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const asked = process.argv.slice(2);
const names = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .filter((name) => programOf(name) !== undefined)
  .filter((name) => asked.length === 0 || asked.includes(name));
const problems = names.flatMap((name) => [...run(name), ...compareWithReadme(name)]);
for (const problem of problems) console.error(`FAIL ${problem}`);
console.log(`${names.length} examples, ${problems.length} problems`);
process.exitCode = problems.length > 0 || names.length === 0 ? 1 : 0;

/** The file that is the example; undefined for apps, which have tests. */
function programOf(name: string): string | undefined {
  return ["readme.ts", "main.ts"].find((file) => existsSync(join(here, name, file)));
}

function run(name: string): string[] {
  const file = join(here, name, programOf(name)!);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--conditions=@repo/source", file], {
    encoding: "utf8",
    timeout: 120_000,
  });
  if (status === 0 && stdout.trim() !== "") return [];
  return [
    `${name}: ${programOf(name)} ended with ${status} and printed ${stdout.length} characters\n${stderr.slice(0, 2000)}`,
  ];
}

function compareWithReadme(name: string): string[] {
  const program = programOf(name)!;
  const readme = join(here, program === "main.ts" ? name : join("../../packages", name), "README.md");
  if (!existsSync(readme)) return [`${name}: ${readme} is missing`];
  const code = readFileSync(join(here, name, program), "utf8").trim();
  const blocks = [...readFileSync(readme, "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block.trim());
  return blocks.includes(code)
    ? []
    : [`${name}: no code block of its README is what apps/examples/${name}/${program} says`];
}
