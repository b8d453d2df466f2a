import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPage } from "@llm-anatomy/test-kit";
import { build, createLogger } from "vite";
import { afterAll, describe, expect, it } from "vitest";
import { fixtures } from "../memory-source.ts";

describe("in a page built by Vite", () => {
  const folder = mkdtempSync(join(tmpdir(), "model-hf-vite-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("loadModel(source) finds its worker, and the embedded model its files, by themselves", {
    timeout: 300_000,
  }, async () => {
    const source = join(folder, "source");
    mkdirSync(source);
    writeFileSync(join(source, "index.html"), '<script type="module" src="./main.js"></script>');
    writeFileSync(
      join(source, "main.js"),
      `import * as everything from ${JSON.stringify(join(import.meta.dirname, "../../src/index.ts"))};
       globalThis.everything = everything; // whatever a page uses
       const { loadModel } = everything;
       globalThis.logits = async (from) => {
         const model = await loadModel(from);
         const { logits } = await model.forward([1, 2, 3]);
         await model.dispose();
         return logits.data.length;
       };`,
    );
    const output = join(folder, "output");
    const warnings: string[] = [];
    const logger = createLogger("warn");
    for (const level of ["warn", "warnOnce", "error"] as const) logger[level] = (message) => warnings.push(message);
    await build({
      root: source,
      base: "./",
      customLogger: logger,
      build: { outDir: output, emptyOutDir: true, target: "es2022", minify: false },
      resolve: { conditions: ["@repo/source", "browser", "module", "import", "default"] },
      worker: { format: "es" },
    });
    // Nothing of Node is reachable, and what is fetched later lies apart. That there is much of it, and how long plugins take, is no fault.
    expect(warnings.filter((message) => !/larger than 500 kB|PLUGIN_TIMINGS/.test(message))).toEqual([]);
    const opened = await openPage({
      entry: join(import.meta.dirname, "empty.ts"),
      folders: { "/built": output, "/fixtures": fixtures },
    });
    try {
      await opened.page.goto(`${opened.origin}/built/index.html`);
      await opened.page.waitForFunction(() => "logits" in globalThis);
      const logitsOf = (from: string) =>
        opened.page.evaluate(
          (name) => (globalThis as unknown as { logits(from: string): Promise<number> }).logits(name),
          from,
        );
      expect(await logitsOf(`${opened.origin}/fixtures/llama`)).toBe(3 * 199);
      expect(await logitsOf("tiny")).toBe(3 * 3072);
    } finally {
      await opened.close();
    }
  });
});
