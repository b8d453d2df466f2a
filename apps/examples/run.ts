/**
 * pnpm examples [name …]: runs every example, and checks that the README of each package shows exactly the file that ran.
 * @module
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const asked = process.argv.slice(2);
const names = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(here, entry.name, "readme.ts")))
  .map((entry) => entry.name)
  .filter((name) => asked.length === 0 || asked.includes(name));
const problems = names.flatMap((name) => [...run(name), ...compareWithReadme(name)]);
for (const problem of problems) console.error(`FAIL ${problem}`);
console.log(`${names.length} examples, ${problems.length} problems`);
process.exitCode = problems.length > 0 || names.length === 0 ? 1 : 0;

function run(name: string): string[] {
  const file = join(here, name, "readme.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--conditions=@repo/source", file], {
    encoding: "utf8",
    timeout: 120_000,
  });
  if (status === 0 && stdout.trim() !== "") return [];
  return [`${name}: readme.ts ended with ${status} and printed ${stdout.length} characters\n${stderr.slice(0, 2000)}`];
}

function compareWithReadme(name: string): string[] {
  const readme = join(here, "../../packages", name, "README.md");
  if (!existsSync(readme)) return [`${name}: packages/${name}/README.md is missing`];
  const code = readFileSync(join(here, name, "readme.ts"), "utf8").trim();
  const blocks = [...readFileSync(readme, "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block.trim());
  return blocks.includes(code)
    ? []
    : [`${name}: no code block of its README is what apps/examples/${name}/readme.ts says`];
}
