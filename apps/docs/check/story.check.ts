import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { axeInBothSchemes } from "./axe.ts";
import { type OpenSite, openPage, openSite } from "./open-site.ts";

describe("the story on the landing page", () => {
  let site: OpenSite;
  let page: Page;
  const requests: string[] = [];
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.browser.close());
  beforeEach(async () => {
    page = await site.browser.newPage({ reducedMotion: "reduce" });
    requests.length = 0;
    page.on("request", (request) => requests.push(request.url()));
    await openPage(page, `${site.origin}/`);
  });
  afterEach(() => page.close());

  const story = () => page.locator("[data-story]");
  const ended = () => page.locator('[data-story="done"]').waitFor();
  const weights = () => requests.filter((url) => url.endsWith(".safetensors"));

  it("a press of Enter fetches the model from the site, once, and tells a story token by token", async () => {
    expect(weights()).toEqual([]);
    await story().getByRole("textbox").fill("The cat");
    await page.keyboard.press("Enter");
    await ended();
    expect(requests.filter((url) => !url.startsWith(site.origin))).toEqual([]);
    const text = await story().textContent();
    expect(text).toMatch(/The cat\S*\s+\S+\s+\S+/);
    expect(await story().locator("[style*='--sure']").count()).toBeGreaterThan(10);
    expect(text).toMatch(/\d+ tokens by a model of [\d.]+ MB, \d+ a second on this device/);
    const fetched = weights().length;
    await story().getByRole("button", { name: "Another" }).click();
    await page.waitForFunction((before) => document.querySelector("[data-story]")!.textContent !== before, text);
    await ended();
    expect(weights()).toHaveLength(fetched);
    expect(await story().textContent()).not.toBe(text);
    expect(await axeInBothSchemes(page)).toEqual([]);
  });

  it("Stop ends it at once, and it can be begun again", async () => {
    // The weights come when they are let through: a short story could be over before "Stop" is pressed.
    let letThrough = () => {};
    const allowed = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    let held = 0;
    await page.route("**/*.safetensors", async (route) => {
      held++;
      await allowed;
      await route.continue().catch(() => {}); // whoever asked is gone
    });
    await story().getByRole("button", { name: "Go on" }).click();
    await story().getByRole("button", { name: "Stop" }).click();
    await page.locator('[data-story="stopped"]').waitFor();
    letThrough();
    await story()
      .getByRole("button", { name: /^(Go on|Another)$/ })
      .click();
    await ended();
    expect(held).toBeGreaterThan(0);
  });
});
