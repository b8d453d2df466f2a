import { fileURLToPath } from "node:url";
import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";
import { chapters } from "./src/course/chapters.ts";
import { writtenChapters } from "./src/course/course-plugin.ts";

const written = new Set(writtenChapters(fileURLToPath(new URL("./docs/course", import.meta.url))));

const sidebars: SidebarsConfig = {
  course: [
    { type: "doc", id: "course/index", label: "The course" },
    ...chapters.map(({ slug, title }) =>
      written.has(slug)
        ? ({ type: "doc", id: `course/${slug}`, label: title } as const)
        : ({
            type: "html",
            value: `<span class="chapter-to-come">${title}<span class="chapter-note">to come</span></span>`,
          } as const),
    ),
  ],
};

export default sidebars;
