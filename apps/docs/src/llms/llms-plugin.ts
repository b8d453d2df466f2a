/**
 * Docusaurus plugin: the site for language models and other readers of plain text.
 *
 * Every page of the docs also as Markdown, at its address with `index.md`; `llms.txt` lists them (see llmstxt.org), and
 * `llms-full.txt` has the course, the guides and the error pages in one file.
 * @module
 */
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LoadedContent } from "@docusaurus/plugin-content-docs";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { pageText } from "./page-text.ts";

interface Page {
  title: string;
  description: string;
  /** Its address below the site's, with slashes at both ends. */
  path: string;
  /** Among the pages of its part. */
  position: number;
  text: string;
}

const parts: Record<string, string> = {
  course: "Course",
  guides: "Package guides",
  examples: "Examples",
  errors: "Errors",
  api: "API reference",
};

export function llmsPlugin({ siteDir, siteConfig }: LoadContext): Plugin {
  const readCell = (name: string) => readFileSync(join(siteDir, "cells", `${name}.ts`), "utf8");
  let pages: Page[] = [];
  return {
    name: "llms",
    async allContentLoaded({ allContent }) {
      const { loadedVersions } = allContent["docusaurus-plugin-content-docs"].default as LoadedContent;
      pages = loadedVersions[0].docs
        .map(({ title, description, permalink, source, sidebarPosition = 0 }) => ({
          title,
          description,
          path: permalink.slice(siteConfig.baseUrl.length - 1).replace(/\/?$/, "/"),
          position: sidebarPosition,
          text: pageText(readFileSync(source.replace("@site", siteDir), "utf8"), readCell),
        }))
        .sort((a, b) => rank(a) - rank(b) || a.position - b.position);
    },
    async postBuild({ outDir }) {
      for (const { path, text } of pages) {
        const file = join(outDir, path, "index.md");
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      }
      const root = `${siteConfig.url}${siteConfig.baseUrl}`.replace(/\/$/, "");
      await writeFile(join(outDir, "llms.txt"), listOfPages(pages, root, siteConfig.tagline));
      const whole = pages.filter((page) => partOf(page) !== "api");
      await writeFile(join(outDir, "llms-full.txt"), whole.map(({ text }) => text).join("\n---\n\n"));
    },
  };
}

/** `/course/tokenizers/` is part of the course. */
function partOf({ path }: Page): string {
  return path.split("/")[1];
}

function rank(page: Page): number {
  return Object.keys(parts).indexOf(partOf(page));
}

export function listOfPages(pages: readonly Page[], root: string, tagline: string): string {
  const lines = ["# LLM Anatomy", "", `> ${tagline}`, ""];
  lines.push(
    `Each page is Markdown here. The course, guides, examples and errors in one file: ${root}/llms-full.txt`,
    "",
  );
  for (const [part, title] of Object.entries(parts)) {
    const mine = pages.filter((page) => partOf(page) === part);
    if (mine.length === 0) continue;
    lines.push(`## ${title}`, "");
    for (const { title, path, description } of mine) lines.push(`- [${title}](${root}${path}index.md): ${description}`);
    lines.push("");
  }
  return lines.join("\n");
}
