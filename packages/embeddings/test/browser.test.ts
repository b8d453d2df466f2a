import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openPage } from "@llm-anatomy/test-kit";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tests } from "./browser/page.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

describe("in Chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "embeddings-worker-"));
  let opened: Awaited<ReturnType<typeof openPage>>;

  beforeAll(async () => {
    await build({
      entryPoints: [here("../src/word-vectors-worker.ts")],
      bundle: true,
      format: "esm",
      outfile: join(folder, "word-vectors-worker.js"),
    });
    opened = await openPage({ entry: here("./browser/page.ts"), folders: { "/worker": folder } });
    await opened.page.waitForFunction(() => "tests" in globalThis);
  });
  afterAll(async () => {
    await opened?.close();
    rmSync(folder, { recursive: true });
  });

  const call = <K extends keyof Tests>(name: K, ...args: Parameters<Tests[K]>) =>
    opened.page.evaluate(
      ([name, args]) =>
        (globalThis as never as { tests: Record<string, (...args: unknown[]) => unknown> }).tests[name](...args),
      [name, args] as const,
    ) as ReturnType<Tests[K]>;

  for (const method of ["word2vec", "glove"] as const) {
    it(`trainInWorker(corpus, { method: "${method}" }) learns, reports, and draws a picture that does not jump`, async () => {
      const { steps, pictures, nearRed, nearDog } = await call("trainInWorker", method);
      expect([nearRed, nearDog]).toEqual(["blue", "cat"]);
      expect(steps.length).toBeGreaterThan(3);
      expect(steps).toEqual(steps.toSorted((a, b) => a - b));
      const size = Math.max(...pictures.at(-1)!.map(Math.abs));
      for (let i = 1; i < pictures.length; i++) {
        for (let j = 0; j < 8; j++) expect(Math.abs(pictures[i][j] - pictures[i - 1][j])).toBeLessThan(size);
      }
    });
  }
  it("trainInWorker(corpus, { signal }) stops at once", async () => {
    expect(await call("abort")).toMatchObject({ message: "enough", reports: 3 });
  });
  it("trainInWorker(corpus) passes the trainer's errors on, and says when the worker's module is missing", async () => {
    expect(await call("refuse")).toBe("RangeError: Word2VecTrainer: dim is 0 but has to be an integer of at least 1.");
    expect(await call("missingWorker")).toContain("Check that the worker's module can be loaded.");
  });
  for (const metric of ["cosine", "dot", "l2"] as const) {
    it(`createHnswSearch(…, { metric: "${metric}" }) finds 95 % of the nearest, with the exact search's scores`, async () => {
      const { recall, exact, found } = await call("hnsw", metric);
      expect(recall).toBeGreaterThan(0.95);
      expect(found[0]).toBeCloseTo(exact[0], 4); // float32 on both sides
    });
  }
});
