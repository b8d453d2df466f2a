import { describe, expect, it } from "vitest";
import { listOfPages } from "../src/llms/llms-plugin.ts";
import { pageText } from "../src/llms/page-text.ts";

const readCell = (name: string) => `console.log("${name}");\n`;
const page = `---
title: "Masks"
---

import { Gallery } from "@site/src/figures/Gallery.tsx";

Who may look at whom.

<Gallery />

<Predict
  question="How many?"
  options={["1", "2"]}
  answer={1}
  why="Two are enough."
>
  <Runnable cell="masks/two" height={60} />
</Predict>

\`\`\`ts
import { kept } from "kept";
const a = <Kept />;
\`\`\`

<Exercise cell="masks/own" check="masks/own.check" />
`;

describe("pageText(source)", () => {
  const text = pageText(page, readCell);

  it("has the title as a heading, the text and the code of cells and exercises", () => {
    expect(text).toMatch(/^# Masks\n\nWho may look at whom\.\n/);
    expect(text).toContain('```ts\nconsole.log("masks/two");\n```');
    expect(text).toContain('Exercise:\n\n```ts\nconsole.log("masks/own");\n```');
  });

  it("has a question with what is said about its answer", () => {
    expect(text).toContain("How many?\n\nTwo are enough.");
  });

  it("leaves out imports and components, but not in code", () => {
    expect(text).not.toMatch(/Gallery|<Predict|<\/Predict/);
    expect(text).toContain('import { kept } from "kept";\nconst a = <Kept />;');
  });
});

describe("listOfPages(pages, root, tagline)", () => {
  it("has a heading per part that has pages, and a link with its description per page", () => {
    const pages = [
      { title: "Masks", description: "Who looks.", path: "/course/masks/", position: 1, text: "" },
      { title: "kernels", description: "Fast.", path: "/guides/kernels/", position: 1, text: "" },
    ];
    const list = listOfPages(pages, "https://x.org/site", "Taken apart.");
    expect(list).toContain("# LLM Anatomy\n\n> Taken apart.");
    expect(list).toContain("## Course\n\n- [Masks](https://x.org/site/course/masks/index.md): Who looks.\n");
    expect(list).not.toContain("## Errors");
  });
});
