import { bundleSize } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";

it("the package is less than 12 kB, either prefix index less than 2 kB more, batches and the store less than 4", async () => {
  const all = await bundleSize('export * from "../src/index.ts"', import.meta.dirname);
  expect(all).toBeLessThan(12_000);
  const more = async (what: string) =>
    (await bundleSize(`export * from "../src/index.ts"; export ${what}`, import.meta.dirname)) - all;
  expect(await more('{ createPrefixIndex } from "../src/prefix/index.ts"')).toBeLessThan(2_000);
  expect(await more('{ createBlockIndex } from "../src/prefix/index.ts"')).toBeLessThan(2_000);
  expect(await more('* from "../src/batch/index.ts"')).toBeLessThan(1_500);
  expect(await more('* from "../src/offload/index.ts"')).toBeLessThan(2_500);
});
