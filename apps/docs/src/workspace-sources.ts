/** Docusaurus plugin: lets pages import our packages' TypeScript sources, so that the site needs no built packages. @module */
import type { Plugin } from "@docusaurus/types";

export function workspaceSources(): Plugin {
  return {
    name: "workspace-sources",
    configureWebpack: () => ({ resolve: { conditionNames: ["@repo/source", "..."] } }),
  };
}
