import { bundleSize } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";

it("the package is less than 12 kB, the prefix index less than 2 kB more", async () => {
  const all = await bundleSize('export * from "../src/index.ts"', import.meta.dirname);
  expect(all).toBeLessThan(12_000);
  const both = 'export * from "../src/index.ts"; export * from "../src/prefix/index.ts"';
  expect(await bundleSize(both, import.meta.dirname)).toBeLessThan(all + 2_000);
});
