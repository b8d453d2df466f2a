import { bundleSize } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";

const here = import.meta.dirname;

it("the package, both WebAssembly modules inlined, is less than 45 kB; the plain kernels alone less than 5 kB", async () => {
  expect(await bundleSize('export * from "../src/index.ts"', here)).toBeLessThan(45_000);
  expect(await bundleSize('export { createPlainKernels } from "../src/index.ts"', here)).toBeLessThan(5_000);
});
