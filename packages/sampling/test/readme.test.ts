import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { withOptionsTable } from "../../../tools/sampling-fixtures/options-table.ts";

it("the README's table of options is the one in the code", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const withoutPadding = (text: string) => text.replace(/ *\| */g, "|").replace(/-{3,}/g, "---");
  // If this fails: node --conditions=@repo/source tools/sampling-fixtures/options-table.ts
  expect(withoutPadding(readme)).toBe(withoutPadding(withOptionsTable(readme)));
});
