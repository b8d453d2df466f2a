import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeInBothSchemes, axeViolations } from "./axe.ts";
import { type OpenSite, openPage, openSite } from "./open-site.ts";
import budgets from "./script-budget.json" with { type: "json" };
import { cellsOf, pageHtml, sitePages } from "./site-pages.ts";

/** What depends on how wide the page is. */
const rulesOfSize = ["scrollable-region-focusable", "target-size", "bypass", "label", "link-name", "button-name"];

interface Seen {
  path: string;
  /** Bytes of script, gzipped as a host would send them. */
  script: number;
  requests: string[];
  complaints: string[];
  violations: string[];
  violationsOnPhone: string[];
  /** Pixels by which the page is wider than a phone of 360. */
  overflow: number;
}

/**
 * Pages that a template makes of somebody's text; of each kind the shortest and the longest stand for all, unless
 * SITE_ALL=1 asks for every single page, which takes some minutes.
 */
const generated = ["/api/", "/errors/", "/guides/"];

function pagesToVisit(): string[] {
  const all = sitePages();
  if (process.env.SITE_ALL === "1") return all;
  const kinds = generated.map((prefix) => all.filter((path) => path.startsWith(prefix)));
  const ends = kinds.flatMap((paths) => {
    const bySize = paths.sort((a, b) => pageHtml(a).length - pageHtml(b).length);
    return [bySize[0], bySize.at(-1)!];
  });
  return [...ends, ...all.filter((path) => !generated.some((prefix) => path.startsWith(prefix)))];
}

/** Pages are opened once; the tests look at what was seen. */
describe("pages of the site, as they load", () => {
  let site: OpenSite;
  const seen: Seen[] = [];

  beforeAll(async () => {
    site = await openSite();
    const paths = pagesToVisit();
    const visitor = async () => {
      for (let path = paths.shift(); path !== undefined; path = paths.shift()) seen.push(await visit(path));
    };
    await Promise.all([visitor(), visitor()]);
    seen.sort((a, b) => (a.path < b.path ? -1 : 1));
  }, 900_000);
  afterAll(() => site.browser.close());

  async function visit(path: string): Promise<Seen> {
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    const loading = watch(page);
    await openPage(page, site.origin + path);
    await page.waitForLoadState("networkidle");
    const loaded = await loading.end();
    // Pages with cells are looked at after their cells have run, in cells.check.ts.
    const violations = cellsOf(path).length > 0 ? [] : await axeInBothSchemes(page);
    await page.setViewportSize({ width: 360, height: 740 });
    const violationsOnPhone = await axeViolations(page, rulesOfSize);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.close();
    return { path, ...loaded, violations, violationsOnPhone, overflow };
  }

  it("nothing comes from another host", () => {
    expect(requests((url) => !url.startsWith(site.origin) && !/^(data|blob):/.test(url))).toEqual([]);
  });

  it("no model, no WebAssembly, no package and no figure's code is fetched before somebody asks", () => {
    expect(requests((url) => /\.wasm|\.safetensors|tokenizer\.json|\/packages\//.test(url))).toEqual([]);
  });

  it("no page complains in the console", () => {
    expect(seen.flatMap(({ path, complaints }) => complaints.map((text) => `${path} ${text}`))).toEqual([]);
  });

  it("axe finds nothing against WCAG 2.2 AA, in light and dark", () => {
    expect(seen.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it("axe finds nothing on a phone", () => {
    expect(seen.flatMap(({ violationsOnPhone }) => violationsOnPhone)).toEqual([]);
  });

  it("no page is wider than a phone", () => {
    expect(
      seen.filter(({ overflow }) => overflow > 0).map(({ path, overflow }) => `${path} by ${overflow} px`),
    ).toEqual([]);
  });

  it("every page's script is within its budget", () => {
    const rows = seen.map(({ path, script }) => ({
      page: path,
      "script, kB gzip": Number((script / 1000).toFixed(1)),
      budget: budgetOf(path),
    }));
    console.table(rows);
    expect(rows.filter((row) => row["script, kB gzip"] > row.budget)).toEqual([]);
  });

  function requests(unwanted: (url: string) => boolean): string[] {
    return seen.flatMap(({ path, requests }) => requests.filter(unwanted).map((url) => `${path} ${url}`));
  }
});

/** Notes what a page asks for and complains about, until `end` is called. */
function watch(page: Page) {
  const requests: string[] = [];
  const complaints: string[] = [];
  const scripts: Promise<number>[] = [];
  let over = false;
  page.on("request", (request) => over || requests.push(request.url()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("response", (response) => {
    if (over || response.request().resourceType() !== "script") return;
    scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  return {
    async end() {
      over = true;
      const script = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
      return { requests, complaints, script };
    },
  };
}

/** Kilobytes that a page may load: the longest prefix of its address counts. */
function budgetOf(path: string): number {
  const prefixes = Object.keys(budgets) as (keyof typeof budgets)[];
  const fitting = prefixes.filter((prefix) => path.startsWith(prefix));
  return budgets[fitting.sort((a, b) => b.length - a.length)[0]];
}
