/** What is in the built site. @module */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const buildFolder = join(import.meta.dirname, "../build");

/** Addresses of all pages: `/`, `/404.html`, `/course/`, `/course/self-attention/` … */
export function sitePages(): string[] {
  const files = globSync("**/*.html", { cwd: buildFolder }).map((file) => `/${file.replaceAll("\\", "/")}`);
  return files.map((file) => file.replace(/index\.html$/, "")).sort();
}

/** The page's HTML, as it is before any script runs. */
export function pageHtml(path: string): string {
  return readFileSync(join(buildFolder, path.endsWith("/") ? `${path}index.html` : path), "utf8");
}

/** Names of the cells in a page, in its order. */
export function cellsOf(path: string): string[] {
  return [...pageHtml(path).matchAll(/data-cell="?([^"\s>]+)/g)].map(([, name]) => name);
}
