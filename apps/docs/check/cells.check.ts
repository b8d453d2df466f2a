import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellsFolder, listCells } from "../make/cell-files.ts";
import { axeInBothSchemes } from "./axe.ts";
import { type OpenSite, openPage, openSite } from "./open-site.ts";
import { cellIn, runCell } from "./run-cell.ts";
import { cellsOf, sitePages } from "./site-pages.ts";

const cells = new Map(listCells().map((cell) => [cell.name, cell]));
const pages = sitePages().filter((path) => cellsOf(path).length > 0);

describe("cells in Chromium", () => {
  let site: OpenSite;
  const waits: Record<string, { cold: number; warm: number }> = {};
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(async () => {
    await site.browser.close();
    console.log("the first cell of each page, milliseconds from the button to the end of its run");
    console.table(waits);
  });

  it("every cell in the repository is on a page", () => {
    const shown = pages.flatMap(cellsOf);
    expect([...cells.keys()].filter((name) => !shown.includes(name))).toEqual([]);
  });

  for (const path of pages) {
    it.concurrent(`${path}: every cell runs, exercises take their solution, and what is shown is accessible`, async () => {
      const context = await site.browser.newContext({ reducedMotion: "reduce" });
      const page = await context.newPage();
      const names = cellsOf(path);
      const timed = async () => {
        await openPage(page, site.origin + path);
        const start = performance.now();
        const said = await runCell(page, names[0]);
        return { said, wait: Math.round(performance.now() - start) };
      };
      const cold = await timed();
      const warm = await timed();
      waits[path] = { cold: cold.wait, warm: warm.wait };
      for (const name of names) {
        const cell = cells.get(name);
        const said = name === names[0] ? warm.said : await runCell(page, name);
        if (cell?.check) await solve(page, name, cell.solution!);
        else expect(said, name).toMatch(/^done/);
      }
      expect(await withoutText(page)).toEqual([]);
      expect(await axeInBothSchemes(page)).toEqual([]);
      await context.close();
      // Three times the promise: here two pages run at once. `pnpm waits` measures.
      expect(cold.wait).toBeLessThan(15_000);
    });
  }

  /** What the reader starts with is not accepted, the solution is. */
  async function solve(page: Page, name: string, solution: string) {
    const cell = cellIn(page, name);
    expect(await cell.getByText("Solved.").count(), `${name}: what the reader starts with is accepted`).toBe(0);
    await cell.getByRole("button", { name: "Edit" }).click();
    await cell.locator(".cm-content").fill(readFileSync(join(cellsFolder, `${solution}.ts`), "utf8"));
    const said = await runCell(page, name);
    expect(await cell.getByText("Solved.").count(), `${name}.solution: ${said}`).toBe(1);
  }
});

/** Figures that say nothing to who cannot see them: the text is beside the drawing, in the element or in its caption. */
function withoutText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const elements = [...document.querySelectorAll("*")].filter(({ tagName }) => tagName.startsWith("LLM-"));
    const silent = elements.filter((element) => !element.shadowRoot?.querySelector("details pre")?.textContent?.trim());
    const drawings = [...document.querySelectorAll("main figure, main [data-illustration]")].filter((figure) =>
      figure.querySelector("svg, canvas"),
    );
    const mute = drawings.filter((figure) => {
      const text = figure.cloneNode(true) as Element;
      for (const drawing of text.querySelectorAll("svg, canvas, button, label, input")) drawing.remove();
      return !text.textContent?.trim();
    });
    return [...silent, ...mute].map((element) => element.outerHTML.slice(0, 200));
  });
}
