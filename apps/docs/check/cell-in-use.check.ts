import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type OpenSite, openPage, openSite } from "./open-site.ts";

/** The landing page's cell: whatever becomes of the chapters, it is there. */
const cellPage = "/";

describe("a cell in use", () => {
  let site: OpenSite;
  let page: Page;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.browser.close());
  beforeEach(async () => {
    const context = await site.browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    page = await context.newPage();
    await openPage(page, site.origin + cellPage);
  });
  afterEach(() => page.context().close());

  const cell = () => page.locator("[data-cell]").first();
  const button = (name: string) => cell().getByRole("button", { name, exact: true });
  const status = (name: string) => cell().locator(`[data-status="${name}"]`);

  async function write(code: string) {
    if (await button("Edit").count()) await button("Edit").click();
    await cell().locator(".cm-content").fill(code);
  }

  it("an error while it runs points at its line, in the text and in the editor", async () => {
    await write(
      "const a: number = 1;\ninterface B {\n  c: string;\n}\nconst b = null as B | null;\nconsole.log(a);\nb!.c.trim();",
    );
    await button("Run").click();
    await status("failed").waitFor();
    expect(await cell().getByText("Failed on line 7").count()).toBe(1);
    expect(await cell().locator(".cm-line").nth(6).locator(".cell-error-line").count()).toBeGreaterThan(0);
    expect(await cell().textContent()).toMatch(/Line 7 TypeError/);
  });

  it("an error of syntax points at its line, and nothing runs", async () => {
    await write('console.log("ran");\nconst = 3;');
    await button("Run").click();
    await status("failed").waitFor();
    expect(await cell().getByText("Failed on line 2").count()).toBe(1);
    expect(await cell().getByText("ran", { exact: true }).count()).toBe(0);
  });

  it("an endless loop is stopped by its button, and the page answers meanwhile", async () => {
    await write('console.log("before");\nwhile (true);');
    await button("Run").click();
    await cell().getByText("before", { exact: true }).waitFor();
    await button("Stop").click();
    await status("stopped").waitFor();
    expect(await cell().getByText("before", { exact: true }).count()).toBe(1);
  });

  it("a loop that prints forever does not take the page with it", async () => {
    await write("for (let i = 0; ; i++) console.log(i);");
    await button("Run").click();
    await cell().getByText("the rest is left out").waitFor();
    await button("Stop").click();
    await status("stopped").waitFor();
  });

  it("console.table is a table, and values are written as Node writes them", async () => {
    await write("console.table([{ a: 1, b: 2 }]);\nconsole.log(new Float32Array([0.5, 1]), { x: [1, 'y'] });");
    await button("Run").click();
    await status("done").waitFor();
    expect(await cell().getByRole("columnheader").allTextContents()).toEqual(["row", "a", "b"]);
    expect(await cell().textContent()).toContain("Float32Array(2) [ 0.5, 1 ] { x: [ 1, 'y' ] }");
  });

  it("Link gives an address that brings the code back and runs nothing", async () => {
    await write('console.log("shared");');
    await button("Link").click();
    await cell().getByText("Link copied").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto("about:blank");
    await openPage(page, link);
    await cell().getByText("This code came with the link").waitFor();
    expect(await cell().textContent()).toContain('console.log("shared");');
    expect(await status("ready").count()).toBe(1);
    await button("Run").click();
    await cell().getByText("shared", { exact: true }).waitFor();
  });

  it("Reset brings the original code back", async () => {
    const before = await cell().locator("pre").first().textContent();
    await write("changed");
    await button("Reset").click();
    const after = await cell().locator(".cm-content").textContent();
    expect(after!.replace(/\s/g, "")).toBe(before!.replace(/\s/g, ""));
  });

  it("the keyboard alone edits, runs and leaves a cell", async () => {
    await button("Run").focus();
    const stops: string[] = [];
    for (let i = 0; i < 6; i++) {
      stops.push(await page.evaluate(() => document.activeElement!.textContent!.trim().slice(0, 12)));
      await page.keyboard.press("Tab");
    }
    expect(stops.slice(0, 5)).toEqual(["Run", "next-word.ts", "Edit", "Copy", "Link"]);
    await button("Edit").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.classList.contains("cm-content"));
    await page.keyboard.press("Control+a");
    await page.keyboard.type("console.log(6 * 7);");
    await page.keyboard.press("Control+Enter");
    await status("done").waitFor();
    expect(await cell().getByText("42", { exact: true }).count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement!.classList.contains("cm-content"))).toBe(false);
  });

  it("a figure shown again under its id moves in place, and others stay where they are", async () => {
    await write(`import { display, lineChart, table } from "@llm-anatomy/viz";
const y = [1];
for (let step = 2; step < 6; step++) {
  y.push(step);
  display(lineChart({ title: "growing", series: [{ name: "y", y }] }), { id: "chart" });
  if (step === 2) display(table({ title: "fixed", rows: [[1]] , columns: ["a"] }));
}`);
    await button("Run").click();
    await status("done").waitFor();
    await cell().locator("llm-table").waitFor();
    const figures = await cell().evaluate((host) =>
      [...host.querySelectorAll("llm-line-chart, llm-table")].map((element) => element.shadowRoot!.textContent),
    );
    expect(figures.length).toBe(2);
    expect(figures[0]).toContain("5 points from 1 at 0 to 5 at 4");
    expect(figures[1]).toContain("fixed");
  });

  it("the keyboard alone walks through a figure, and each place is said in words", async () => {
    await write(`import { attentionMatrix, display } from "@llm-anatomy/viz";
display(attentionMatrix({ tokens: ["a", "b"], weights: [[1, 0], [0.25, 0.75]], causal: true }));`);
    await button("Run").click();
    await status("done").waitFor();
    const figure = cell().locator("llm-attention-matrix");
    await figure.waitFor();
    const readout = () => figure.locator(".readout").textContent();
    const hint = await readout();
    await cell().locator(".cm-content").focus();
    await page.keyboard.press("Escape");
    const inside = () =>
      figure.evaluate((element) => element.shadowRoot!.activeElement?.hasAttribute("data-cell") ?? false);
    for (let i = 0; i < 12 && !(await inside()); i++) await page.keyboard.press("Tab");
    expect(await inside(), "Tab comes to the figure").toBe(true);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    expect(await readout()).not.toBe(hint);
    expect(await readout()).toMatch(/75/);
    await page.keyboard.press("Tab");
    expect(await inside(), "Tab leaves it").toBe(false);
    expect(await figure.locator("details pre").textContent()).toMatch(/75/);
  });

  it("nothing moves for who asked for no motion", async () => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    const longest = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll("*")].map((element) => {
          const { animationDuration, transitionDuration } = getComputedStyle(element);
          return Math.max(...`${animationDuration}, ${transitionDuration}`.split(", ").map(Number.parseFloat));
        }),
      ),
    );
    expect(longest).toBeLessThan(0.001);
  });
});
