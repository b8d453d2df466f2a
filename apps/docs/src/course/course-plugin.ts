/** Docusaurus plugin: tells the pages which chapters are written, so that a list can show the others as still to come. @module */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";

export interface CourseData {
  /** Slugs of the chapters that have a page. */
  written: string[];
}

/** Slugs of the chapter pages in `folder`: `09-self-attention.mdx` is `self-attention`. */
export function writtenChapters(folder: string): string[] {
  return readdirSync(folder)
    .map((file) => /^\d\d-(.+)\.mdx$/.exec(file)?.[1])
    .filter((slug) => slug !== undefined);
}

export function coursePlugin({ siteDir }: LoadContext): Plugin {
  const folder = join(siteDir, "docs/course");
  return {
    name: "course",
    getPathsToWatch: () => [`${folder}/*.mdx`],
    contentLoaded({ actions }) {
      actions.setGlobalData({ written: writtenChapters(folder) } satisfies CourseData);
    },
  };
}
