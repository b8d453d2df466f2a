import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { type OpenSite, openPage, openSite } from "./open-site.ts";
import { cellsOf, pageHtml, sitePages } from "./site-pages.ts";

describe("the site on a host", () => {
  let site: OpenSite;
  let page: Page;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.browser.close());
  beforeEach(async () => {
    page = await site.browser.newPage();
  });
  afterEach(() => page.close());

  it("is cross-origin isolated by the server's headers, in the page and in a cell", async () => {
    await openPage(page, `${site.origin}/`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await page.evaluate(() => navigator.serviceWorker.getRegistration())).toBe(undefined);
    expect(await isolatedInCell(page)).toBe("true");
  });

  it("is isolated on a static host from the second visit on, by a service worker", async () => {
    await openPage(page, `${inject("staticOrigin")}/`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    expect(await isolatedInCell(page), "a cell runs without isolation too").toBe("false");
    await page.evaluate(async () => (await navigator.serviceWorker.ready).active);
    await openPage(page, `${inject("staticOrigin")}/`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await isolatedInCell(page)).toBe("true");
  });

  it("every link and every anchor inside the site leads somewhere", () => {
    const paths = new Set(sitePages());
    const ids = new Map([...paths].map((path) => [path, idsOf(pageHtml(path))]));
    const broken: string[] = [];
    for (const path of paths) {
      for (const [, href] of pageHtml(path).matchAll(/<a\b[^>]*?\shref="?([^"\s>]+)/g)) {
        const to = new URL(href.replaceAll("&amp;", "&"), `http://site${path}`);
        if (to.host !== "site" || to.pathname.endsWith(".txt")) continue;
        const anchor = decodeURIComponent(to.hash.slice(1));
        const there = paths.has(to.pathname) && (anchor === "" || ids.get(to.pathname)!.has(anchor));
        if (!there) broken.push(`${path} → ${href}`);
      }
    }
    expect([...new Set(broken)]).toEqual([]);
  });

  it("search finds a function, a chapter and an error without another host", async () => {
    const foreign: string[] = [];
    page.on("request", (request) => request.url().startsWith(site.origin) || foreign.push(request.url()));
    await openPage(page, `${site.origin}/course/`);
    for (const [words, address] of [
      ["causalMask", "/api/attention/"],
      ["query key value", "/course/self-attention/"],
      ["tensor-missing", "/errors/tensor-missing/"],
    ]) {
      await page.goto(`${site.origin}/search/?q=${encodeURIComponent(words)}`);
      await page.locator(`article a[href*="${address}"]`).first().waitFor();
    }
    expect(foreign).toEqual([]);
  });

  it("llms.txt names every page of the docs, and each is there as Markdown with its code", async () => {
    const list = await (await fetch(`${site.origin}/llms.txt`)).text();
    const addresses = [...list.matchAll(/\]\(https?:\/\/[^/]+(\/[^)]+)\)/g)].map(([, path]) => path);
    const docs = sitePages().filter((path) => /^\/(course|guides|api|errors|examples)\//.test(path));
    expect(docs.filter((path) => !addresses.includes(`${path}index.md`))).toEqual([]);
    for (const path of addresses) {
      const answer = await fetch(site.origin + path);
      expect(answer.status, path).toBe(200);
      const text = await answer.text();
      expect(text, path).toMatch(/^# /);
      const blocks = text.split("```ts").length - 1;
      expect(blocks, path).toBeGreaterThanOrEqual(cellsOf(path.replace("index.md", "")).length);
    }
  });

  it("an address that does not exist is answered with a page that leads on", async () => {
    const answer = await page.goto(`${site.origin}/no/such/page/`);
    expect(answer!.status()).toBe(404);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toMatch(/not here/);
    await page.getByRole("main").getByRole("link", { name: "The course" }).waitFor();
  });
});

async function isolatedInCell(page: Page): Promise<string> {
  const cell = page.locator("[data-cell]").first();
  await cell.getByRole("button", { name: "Edit" }).click();
  await cell.locator(".cm-content").fill('console.log("isolated:", globalThis.crossOriginIsolated);');
  await cell.getByRole("button", { name: "Run" }).click();
  await cell.locator('[data-status="done"]').waitFor();
  return /isolated: (true|false)/.exec((await cell.textContent())!)![1];
}

function idsOf(html: string): Set<string> {
  return new Set([...html.matchAll(/\s(?:id|name)="?([^"\s>]+)/g)].map(([, id]) => id.replaceAll("&amp;", "&")));
}
