/**
 * How many bytes an import costs a page: bundled, minified and gzipped as an app would ship it.
 * @module
 */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/**
 * Bytes of `code`, a module such as `export { f } from "@llm-anatomy/x"`, with all it pulls in.
 *
 * `from` is the folder whose dependencies it sees, usually `import.meta.dirname`; packages named in `without` stay out.
 */
export async function bundleSize(code: string, from: string, { without = [] as string[] } = {}): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: from },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    conditions: ["@repo/source"],
    external: without,
    write: false,
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}
