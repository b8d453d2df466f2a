/** axe-core's rules for WCAG 2.2 AA, run in a page. @module */
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const script = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const wcag22aa = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * One line per rule that the page breaks, with the first place.
 *
 * @param rules only these; all of WCAG 2.2 AA by default
 */
export async function axeViolations(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.addScriptTag({ path: script });
  const options: RunOptions = { runOnly: rules ?? wcag22aa, resultTypes: ["violations"] };
  const { violations } = await page.evaluate<AxeResults, RunOptions>(
    (options) => (globalThis as never as { axe: typeof import("axe-core") }).axe.run(document, options),
    options,
  );
  const path = new URL(page.url()).pathname;
  return violations.map(
    ({ id, nodes }) => `${path} ${id} (${nodes.length}): ${nodes[0].html} ${nodes[0].failureSummary}`,
  );
}

/** Whether the page is dark, and each of its elements as it was when last asked: some follow a while after the page. */
function coloursAreSettled(): boolean {
  if (document.documentElement.dataset.theme !== "dark") return false;
  const colours = [...document.querySelectorAll("body *")].map((element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    return `${color} ${backgroundColor}`;
  });
  const seen = globalThis as { colours?: string };
  const before = seen.colours;
  seen.colours = colours.join();
  return seen.colours === before;
}

/** What depends on light or dark is contrast, and nothing else. */
export async function axeInBothSchemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  const found = await axeViolations(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(coloursAreSettled, undefined, { polling: 100, timeout: 90_000 });
  return [...found, ...(await axeViolations(page, ["color-contrast"])).map((line) => `dark: ${line}`)];
}
