import { join } from "node:path";
import { openPage } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import type { InPage } from "./page.ts";

declare const inPage: InPage;
const entry = join(import.meta.dirname, "page.ts");

describe("in a page", () => {
  it("createKernels() loads at once, and createThreadedKernels() has threads where the page is cross-origin isolated", async () => {
    const { page, close } = await openPage({ entry });
    try {
      expect(await page.evaluate(() => inPage.sets())).toEqual(["wasm-relaxed-simd", "wasm-simd", "plain"]);
      expect(await page.evaluate(() => inPage.atOnce())).toEqual({ name: "wasm-relaxed-simd", difference: null });
      expect(await page.evaluate(() => inPage.threaded())).toEqual({
        name: "wasm-relaxed-simd, 2 threads",
        threads: 2,
        singleThreadReason: null,
        difference: null,
      });
    } finally {
      await close();
    }
  });

  it("createThreadedKernels() works on one thread, and says why, where the page is not isolated", async () => {
    const { page, close } = await openPage({ entry, crossOriginIsolated: false });
    try {
      expect(await page.evaluate(() => inPage.atOnce())).toEqual({ name: "wasm-relaxed-simd", difference: null });
      expect(await page.evaluate(() => inPage.threaded())).toEqual({
        name: "wasm-relaxed-simd",
        threads: 1,
        singleThreadReason: expect.stringMatching(/SharedArrayBuffer|cross-origin isolated/),
        difference: null,
      });
    } finally {
      await close();
    }
  });
});
