import { defineProject } from "vitest/config";

/** Checks of the built site in a real browser. They are part of the repository's `pnpm test`, after everything else. */
export default defineProject({
  root: import.meta.dirname,
  test: {
    name: "site",
    include: ["*.check.ts"],
    globalSetup: "./site.setup.ts",
    fileParallelism: false, // one browser for all
    maxConcurrency: 2,
    sequence: { groupOrder: 1 },
    testTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
  },
});
