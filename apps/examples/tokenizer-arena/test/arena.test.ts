/** Uses the built app in Chromium as a person would. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "@llm-anatomy/test-kit";
import { tinyLlama } from "@llm-anatomy/tiny-models";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startHub } from "../../../../packages/model-hf/test/source/stand-in-hub.ts";

const root = join(import.meta.dirname, "..");
const axe = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const tokenizerJson = readFileSync(tinyLlama.files["tokenizer.json"], "utf8");

let outDir: string;
let server: PreviewServer;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  outDir = mkdtempSync(join(tmpdir(), "tokenizer-arena-"));
  const options = { root, logLevel: "warn", build: { outDir, emptyOutDir: true } } as const;
  await build({ ...options, configFile: join(root, "vite.config.ts") });
  server = await preview({ ...options, configFile: join(root, "vite.config.ts"), preview: { port: 0 } });
  origin = server.resolvedUrls!.local[0];
  browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(outDir, { recursive: true, force: true });
});

/** A page with what it asked for from elsewhere, and what it complained about. */
async function open(hash = "", size = { width: 1280, height: 900 }) {
  const context = await browser.newContext({ viewport: size, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(origin + hash);
  return { page, context, foreign, complaints };
}

const card = (page: Page, title: string) =>
  page.locator("article").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
const fact = (page: Page, title: string, name: string) =>
  card(page, title)
    .locator("dl > div")
    .filter({ has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) })
    .locator("dd");
const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 30_000 });
const tokensOf = (page: Page, title: string) =>
  card(page, title).locator("llm-token-strip li .token").allTextContents();

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: string[] = [];
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    found.push(
      ...(await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
        const results = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
        if (results.passes.length < 10) throw new Error("axe looked at next to nothing");
        return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
      })),
    );
  }
  await page.emulateMedia({ colorScheme: null });
  return found;
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.ARENA_SCREENSHOTS;
  if (!folder) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: null });
}

describe("the tokenizer arena in Chromium", { timeout: 120_000 }, () => {
  it("cuts what is typed, by those that are chosen, and asks nobody else", async () => {
    const { page, context, foreign, complaints } = await open();
    await page.getByRole("textbox", { name: "Text" }).fill("strawberry strawberry 1234567");
    await page.getByRole("checkbox", { name: "GPT-4o", exact: true }).check();
    await eventually(() => fact(page, "GPT-4o", "tokens").textContent()).toBe("8");
    expect(await tokensOf(page, "GPT-4o")).toEqual(["st", "raw", "berry", "·strawberry", "·", "123", "456", "7"]);
    expect(await fact(page, "GPT-4", "tokens").textContent()).toBe("8");
    await page.getByRole("checkbox", { name: "BERT uncased", exact: true }).uncheck();
    await eventually(() => card(page, "BERT uncased").count()).toBe(0);
    await eventually(() => page.getByRole("status").textContent()).toBe(
      "Fewest: GPT-2 with 7 tokens. Most: GPT-4o with 8.",
    );

    await page.getByRole("button", { name: "Emoji" }).click();
    await eventually(() => fact(page, "GPT-2", "bytes per token").textContent()).not.toBe("4.14");
    await page.getByRole("checkbox", { name: "BERT cased", exact: true }).check();
    await eventually(() => fact(page, "BERT cased", "decoded again").textContent()).toBe("not the same");
    expect(await fact(page, "BERT cased", "unknown").textContent()).toBe("4");
    await page.getByLabel("with special tokens").check();
    await eventually(() => tokensOf(page, "BERT cased").then((tokens) => tokens[0])).toBe("[CLS]");

    await picture(page, "emoji");
    expect(await violations(page)).toEqual([]);
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("is worked by keyboard: a strip is one tab stop, arrows walk over it, a card is closed", async () => {
    const { page, context } = await open("#with=gpt2,t5&text=A+cat+sat");
    await eventually(() => fact(page, "T5", "tokens").textContent()).toBe("5");
    await card(page, "GPT-2").getByRole("button", { name: "Remove GPT-2" }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await eventually(() => card(page, "GPT-2").locator(".readout").textContent()).toMatch(/^2 of 3: “.cat”, id 3797/);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await eventually(() => card(page, "GPT-2").count()).toBe(0);
    expect(await page.getByRole("checkbox", { name: "GPT-2", exact: true }).isChecked()).toBe(false);
    await context.close();
  });

  it("takes a tokenizer.json that is dropped on the page, and says what is wrong with one that is none", async () => {
    const { page, context } = await open("#with=gpt2&text=Once+upon+a+time");
    const drop = (name: string, content: string) =>
      page.evaluate(
        ([name, content]) => {
          const data = new DataTransfer();
          data.items.add(new File([content], name));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        },
        [name, content],
      );
    await drop("tokenizer.json", tokenizerJson);
    await eventually(() => tokensOf(page, "tokenizer.json").then((tokens) => tokens.join(""))).toMatch(
      /Once.upon.a.time$/,
    );
    await drop("broken.json", '{"model": {"type": "Fantasy"}}');
    await eventually(() => card(page, "broken.json").locator(".state").textContent()).toContain("Fantasy");
    await picture(page, "dropped");
    expect(await violations(page)).toEqual([]);

    await page.setInputFiles("#file", {
      name: "again.json",
      mimeType: "application/json",
      buffer: Buffer.from(tokenizerJson),
    });
    await eventually(() => fact(page, "again.json", "tokens").textContent()).toMatch(/^\d+$/);
    await context.close();
  });

  it("hands on what it shows as a link, and a link shows it again", async () => {
    const { page, context } = await open();
    await page.getByRole("textbox", { name: "Text" }).fill("naïve\n  日本");
    await page.getByRole("checkbox", { name: "SmolLM2", exact: true }).check();
    await eventually(() => fact(page, "SmolLM2", "tokens").textContent()).toMatch(/^\d+$/);
    await page.getByRole("button", { name: "Copy link" }).click();
    await eventually(() => page.getByRole("status").textContent()).toBe("Link copied.");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const other = await context.newPage();
    await other.goto(link);
    await eventually(() => fact(other, "SmolLM2", "tokens").textContent()).toBe(
      await fact(page, "SmolLM2", "tokens").textContent(),
    );
    expect(await other.getByRole("textbox", { name: "Text" }).inputValue()).toBe("naïve\n  日本");
    expect(await other.locator("article h3").allTextContents()).toEqual(["BERT uncased", "GPT-2", "GPT-4", "SmolLM2"]);
    await context.close();
  });

  it("fetches one from the Hub by its id when asked, and says why when it cannot", async () => {
    const hub = await startHub({ "someone/small": { files: { "tokenizer.json": Buffer.from(tokenizerJson) } } });
    const { page, context } = await open("#with=gpt2&text=Once+upon+a+time");
    const asked: string[] = [];
    await context.route("https://huggingface.co/**", async (route) => {
      const { pathname, search } = new URL(route.request().url());
      asked.push(pathname);
      await route.fulfill({ response: await route.fetch({ url: `${hub.endpoint}${pathname}${search}` }) });
    });
    await page.getByLabel("Another from the Hugging Face Hub").fill("someone/small");
    expect(asked).toEqual([]);
    await page.getByRole("button", { name: "Fetch" }).click();
    await eventually(() => tokensOf(page, "someone/small").then((tokens) => tokens.join(""))).toMatch(
      /Once.upon.a.time$/,
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(page.url()).toContain(encodeURIComponent("hub:someone/small"));

    await page.getByLabel("Another from the Hugging Face Hub").fill("someone/missing");
    await page.keyboard.press("Enter");
    await eventually(() => card(page, "someone/missing").locator(".state").textContent()).toContain("someone/missing");
    await context.close();
    await hub.close();
  });

  it("fits a phone", async () => {
    const { page, context } = await open("", { width: 360, height: 740 });
    await eventually(() => fact(page, "GPT-4", "tokens").textContent()).toMatch(/^\d+$/);
    await picture(page, "phone");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
