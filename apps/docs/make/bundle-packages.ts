/**
 * Our packages as modules that a page can import at run time, and the workers that run cells and tell the landing page's story.
 *
 * Every public entry point of every package becomes `static/packages/<entry>.js`; what they share is in chunks, so
 * each line of code is fetched once, and only when a cell asks for it.
 * @module
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { bundleName } from "../src/cell/bundle-name.ts";
import { assetAddresses } from "./asset-addresses.ts";

const site = join(import.meta.dirname, "..");
const packages = join(site, "../../packages");
const out = join(site, "static/packages");

/** Bundles everything into `static/packages` and returns the names that a cell can import. */
export async function bundlePackages(): Promise<string[]> {
  const entries = publicEntries();
  const scripts = new Map<string, string>();
  const addEntry = (script: string) => {
    scripts.set(script, basename(script).replace(/\.\w+$/, ""));
    return scripts.get(script)!;
  };
  rmSync(out, { recursive: true, force: true });
  const options: BuildOptions = {
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    conditions: ["@repo/source", "browser"],
    external: ["node:*", "module"],
    minify: true,
    legalComments: "none",
    outdir: out,
    define: { CELL_IMPORTS: JSON.stringify([...entries.keys()]) },
    plugins: [assetAddresses(out, addEntry)],
    logLevel: "warning",
  };
  const named = Object.fromEntries([...entries].map(([specifier, file]) => [bundleName(specifier), file]));
  const workers = {
    "cell-worker": join(site, "src/cell/cell-worker.ts"),
    "story-worker": join(site, "src/story/story-worker.ts"),
  };
  await build({ ...options, entryPoints: { ...named, ...workers } });
  if (scripts.size > 0) {
    const entryPoints = Object.fromEntries([...scripts].map(([file, name]) => [name, file]));
    await build({ ...options, splitting: false, entryPoints });
  }
  return [...entries.keys()];
}

/** `@llm-anatomy/attention/linear` → its source, for every export of every package that is code, and the cells' own texts. */
function publicEntries(): Map<string, string> {
  const entries = new Map<string, string>();
  const folders = readdirSync(packages).map((folder) => join(packages, folder));
  for (const folder of [...folders, join(site, "cells")]) {
    const { name, exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    for (const [path, target] of Object.entries<{ "@repo/source"?: string }>(exports)) {
      const source = target["@repo/source"];
      if (source) entries.set(join(name, path), join(folder, source));
    }
  }
  return entries;
}
