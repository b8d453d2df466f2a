/** Runs a cell of an open page as a reader would. @module */
import type { Locator, Page } from "playwright-core";

export function cellIn(page: Page, name: string): Locator {
  return page.locator(`[data-cell="${name}"]`).first();
}

/**
 * Answers the question before it, if there is one, presses its button and waits for the end of the run. A cell that runs
 * by itself is only brought into view. Answers with how the run ended and what is then in the cell.
 */
export async function runCell(page: Page, name: string): Promise<string> {
  const cell = cellIn(page, name);
  const question = page.locator("[data-predict]").filter({ has: cell });
  if (await question.count()) await question.locator("input").first().check();
  const alone = (await cell.getAttribute("data-autorun")) !== null;
  if (alone) await cell.scrollIntoViewIfNeeded();
  else await cell.getByRole("button", { name: /^(Run|Check)$/ }).click();
  const ended = cell.locator('[data-status="done"], [data-status="failed"], [data-status="stopped"]');
  await ended.waitFor({ timeout: 90_000 });
  return `${await ended.getAttribute("data-status")}: ${(await cell.textContent())!.slice(-500)}`;
}
