import { join } from "node:path";
import { openPage, type TestPage } from "@llm-anatomy/test-kit";
import { toText } from "@llm-anatomy/viz";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { figures } from "../figures.ts";

let opened: TestPage;
const page = () => opened.page;

beforeAll(async () => {
  opened = await openPage({ entry: join(import.meta.dirname, "page.ts") });
  await page().evaluate(() => (globalThis as unknown as { show(): Promise<void> }).show());
});
afterAll(() => opened?.close());

const readout = async (id: string) =>
  (await page().locator(`#${id} .readout`).textContent())?.replaceAll("\u00a0", " ");
const focused = (id: string) =>
  page().evaluate((name) => {
    const cell = document.getElementById(name)!.shadowRoot!.activeElement as HTMLElement | null;
    return cell?.dataset.cell ?? null;
  }, id);
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key);
};

/** Charts are drawn again when they notice their new width. */
const chartsAreAsWideAs = (width: number) =>
  page().waitForFunction((wide) => {
    const charts = [...document.querySelectorAll("llm-line-chart, llm-scatter-plot")];
    const follows = (chart: Element) =>
      Math.abs(
        chart.shadowRoot!.querySelector(".stage > svg")!.getBoundingClientRect().width + 34 - chart.clientWidth,
      ) < 2;
    return window.innerWidth === wide && charts.length > 0 && charts.every(follows);
  }, width);

describe("figure elements in Chromium", () => {
  it.each(["light", "dark"])("have no axe violations in %s, on a phone and on a desktop", async (scheme) => {
    await page().evaluate((value) => document.documentElement.style.setProperty("color-scheme", value), scheme);
    for (const width of [360, 1000]) {
      await page().setViewportSize({ width, height: 800 });
      await chartsAreAsWideAs(width);
      const { found, passed } = await page().evaluate(() =>
        (globalThis as unknown as { violations(): Promise<{ found: string[]; passed: number }> }).violations(),
      );
      expect(found).toEqual([]);
      expect(passed).toBeGreaterThan(20);
      expect(await page().evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });

  it("carry the text twin in a fold", async () => {
    for (const [id, figure] of Object.entries(figures)) {
      expect(await page().locator(`#${id} details pre`).textContent(), id).toBe(toText(figure));
    }
  });

  it("are one tab stop each, and the arrows walk over the tokens of a strip", async () => {
    for (const id of Object.keys(figures)) {
      expect(await page().locator(`#${id} [data-cell][tabindex="0"]`).count(), id).toBe(1);
    }
    await page().locator('#strip [tabindex="0"]').focus();
    expect(await readout("strip")).toBe("1 of 5: “<s>”, id 1, special token");
    await press("ArrowRight", "ArrowRight");
    expect(await readout("strip")).toBe("3 of 5: “ cat”, id 3797");
    await press("End");
    expect(await focused("strip")).toBe("0,4");
    await press("ArrowRight"); // the end is the end
    expect(await focused("strip")).toBe("0,4");
    await press("ArrowLeft", "Home");
    expect(await focused("strip")).toBe("0,0");
  });

  it("walk over rows and columns of an attention matrix, and switch heads by keyboard", async () => {
    await page().locator('#attention [tabindex="0"]').focus();
    await press("ArrowDown", "ArrowDown", "ArrowRight");
    expect(await readout("attention")).toBe("“ cat” looks at “The”: 12.5 %");
    await press("End");
    expect(await readout("attention")).toBe("“ cat” may not look at “↵”: masked");
    await press("Control+Home");
    expect(await focused("attention")).toBe("0,0");
    await press("ArrowDown", "Shift+Tab", "Enter"); // from the grid back to the last head button
    expect(await page().locator('#attention button[aria-pressed="true"]').textContent()).toBe("head 1");
    expect(await page().locator('#attention [data-cell="2,0"]').textContent()).toBe(".33");
  });

  it("say what the pointer is over", async () => {
    await page().locator('#cache [data-cell="1,4"]').hover();
    expect(await readout("cache")).toBe("layer 1, slot 4: “↵”, position 4, new");
  });

  it("show another figure at once, and keep the place of the focus", async () => {
    await page().locator('#bars [tabindex="0"]').focus();
    await press("ArrowDown");
    await page().evaluate(() => {
      const element = document.getElementById("bars") as HTMLElement & { figure: unknown };
      element.figure = {
        kind: "probability-bars",
        bars: [
          { label: "x", probability: 0.25 },
          { label: "y", probability: 0.75 },
        ],
      };
    });
    expect(await focused("bars")).toBe("1,0");
    expect(await readout("bars")).toBe("“y”: 75 %");
    expect(await page().locator("#bars li").count()).toBe(2);
    expect(await page().locator("#bars pre").textContent()).toContain("1. “x”: 25\u00a0%");
  });

  it("refuse a wrong figure with the builder's message", async () => {
    const message = await page().evaluate(() => {
      try {
        (globalThis as unknown as { renderFigure(figure: unknown): void }).renderFigure({
          kind: "token-strip",
          tokens: [1],
        });
        return "nothing";
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(message).toBe("tokenStrip: tokens[0] is 1 but has to be a string.");
  });

  it("put texts of tokens into the page as text", async () => {
    const count = await page().evaluate(() => {
      const render = (globalThis as unknown as { renderFigure(figure: unknown): HTMLElement }).renderFigure;
      const element = render({ kind: "token-strip", tokens: ["<img src=x onerror=alert(1)>"] });
      document.querySelector("main")!.append(element);
      const images = element.shadowRoot!.querySelectorAll("img").length;
      element.remove();
      return images;
    });
    expect(count).toBe(0);
  });

  it("draw charts again for the width they get, with every point in reach of the keys", async () => {
    for (const width of [360, 1000]) {
      await page().setViewportSize({ width, height: 800 });
      await chartsAreAsWideAs(width);
    }
    await page().locator('#lines [tabindex="0"]').focus();
    await press("ArrowDown", "End");
    expect(await readout("lines")).toBe("without: time, ms 16 at tokens 3");
  });

  it("put slots below slots, whatever the rows are called", async () => {
    const starts = await page()
      .locator("#states .row")
      .evaluateAll((rows) => rows.map((row) => row.querySelector("i")!.getBoundingClientRect().left));
    expect(new Set(starts).size).toBe(1);
  });

  it("give what is counted no ticks between whole numbers", async () => {
    const ticks = await page().locator('#lines text[text-anchor="middle"]').allTextContents();
    expect(ticks).toEqual(["0", "1", "2", "3"]);
  });

  it("keep short texts of a table on one line on a phone, and scroll instead", async () => {
    await page().setViewportSize({ width: 360, height: 800 });
    const lines = await page().evaluate(() => {
      const { renderFigure } = globalThis as unknown as { renderFigure(figure: unknown): HTMLElement };
      const long = "a text so long that nobody would want to scroll to its end, over several lines then";
      const row = ["block 0, attention", "1 × 4 × 128", "the same", long];
      const element = renderFigure({
        kind: "table",
        columns: ["place", "shape of it", "likeliest", "note"],
        rows: [row],
      });
      document.querySelector("main")!.append(element);
      const cells = [...element.shadowRoot!.querySelectorAll("td")].map((cell) => {
        const text = document.createRange();
        text.selectNodeContents(cell);
        return new Set([...text.getClientRects()].map(({ top }) => Math.round(top))).size;
      });
      element.remove();
      return cells;
    });
    expect(lines.slice(0, 3)).toEqual([1, 1, 1]);
    expect(lines[3]).toBeGreaterThan(1);
    await page().setViewportSize({ width: 1000, height: 800 });
  });

  it("hold still for people who ask for it", async () => {
    await page().emulateMedia({ reducedMotion: "reduce" });
    const duration = await page()
      .locator("#bars .bar")
      .first()
      .evaluate((bar) => getComputedStyle(bar).transitionDuration);
    expect(duration).toBe("0s");
    await page().emulateMedia({ reducedMotion: null });
  });
});
