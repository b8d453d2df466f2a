import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { axeInBothSchemes } from "./axe.ts";
import { type OpenSite, openPage, openSite } from "./open-site.ts";

describe("/course/word-embeddings/: word2vec trained in the page", () => {
  let site: OpenSite;
  let page: Page;
  const requests: string[] = [];
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.browser.close());
  afterEach(() => page.close());

  async function open(reducedMotion: "reduce" | "no-preference") {
    page = await site.browser.newPage({ reducedMotion });
    requests.length = 0;
    page.on("request", (request) => requests.push(request.url()));
    await openPage(page, `${site.origin}/course/word-embeddings/`);
    await watchPictures(page);
  }
  const figure = () => page.locator("figure").filter({ has: page.locator("[data-training]") });
  const button = (name: string) => figure().getByRole("button", { name, exact: true });
  // On a machine that is busy with other things, training may take its time.
  const state = (name: string) => page.locator(`[data-training="${name}"]`).waitFor({ timeout: 120_000 });
  const said = () => figure().locator("p[role=status]").textContent();
  const trainers = () => page.workers().filter((worker) => worker.url().endsWith("/packages/word-vectors-worker.js"));
  const pictures = () => page.evaluate(() => (globalThis as never as { pictures: Set<string> }).pictures.size);

  it("Train fetches code and stories from the site, trains in a worker, and draws while it learns", async () => {
    await open("no-preference");
    expect(requests.filter((url) => url.includes("/packages/"))).toEqual([]);
    await button("Train").click();
    await state("training");
    expect(trainers()).toHaveLength(1);
    await state("done");
    expect(requests.filter((url) => !url.startsWith(site.origin) && !/^(data|blob):/.test(url))).toEqual([]);
    // How many depends on how fast the machine is; one picture would be no film.
    expect(await pictures()).toBeGreaterThan(3);
    const [, end, start] = /(\d+) of the 48 words .* it was (\d+)/.exec((await said())!)!.map(Number);
    // By chance it would be 7; trained from this seed it is 46.
    expect(end).toBeGreaterThanOrEqual(40);
    expect(start).toBeLessThan(end);
  });

  it("afterwards any word can be asked for its nearest, by keyboard or by a click on the map", async () => {
    await open("no-preference");
    await button("Train").click();
    await state("done");
    const field = figure().getByRole("textbox");
    await field.fill("bread");
    const near = await figure().locator("ol li > span:first-child").allTextContents();
    expect(near).toHaveLength(8);
    expect(near).toContain("cake");
    await field.fill("xyzzy");
    expect(await figure().textContent()).toContain("do not say “xyzzy” often enough");
    await figure().locator("svg g").first().click();
    expect(await field.inputValue()).toBe("fox");
    await figure().getByText("The map in words").click();
    expect(await figure().locator("dd").allTextContents()).toHaveLength(6);
    expect(await axeInBothSchemes(page)).toEqual([]);
  });

  it("Stop ends the worker at once, and it can be trained again", async () => {
    await open("no-preference");
    await figure().getByRole("slider").fill("100");
    await button("Train").click();
    await state("training");
    await button("Stop").click();
    await state("stopped");
    await expect.poll(() => trainers().length).toBe(0);
    expect(await said()).toMatch(/Stopped after \d+ readings/);
    await figure().getByRole("slider").fill("5");
    await button("Train again").click();
    await state("done");
  });

  it("whoever asked for no motion sees the last picture only", async () => {
    await open("reduce");
    await button("Train").click();
    await state("done");
    expect(await pictures()).toBe(1);
  });
});

/** Collects where the points of the map are drawn, as often as that changes. */
function watchPictures(page: Page): Promise<void> {
  return page.evaluate(() => {
    const pictures = new Set<string>();
    (globalThis as never as { pictures: Set<string> }).pictures = pictures;
    const map = document.querySelector("[data-training] svg")!;
    const places = () => [...map.querySelectorAll("g")].map((point) => point.style.transform).join();
    new MutationObserver(() => pictures.add(places())).observe(map, {
      subtree: true,
      attributes: true,
      attributeFilter: ["style"],
    });
  });
}
