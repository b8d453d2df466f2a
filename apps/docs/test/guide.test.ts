import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { guidePage } from "../make/guide.ts";

const sources = "https://example.org/packages/attention/";
const readme =
  "# attention\n\nWho looks at whom.\n\nSee [mask](src/mask.ts), {2}, a < b, `{code}` and [x](https://x.org).\n\n```ts\nf({ a: 1 });\n```\n";

describe("guidePage", () => {
  const page = guidePage({ name: "attention", readme, sources, position: 3 });

  it("guidePage(readme) puts title, summary and place into front matter", () => {
    expect(page).toMatch(
      /^---\ntitle: "attention"\ndescription: "Who looks at whom\."\nsidebar_label: attention\nsidebar_position: 3\n---\n/,
    );
  });

  it("guidePage(readme) makes relative links lead to the sources and leaves others alone", () => {
    expect(page).toContain("[mask](https://example.org/packages/attention/src/mask.ts)");
    expect(page).toContain("[x](https://x.org)");
  });

  it("guidePage(readme) escapes what MDX would run, but not inside code", () => {
    expect(page).toContain("\\{2\\}, a \\< b, `{code}`");
    expect(page).toContain("f({ a: 1 });");
  });

  it("guidePage(readme) refuses a README without a summary", () => {
    expect(() => guidePage({ name: "x", readme: "# x\n\n## Install\n", sources, position: 1 })).toThrow(
      "packages/x/README.md",
    );
  });

  it("guidePage(readme) takes every package's README", () => {
    const packages = join(import.meta.dirname, "../../../packages");
    for (const name of readdirSync(packages).filter((folder) => existsSync(join(packages, folder, "README.md")))) {
      guidePage({ name, readme: readFileSync(join(packages, name, "README.md"), "utf8"), sources, position: 1 });
    }
  });
});
