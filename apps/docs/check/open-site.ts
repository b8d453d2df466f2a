/** The served site and the Chromium that `site.setup.ts` has made ready. @module */
import { type Browser, chromium, type Page } from "playwright-core";
import { inject } from "vitest";

export interface OpenSite {
  /** Without a slash at the end. */
  origin: string;
  browser: Browser;
}

export async function openSite(): Promise<OpenSite> {
  return { origin: inject("origin"), browser: await chromium.connect(inject("browser")) };
}

/** Opens an address and waits until the page's own script is in charge of it. */
export async function openPage(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: "load" });
  await page.waitForFunction(() => document.documentElement.dataset.hasHydrated === "true");
}
