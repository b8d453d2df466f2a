import { defineConfig, type Options } from "tsup";

/** How every package is built: ESM and CJS, types, and source maps that lead into the published `src`. */
export function library(overrides: Options = {}) {
  return defineConfig({
    entry: ["src/index.ts"],
    format: ["esm", "cjs"],
    dts: { compilerOptions: { customConditions: [], ignoreDeprecations: "6.0" } },
    sourcemap: true,
    clean: true,
    target: "es2022",
    treeshake: true,
    ...overrides,
  });
}
