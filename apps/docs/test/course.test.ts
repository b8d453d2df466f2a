import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chapters } from "../src/course/chapters.ts";
import { writtenChapters } from "../src/course/course-plugin.ts";

const site = join(import.meta.dirname, "..");

describe("the course", () => {
  it("every chapter that has a page is in the list, and the pages' numbers follow the list's order", () => {
    const order = chapters.map(({ slug }) => slug);
    const written = writtenChapters(join(site, "docs/course"));
    expect(written.filter((slug) => !order.includes(slug))).toEqual([]);
    expect(written).toEqual(order.filter((slug) => written.includes(slug)));
  });

  it("every folder of cells belongs to a chapter or to the landing page", () => {
    const known = ["home", ...chapters.map(({ slug }) => slug)];
    const folders = readdirSync(join(site, "cells"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
    expect(existsSync(join(site, "cells/home"))).toBe(true);
  });
});
