/**
 * esbuild plugin: files that code names as `new URL("./file", import.meta.url)` come along, at an address that works.
 *
 * Models, WebAssembly and workers are named so. A file is copied beside the bundles; a script becomes a bundle of its own.
 * @module
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Plugin } from "esbuild";

/** `addEntry` is told of every script that has to be bundled, and answers with the name its bundle will have. */
export function assetAddresses(out: string, addEntry: (script: string) => string): Plugin {
  return {
    name: "asset-addresses",
    setup(build) {
      build.onLoad({ filter: /\.(ts|m?js)$/ }, async ({ path }) => {
        const source = await readFile(path, "utf8");
        if (!source.includes("import.meta.url")) return null;
        const pattern = /new URL\(\s*(["'])([^"'`]+)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g;
        const addresses = new Map<string, string>();
        for (const [, , name] of source.matchAll(pattern)) {
          const file = resolve(dirname(path), name);
          if (!existsSync(file)) continue; // in a comment, or a file that this build of a library does not have
          if (/\.[jt]s$/.test(file)) addresses.set(name, `./${addEntry(file)}.js`);
          else addresses.set(name, `./${await copyAsset(file, out)}`);
        }
        const contents = source.replace(pattern, (whole, _quote, name) =>
          addresses.has(name) ? `new URL(${JSON.stringify(addresses.get(name))}, import.meta.url)` : whole,
        );
        return { contents, loader: path.endsWith(".ts") ? "ts" : "js" };
      });
    },
  };
}

/** Files of one folder stay together, for code that names a folder and then the files in it. */
async function copyAsset(file: string, out: string): Promise<string> {
  const folder = createHash("sha256")
    .update(relative(process.cwd(), dirname(file)))
    .digest("hex")
    .slice(0, 8);
  const name = `files/${folder}/${basename(file)}`;
  await mkdir(dirname(join(out, name)), { recursive: true });
  await copyFile(file, join(out, name));
  return name;
}
