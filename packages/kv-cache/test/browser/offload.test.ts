/** Caches kept by a page are there after a reload. */
import { join } from "node:path";
import { openPage } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";
import type { InPage } from "./page.ts";

declare const inPage: InPage;
const entry = join(import.meta.dirname, "page.ts");

it.each([
  [undefined, "opfs"],
  ["opfs", "opfs"],
  ["indexeddb", "indexeddb"],
] as const)("openCacheStore({ place: %s }) in a page keeps caches over a reload", async (place, expected) => {
  const { page, close } = await openPage({ entry });
  try {
    const options = { place, folder: "my/conversations" };
    expect(await page.evaluate((options) => inPage.save(options, { a: 3, "b/ü *": 40, c: 0 }), options)).toBe(expected);
    await page.evaluate((options) => inPage.save(options, { a: 5 }), options); // in place of the first
    await page.reload();
    expect(await page.evaluate((options) => inPage.check(options), options)).toEqual({
      a: true,
      "b/ü *": true,
      c: true,
    });
    expect(await page.evaluate((options) => inPage.otherModel(options, "a"), options)).toMatch(
      /^restoreCache: model is "test" in the stored cache but "other" here\./,
    );
    expect(await page.evaluate((options) => inPage.remove(options, "a"), options)).toEqual([true, false, null]);
    expect(await page.evaluate((options) => inPage.check(options), options)).toEqual({ "b/ü *": true, c: true });
    expect(await page.evaluate(() => inPage.check({ folder: "elsewhere" }))).toEqual({});
  } finally {
    await close();
  }
});
