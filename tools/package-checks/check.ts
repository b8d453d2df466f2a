/**
 * Checks every package as people will install it: `pnpm package-checks`, after `pnpm build`.
 *
 * Each is packed, then publint reads its package.json, "are the types wrong" resolves its types the way Node and bundlers do,
 * and every entry point is bundled to see what it costs a page. Prints a table; exit code 1 if anything is wrong.
 * @module
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData, type Problem } from "@arethetypeswrong/core";
import { bundleSize } from "@llm-anatomy/test-kit";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

interface Manifest {
  exports: Record<string, string | { "@repo/source": string; require?: unknown }>;
  imports?: Record<string, unknown>;
}

const root = join(import.meta.dirname, "../..");
const packages = readdirSync(join(root, "packages"));

/** Packed by pnpm, because it writes versions in place of `workspace:^`, as it will when publishing. */
function pack(folder: string): Buffer {
  const out = mkdtempSync(join(tmpdir(), "packed-"));
  try {
    execFileSync("npx", ["--yes", "pnpm@10", "pack", "--pack-destination", out], { cwd: folder, stdio: "pipe" });
    return readFileSync(join(out, readdirSync(out)[0]));
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** An entry point without CommonJS is meant to have none: what `require` would find is then no problem of its types. */
function concerns(problem: Problem, { exports, imports }: Manifest): boolean {
  const resolution = "resolutionKind" in problem ? problem.resolutionKind : undefined;
  if (resolution === "node10" || ("resolutionOption" in problem && problem.resolutionOption === "node10")) return false; // Node 20 reads "exports"
  // Only the package itself is there to look into: an import of its own name for a dependency leads nowhere here.
  const own = "moduleSpecifier" in problem ? imports?.[problem.moduleSpecifier] : undefined;
  if (own && !JSON.stringify(own).includes('"./')) return false;
  const entry = "entrypoint" in problem ? exports[problem.entrypoint] : undefined;
  return resolution !== "node16-cjs" || (typeof entry === "object" && entry.require !== undefined);
}

const wrong: string[] = [];
const sizes: { package: string; entry: string; "kB gzip": number }[] = [];

for (const name of packages) {
  const folder = join(root, "packages", name);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  const tarball = pack(folder);

  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(tarball).buffer } });
  for (const message of messages) {
    if (message.type !== "suggestion") wrong.push(`${name}: publint: ${formatMessage(message, pkg)}`);
  }

  const types = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  if (!types.types) wrong.push(`${name}: has no types`);
  else {
    for (const problem of types.problems.filter((it) => concerns(it, manifest))) {
      wrong.push(`${name}: types: ${JSON.stringify(problem)}`);
    }
  }

  for (const [entry, target] of Object.entries(manifest.exports)) {
    if (typeof target === "string") continue; // files as they are: package.json, models
    const code = `export * from "${target["@repo/source"]}"`;
    const bytes = await bundleSize(code, folder, {
      without: ["@llm-anatomy/*", "onnxruntime-web", "onnxruntime-web/*", "@huggingface/*", "node:*"],
    });
    sizes.push({ package: name, entry, "kB gzip": Number((bytes / 1000).toFixed(1)) });
  }
}

console.log("What each entry point adds to a page, bundled and minified, other packages not counted:");
console.table(sizes);
for (const line of wrong) console.error(line);
console.log(`${packages.length} packages, ${wrong.length} problems`);
if (wrong.length > 0) process.exitCode = 1;
