import { describe, expect, it } from "vitest";
import { CompileError, compileCell } from "../src/cell/compile-cell.ts";

const address = (name: string) => (name === "@llm-anatomy/attention" ? "https://site/packages/attention.js" : null);

function errorOf(source: string) {
  try {
    compileCell(source, address);
  } catch (error) {
    if (error instanceof CompileError) return error.at;
    throw error;
  }
  return null;
}

describe("compileCell", () => {
  it("compileCell(source) takes types out and leaves every statement on its line", () => {
    const source = "interface A {\n  b: number;\n}\nconst a: A = { b: 1 } satisfies A;\nawait Promise.resolve(a as A);";
    const lines = compileCell(source, address).code.split("\n");
    expect(lines[3]).toMatch(/^const a = \{ b: 1 \}/);
    expect(lines[4]).toMatch(/^await Promise\.resolve\(a/);
  });

  it("compileCell(source) turns names of packages into addresses, static and dynamic, and leaves types out", () => {
    const source =
      'import { softmax } from "@llm-anatomy/attention";\nimport type { X } from "elsewhere";\nconst more = await import("@llm-anatomy/attention");';
    const { code, imports } = compileCell(source, address);
    expect(code).toContain('from "https://site/packages/attention.js"');
    expect(code).toContain('import("https://site/packages/attention.js")');
    expect(code).not.toContain("elsewhere");
    expect(imports).toEqual(["@llm-anatomy/attention"]);
  });

  it("compileCell(source) names the line of an import that cannot be had", () => {
    expect(errorOf('\nimport _ from "lodash";')).toEqual({
      message: 'Cannot import "lodash": cells have this project\'s packages.',
      line: 2,
    });
  });

  it("compileCell(source) names the line and column of bad syntax", () => {
    expect(errorOf("const a = 1;\nconst b = ;")).toEqual({
      message: "SyntaxError: Unexpected token",
      line: 2,
      column: 11,
    });
  });
});
