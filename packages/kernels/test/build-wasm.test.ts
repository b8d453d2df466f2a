import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { builds, compile, generatedFile, generatedSource } from "../build-wasm.ts";

describe("src/wasm/*.generated.ts", () => {
  for (const build of builds) {
    it(`${build} is what assembly/ compiles to`, async () => {
      const stale = readFileSync(generatedFile(build), "utf8") !== generatedSource(await compile(build));
      expect(stale, "run: pnpm --filter @llm-anatomy/kernels wasm").toBe(false);
    });
  }
});
