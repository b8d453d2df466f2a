import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig({
  base: "./", // can be put anywhere
  // Inside this repository packages are taken from their sources; elsewhere the condition means nothing.
  resolve: { conditions: ["@repo/source", ...defaultClientConditions] },
  worker: { format: "es" }, // the model's worker loads parts of itself when they are needed
  build: { target: "es2022", assetsInlineLimit: 0 },
});
