/**
 * Reference data that is too large for the repository lives in a folder beside it.
 *
 * The folder is `LLM_ANATOMY_FIXTURES`, or `../shared/fixtures` beside the checkout.
 * A fresh clone has neither: suites that need it are skipped and say so.
 * @module
 */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";

const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

/** The folder of one kind of reference data (`"checkpoints"`, `"tokenizers"` …), or null where it is absent. */
export function fixturesFolder(kind: string): string | null {
  const root = process.env.LLM_ANATOMY_FIXTURES ?? join(repositoryRoot, "../shared/fixtures");
  const folder = join(root, kind);
  return existsSync(folder) ? folder : null;
}

/** A vitest suite that gets the folder of reference data, or is skipped with the reason in its title. */
export function describeWithFixtures(title: string, kind: string, suite: (folder: string) => void): void {
  const folder = fixturesFolder(kind);
  if (folder) describe(title, () => suite(folder));
  else {
    const reason = `skipped: no reference data "${kind}" (set LLM_ANATOMY_FIXTURES to a folder that has it)`;
    console.log(`${title} - ${reason}`);
    describe.skip(`${title} [${reason}]`, () => suite(""));
  }
}
