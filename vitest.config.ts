import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Tests run on the packages' TypeScript sources (condition `@repo/source`): no build is needed first. */
const conditions = ["@repo/source", "module", "node", "import", "default"];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: "sources",
          include: [
            "packages/*/test/**/*.test.ts",
            "tools/*/test/**/*.test.ts",
            "apps/*/test/**/*.test.ts",
            "apps/examples/*/test/**/*.test.ts",
            "bench/test/**/*.test.ts",
          ],
          environment: "node",
          // What was measured on this machine decides which engine "auto" is; no test shall depend on that.
          env: { LLM_ANATOMY_CACHE: join(tmpdir(), `llm-anatomy-tests-${process.pid}`) },
          testTimeout: 60_000,
          expect: { poll: { timeout: 30_000 } }, // what is waited for comes, on a busy machine after seconds
          hookTimeout: 120_000,
        },
      },
      "apps/docs/check/vitest.config.ts",
    ],
  },
});
