/** Writes docs/guides/<package>.md for every package that has a README. @module */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sourceAddress } from "../src/repository.ts";
import { guidePage } from "./guide.ts";
import { packageOrder } from "./package-order.ts";

const packages = join(import.meta.dirname, "../../../packages");

/** Answers with the names of the packages that now have a guide. */
export function writeGuides(): string[] {
  const out = join(import.meta.dirname, "../docs/guides");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const names = packageOrder(readdirSync(packages).filter((name) => existsSync(join(packages, name, "README.md"))));
  for (const [i, name] of names.entries()) {
    const readme = readFileSync(join(packages, name, "README.md"), "utf8");
    const sources = sourceAddress(`packages/${name}/`);
    writeFileSync(join(out, `${name}.md`), guidePage({ name, readme, sources, position: i + 1 }));
  }
  return names;
}
