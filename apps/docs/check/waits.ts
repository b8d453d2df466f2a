/**
 * How long a reader waits for the first cell of each page, from the button to the end of its run:
 * `pnpm waits [--rounds=5] [/course/self-attention/ …]`
 *
 * Cold: a new browser profile with nothing cached. Warm: the same page opened again. Pages take turns; medians.
 * @module
 */
import type { AddressInfo } from "node:net";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { findChromium } from "@llm-anatomy/test-kit/chromium";
import { type BrowserContext, chromium } from "playwright-core";
import { serveSite } from "../make/site-server.ts";
import { runCell } from "./run-cell.ts";
import { buildFolder, cellsOf, sitePages } from "./site-pages.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "5" } },
});
const pages = positionals.length > 0 ? positionals : sitePages().filter((path) => cellsOf(path).length > 0);
const waits = new Map(pages.map((path) => [path, { cold: [] as number[], warm: [] as number[] }]));

const server = await serveSite({ folder: buildFolder });
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [path, { cold, warm }] of waits) {
    const context = await browser.newContext();
    cold.push(await wait(context, path));
    warm.push(await wait(context, path));
    await context.close();
  }
}
console.log(
  `Chromium ${browser.version()}, ${cpus().length} × ${cpus()[0].model}, ${new Date().toISOString().slice(0, 10)}`,
);
await browser.close();
server.closeAllConnections();
server.close();
console.table(
  [...waits].map(([path, { cold, warm }]) => ({ page: path, "cold, ms": median(cold), "warm, ms": median(warm) })),
);

async function wait(context: BrowserContext, path: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(origin + path);
  await page.waitForFunction(() => document.documentElement.dataset.hasHydrated === "true");
  const start = performance.now();
  await runCell(page, cellsOf(path)[0]);
  const duration = performance.now() - start;
  await page.close();
  return duration;
}

function median(numbers: number[]): number {
  return Math.round(numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]);
}
