import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openPage } from "@llm-anatomy/test-kit";
import { build } from "vite";
import { afterAll, describe, expect, it } from "vitest";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

describe("in a page built by Vite", () => {
  const folder = mkdtempSync(join(tmpdir(), "embeddings-vite-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("trainInWorker(corpus) finds its worker by itself", async () => {
    const source = join(folder, "source");
    mkdirSync(source);
    writeFileSync(join(source, "index.html"), '<script type="module" src="./main.js"></script>');
    writeFileSync(
      join(source, "main.js"),
      `import { createWordCorpus, trainInWorker, WordSpace } from ${JSON.stringify(here("../src/index.ts"))};
       const sentences = Array.from({ length: 400 }, (_, i) => ["the", ["cat", "dog"][i % 2], ["ate", "slept"][(i >> 1) % 2], "here"]);
       globalThis.nearest = trainInWorker(createWordCorpus(sentences), { options: { dim: 16, epochs: 20, subsample: 0 } })
         .then((vectors) => new WordSpace(vectors).nearest("cat", { k: 1 })[0].word, String);`,
    );
    const output = join(folder, "output");
    await build({ root: source, base: "./", logLevel: "error", build: { outDir: output }, worker: { format: "es" } });
    const opened = await openPage({ entry: here("./browser/empty.ts"), folders: { "/built": output } });
    try {
      await opened.page.goto(`${opened.origin}/built/index.html`);
      await opened.page.waitForFunction(() => "nearest" in globalThis);
      expect(await opened.page.evaluate(() => (globalThis as unknown as { nearest: string }).nearest)).toBe("dog");
    } finally {
      await opened.close();
    }
  });
});
