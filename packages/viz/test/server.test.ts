import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bundleSize } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";

it("importing @llm-anatomy/viz/elements without a DOM does nothing, so that a server can render a page that uses it", async () => {
  expect("HTMLElement" in globalThis).toBe(false);
  const { defineElements } = await import("@llm-anatomy/viz/elements");
  expect(defineElements).toBeTypeOf("function");
});

it("the sizes in the README are those of the bundles", async () => {
  const here = import.meta.dirname;
  const drawing = ["d3-scale", "d3-shape"];
  const kB = async (code: string, without: string[] = []) => (await bundleSize(code, here, { without })) / 1000;
  const readme = readFileSync(join(here, "../README.md"), "utf8");
  const said = (row: string) => Number(readme.match(new RegExp(`\\| ${row} +\\| +([\\d.]+) kB`))?.[1]);
  const measured = {
    "builders and text twins": await kB('export * from "@llm-anatomy/viz"'),
    "and the elements": await kB(
      'export * from "@llm-anatomy/viz"; export * from "@llm-anatomy/viz/elements"',
      drawing,
    ),
    "and d3, with the first chart": await kB(
      'export * from "@llm-anatomy/viz"; export * from "@llm-anatomy/viz/elements"',
    ),
  };
  for (const [row, size] of Object.entries(measured)) expect(said(row), `${row}: ${size}`).toBeCloseTo(size, 0);
});
