/** Uses the built app in Chromium as a person would. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "@llm-anatomy/test-kit";
import { tinyLlama } from "@llm-anatomy/tiny-models";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zip } from "../../../../packages/model-hf/test/source/make-zip.ts";
import { type StandInHub, startHub } from "../../../../packages/model-hf/test/source/stand-in-hub.ts";

const root = join(import.meta.dirname, "..");
const axe = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const modelFolder = dirname(fileURLToPath(tinyLlama.files["config.json"]));
const modelFiles = Object.fromEntries(
  Object.entries(tinyLlama.files).map(([path, url]) => [path, new Uint8Array(readFileSync(url))]),
);
/** The same model without a word about conversations. */
const baseFiles = { ...modelFiles, "tokenizer_config.json": new TextEncoder().encode('{"eos_token":"<|end|>"}') };
/** And one that knows no end: neither a last token nor a last position that any machine would reach. */
const endlessFiles = {
  ...baseFiles,
  "config.json": changed("config.json", { eos_token_id: null, max_position_embeddings: 10_000_000 }),
  "generation_config.json": changed("generation_config.json", { eos_token_id: null }),
};

function changed(path: string, values: object): Uint8Array {
  const text = new TextDecoder().decode(modelFiles[path]);
  return new TextEncoder().encode(JSON.stringify({ ...JSON.parse(text), ...values }));
}

let outDir: string;
let server: PreviewServer;
let browser: Browser;
let origin: string;
let hub: StandInHub;

beforeAll(async () => {
  outDir = mkdtempSync(join(tmpdir(), "chat-"));
  const options = { root, configFile: join(root, "vite.config.ts"), logLevel: "error" } as const;
  await build({ ...options, build: { outDir, emptyOutDir: true } });
  server = await preview({ ...options, build: { outDir }, preview: { port: 0 } });
  origin = server.resolvedUrls!.local[0];
  browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
  hub = await startHub({
    "someone/small-llama": { files: modelFiles, large: ["model.safetensors"] },
    "someone/broken": { files: { ...modelFiles, "config.json": '{"model_type":"unheard-of"}' } },
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  hub?.close();
  rmSync(outDir, { recursive: true, force: true });
});

/** A page whose calls to the Hub go to the stand-in, with what else it asked for and what it complained about. */
async function open(size = { width: 1280, height: 800 }) {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const foreign: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await context.route("https://huggingface.co/**", async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const headers = route.request().headers();
    const { method, postData } = {
      method: route.request().method(),
      postData: route.request().postData() ?? undefined,
    };
    const answer = await fetch(hub.endpoint + pathname + search, { method, headers, body: postData });
    const body = Buffer.from(await answer.arrayBuffer());
    await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
  });
  await page.goto(origin);
  return { page, context, foreign, complaints };
}

const screenshots = process.env.CHAT_SCREENSHOTS;
async function picture(page: Page, name: string): Promise<void> {
  if (!screenshots) return;
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: join(screenshots, `${name}-${scheme}.png`) });
  }
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const ready = (page: Page) => page.locator("#talk").waitFor();
const lastAnswer = (page: Page) => page.locator("#messages > :last-child .text");
const statusOf = (page: Page) => page.locator("#status").textContent();
const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 60_000, interval: 50 });

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.keyboard.press("Enter");
}
const answered = (page: Page) => button(page, "Send").waitFor({ timeout: 60_000 });

async function choose(page: Page, what: RegExp): Promise<void> {
  await page.getByRole("radio", { name: what }).check();
}

/** Text of an own setting: how far an answer may go. */
async function atMost(page: Page, tokens: number): Promise<void> {
  const settings = page.locator("#settings");
  if ((await settings.getAttribute("open")) === null) await settings.locator("summary").click();
  await page.getByLabel("Tokens at most").fill(String(tokens));
  await settings.locator("summary").click();
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(
      ...(await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
        const results = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
        if (results.passes.length < 10) throw new Error("axe looked at next to nothing");
        return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
      })),
    );
  }
  return found;
}

describe("the chat app in Chromium", () => {
  it("loads the model that comes with it, streams an answer, and asks nobody else for anything", async () => {
    const { page, context, foreign, complaints } = await open();
    await picture(page, "1-choose");
    expect(await violations(page)).toEqual([]);
    await button(page, "Load").click();
    await ready(page);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("message");
    await ask(page, "Tell me a story about a fox.");
    await answered(page);
    expect(await statusOf(page)).toMatch(/^\d+ tokens, \d+ a second/);
    const answer = (await lastAnswer(page).textContent())!;
    expect(answer.length).toBeGreaterThan(20);
    expect(await page.locator("#spoken").textContent(), "a screen reader hears it once, whole").toBe(answer);
    await atMost(page, 40);
    await ask(page, "And then?");
    await answered(page);
    expect(await page.locator("#messages > li").count()).toBe(4);
    expect(await violations(page)).toEqual([]);
    await picture(page, "2-answered");
    await page.locator("#settings summary").click();
    await picture(page, "3-settings");
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
    await context.close();
  });

  it("an answer grows before one's eyes, stops at once by button and by Escape, and what was written stays", async () => {
    const { page, context } = await open();
    await pick(page, "endless.zip", endlessFiles);
    await ready(page);
    await atMost(page, 1_000_000);
    for (const way of ["button", "Escape"]) {
      await ask(page, "Once upon a time");
      const length = async () => (await lastAnswer(page).textContent())!.length;
      for (let seen = "Once upon a time".length, grown = 0; grown < 3; grown++, seen = await length())
        await eventually(length).toBeGreaterThan(seen);
      if (way === "button") await button(page, "Stop").click();
      else await page.keyboard.press(way);
      await answered(page);
      expect(await statusOf(page)).toBe("Stopped.");
      const kept = await lastAnswer(page).textContent();
      await page.waitForTimeout(200);
      expect(await lastAnswer(page).textContent()).toBe(kept);
    }
    await button(page, "New chat").click();
    expect(await page.locator("#messages > li").count()).toBe(0);
    await context.close();
  });

  it("the same seed gives the same answer, temperature 0 the likeliest", async () => {
    const { page, context } = await open();
    await button(page, "Load").click();
    await ready(page);
    await atMost(page, 30);
    await page.locator("#settings summary").click();
    const tell = async (seed: string) => {
      await button(page, "New chat").click();
      await page.getByLabel("Seed").fill(seed);
      await ask(page, "Tell me a story about a girl.");
      await answered(page);
      return lastAnswer(page).textContent();
    };
    await page.getByLabel("Temperature").fill("1");
    const [one, again, other] = [await tell("1"), await tell("1"), await tell("2")];
    expect(again).toBe(one);
    expect(other).not.toBe(one);
    await page.getByLabel("Temperature").fill("0");
    expect(await tell("3")).toBe(await tell("4"));
    await context.close();
  });

  it("tells what a model of the Hub needs, downloads it once, finds it again, and removes it", async () => {
    const { page, context, foreign } = await open();
    await choose(page, /Hugging Face/);
    await page.getByLabel("Model id").fill("someone/small-llama");
    await button(page, "See what it needs").click();
    await button(page, /^Download \d.*B and load$/).waitFor({ timeout: 60_000 });
    expect(await page.locator("#needs").textContent()).toMatch(
      /million parameters\. .*B to download, about .*B of memory/,
    );
    await picture(page, "4-needs");
    expect(hub.seen.filter(({ host }) => host === "cdn").every(({ range }) => range !== undefined)).toBe(true);
    await button(page, /^Download/).click();
    await ready(page);
    expect(await page.locator("#model-line").textContent()).toBe("someone/small-llama, 8 bits, on this device");
    const asked = () => foreign.filter((url) => !url.includes("/api/")).length;
    await page.reload();
    await page.locator("#kept").waitFor();
    const before = asked();
    await choose(page, /Hugging Face/);
    await page.getByLabel("Model id").fill("someone/small-llama");
    await button(page, "See what it needs").click();
    await ready(page);
    expect(foreign.slice(before).filter((url) => url.includes(hub.cdn))).toEqual([]);
    await button(page, "Change model").click();
    await page.locator("#kept summary").click();
    await picture(page, "5-kept");
    await button(page, "Remove someone/small-llama").click();
    await page.locator("#kept").waitFor({ state: "hidden" });
    expect(await page.locator("#needs").textContent()).toMatch(/is removed: .*B are free again/);
    await context.close();
  });

  it("says what is wrong with a model, what to do, and where to read more", async () => {
    const { page, context } = await open();
    await choose(page, /Hugging Face/);
    for (const [id, said, help] of [
      ["someone/broken", /unheard-of/, /\/errors\/model-type-unsupported\/$/],
      ["someone/nothing", /someone\/nothing/, /\/errors\/repository-missing\/$/],
    ] as const) {
      await page.getByLabel("Model id").fill(id);
      await button(page, "See what it needs").click();
      const alert = page.getByRole("alert").filter({ hasText: said });
      await alert.waitFor({ timeout: 60_000 });
      const link = alert.getByRole("link", { name: "What this means and what to do" });
      expect(await link.getAttribute("href")).toMatch(help);
    }
    expect(await violations(page)).toEqual([]);
    await picture(page, "6-trouble");
    await context.close();
  });

  it("takes a dropped folder and a zip, and goes on with a text where there is no chat template", async () => {
    const { page, context } = await open({ width: 390, height: 800 });
    await drop(page, modelFolder);
    await ready(page);
    expect(await page.locator("#model-line").textContent()).toContain("tiny-llama");
    await atMost(page, 30);
    await ask(page, "Tell me a story.");
    await answered(page);
    await picture(page, "7-phone");
    expect(await violations(page)).toEqual([]);
    await button(page, "Change model").click();
    await pick(page, "base.zip", baseFiles, () => picture(page, "8-files"));
    await eventually(() => page.locator("#model-line").textContent()).toContain("base.zip");
    expect(await page.locator("#hint").textContent()).toMatch(/goes on with what you write/);
    await ask(page, "Once upon a time");
    await answered(page);
    expect(await lastAnswer(page).textContent()).toMatch(/^Once upon a time\S*\s+\S+/);
    await picture(page, "9-continued");
    await context.close();
  });
});

/** Chooses a zip archive of these files, as from this disk, and loads it. */
async function pick(page: Page, name: string, files: Record<string, Uint8Array>, before?: () => Promise<void>) {
  await choose(page, /This computer/i);
  const archive = { name, mimeType: "application/zip", buffer: Buffer.from(zip(files, 8)) };
  await page.getByLabel("Zip archive").setInputFiles(archive);
  await before?.();
  await button(page, "Load").click();
}

/** Drops a folder of this disk on the page, as the operating system would. */
async function drop(page: Page, folder: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, x: 150, y: 300, data });
  }
}
