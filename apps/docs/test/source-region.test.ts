import { describe, expect, it } from "vitest";
import { sourceRegion } from "../src/mdx/source-region.ts";

const source = ["function f() {", "  // #region sum", "  const a = 1;", "    a + 2;", "  // #endregion sum", "}"].join(
  "\n",
);

describe("sourceRegion", () => {
  it("sourceRegion(source, name) gives the lines between the markers, moved to the left edge", () => {
    expect(sourceRegion(source, "sum", "f.ts")).toEqual({ code: "const a = 1;\n  a + 2;", first: 3, last: 4 });
  });

  it("sourceRegion(source, name) refuses a name that the file does not have, and says which it has", () => {
    expect(() => sourceRegion(source, "product", "f.ts")).toThrow(
      'f.ts: has no line "// #region product". It has the regions sum.',
    );
  });

  it("sourceRegion(source, name) refuses a region that does not end", () => {
    expect(() => sourceRegion("// #region a\nx", "a", "f.ts")).toThrow(
      'f.ts: has no line "// #endregion a after line 1". It has the regions a.',
    );
  });
});
