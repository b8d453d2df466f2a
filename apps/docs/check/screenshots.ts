/**
 * Pictures of pages of the built site, at three widths, light and dark, as PNG files in `apps/docs/screenshots`:
 * `pnpm screenshots [--run] [--full] [--widths=360,1280] [--schemes=dark] [/course/ /guides/kv-cache/ …]`
 *
 * --run presses the button of every cell first, and lets the landing page tell its story; --full takes the whole page and not only the first screen.
 * @module
 */
import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findChromium } from "@llm-anatomy/test-kit/chromium";
import { chromium, type Page } from "playwright-core";
import { serveSite } from "../make/site-server.ts";
import { runCell } from "./run-cell.ts";
import { buildFolder, cellsOf, sitePages } from "./site-pages.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    run: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    widths: { type: "string", default: "360,768,1280" },
    schemes: { type: "string", default: "light,dark" },
  },
});
const heights: Record<string, number> = { 360: 740, 768: 1024, 1280: 900 };
const out = join(import.meta.dirname, "../screenshots");
mkdirSync(out, { recursive: true });

const server = await serveSite({ folder: buildFolder });
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
const page = await browser.newPage({ reducedMotion: "reduce" });
for (const path of positionals.length > 0 ? positionals : sitePages()) {
  await page.goto(origin + path, { waitUntil: "networkidle" });
  await page.waitForFunction(() => document.documentElement.dataset.hasHydrated === "true");
  if (values.run) await runAll(page);
  await page.evaluate(() => scrollTo(0, 0));
  for (const width of values.widths.split(",")) {
    await page.setViewportSize({ width: Number(width), height: heights[width] ?? 900 });
    for (const colorScheme of values.schemes.split(",") as ("light" | "dark")[]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.waitForFunction((scheme) => document.documentElement.dataset.theme === scheme, colorScheme);
      const name = path.replaceAll("/", " ").trim().replaceAll(" ", "-").replace(".html", "") || "home";
      const file = join(out, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: values.full });
      console.log(file);
    }
  }
}
await browser.close();
server.closeAllConnections();
server.close();

async function runAll(page: Page): Promise<void> {
  for (const story of await page.locator("[data-story]").all()) {
    await story.getByRole("button", { name: "Go on" }).click();
    await page.locator('[data-story="done"]').waitFor();
  }
  for (const name of cellsOf(new URL(page.url()).pathname)) await runCell(page, name);
}
