import { createHash } from "node:crypto";
import { join } from "node:path";
import { type HubOptions, loadModel } from "@llm-anatomy/model-hf";
import { openPage, type TestPage } from "@llm-anatomy/test-kit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { llamaFiles, memorySource } from "../memory-source.ts";
import { zip } from "./make-zip.ts";
import { type StandInHub, startHub } from "./stand-in-hub.ts";

type Page = typeof globalThis & {
  fetchFile(
    id: string,
    path: string,
    options: HubOptions,
    abortAfter?: number,
  ): Promise<Record<string, unknown> | null>;
  logitsOf(id: string, options: { endpoint: string; offline?: boolean }): Promise<number[]>;
  logitsOfPicked(contents: Record<string, number[]>, archive: number[]): Promise<Record<string, number[]>>;
  listCache(): Promise<{ id: string; size: number; unfinished: number; revisions: { files: object[] }[] }[]>;
  clearCache(id: string): Promise<number>;
};

const files = llamaFiles();
const weights = files["model.safetensors"] as Uint8Array;
// More than one part of 32 MiB.
const big = new Uint8Array(36 * 2 ** 20).map((_, i) => (i * 7 + (i >> 13)) & 255);
const whole = (bytes: Uint8Array) => ({
  size: bytes.length,
  hash: createHash("sha256").update(bytes).digest("hex"),
  middle: [...bytes.subarray(bytes.length >> 1, (bytes.length >> 1) + 4)],
});

let opened: TestPage;
let hub: StandInHub;
beforeAll(async () => {
  opened = await openPage({ entry: join(import.meta.dirname, "page.ts") });
});
afterAll(() => opened?.close());
beforeEach(async () => {
  hub = await startHub({
    "org/llama": { files: { ...files, "big.bin": big }, large: ["model.safetensors", "big.bin"] },
  });
  await opened.page.evaluate(() => (globalThis as Page).clearCache("org/llama"));
});
afterEach(() => hub.close());

const fetchFile = (path: string, abortAfter?: number) =>
  opened.page.evaluate(
    ([name, endpoint, after]) =>
      (globalThis as Page).fetchFile(
        "org/llama",
        name as string,
        { endpoint: endpoint as string, firstDelay: 1 },
        after as number,
      ),
    [path, hub.endpoint, abortAfter],
  );
const list = () => opened.page.evaluate(() => (globalThis as Page).listCache());

describe("the cache in a page", () => {
  it("loadModel of a Hub id gives the same numbers as in Node, and again without a connection", async () => {
    const model = await loadModel(memorySource(files));
    const expected = [...(await model.forward([1, 2, 3])).logits!.data.subarray(0, 5)];
    await model.dispose();
    const load = (offline: boolean) =>
      opened.page.evaluate(
        ([endpoint, off]) =>
          (globalThis as Page).logitsOf("org/llama", { endpoint: endpoint as string, offline: off as boolean }),
        [hub.endpoint, offline],
      );
    expect(await load(false)).toEqual(expected);
    hub.seen.length = 0;
    expect(await load(true)).toEqual(expected);
    expect(hub.seen).toEqual([]);
  });

  it("keeps a large file in parts, goes on after the last whole one, and reads across them", async () => {
    expect(await fetchFile("big.bin", 32.5 * 2 ** 20)).toEqual({ code: undefined, message: "enough" });
    const [{ unfinished }] = await list();
    expect(unfinished).toBeGreaterThanOrEqual(32 * 2 ** 20);
    expect(await fetchFile("big.bin")).toEqual(whole(big));
    expect(hub.seen.at(-1)?.range).toBe(`bytes=${unfinished}-${big.length - 1}`);
  });

  it("throws away a file whose SHA-256 is wrong", async () => {
    await fetchFile("config.json");
    const wrong = weights.map((byte) => byte ^ 1);
    hub.trouble = ({ host, method }, response) => {
      if (host === "hub" || method === "OPTIONS") return false;
      response.writeHead(200, { "Content-Length": wrong.length }).end(wrong);
      return true;
    };
    expect(await fetchFile("model.safetensors")).toMatchObject({ code: "checksum" });
    hub.trouble = undefined;
    expect(await fetchFile("model.safetensors")).toEqual(whole(weights));
  });

  it("is listed and emptied", async () => {
    await fetchFile("model.safetensors");
    const [model] = await list();
    expect(model).toMatchObject({ id: "org/llama", size: weights.length, unfinished: 0 });
    expect(model.revisions[0].files).toEqual([{ path: "model.safetensors", size: weights.length }]);
    const freed = await opened.page.evaluate(() => (globalThis as Page).clearCache("org/llama"));
    expect(freed).toBe(weights.length);
    expect(await list()).toEqual([]);
  });

  it("says how much room there is when the browser gives no more", async () => {
    const client = await opened.page.context().newCDPSession(opened.page);
    await client.send("Storage.overrideQuotaForOrigin", { origin: opened.origin, quotaSize: 100e3 });
    const error = await fetchFile("model.safetensors");
    await client.send("Storage.overrideQuotaForOrigin", { origin: opened.origin });
    expect(error).toMatchObject({ code: "storage-full" });
    expect(error?.message).toBe(
      `model.safetensors: has ${Math.round(weights.length / 1e3)} kB but the browser gives this site no more room. Free some (listCache, clearCache), load the model in fewer bits, or pass cache: false.`,
    );
  });
});

describe("what a page is given", () => {
  it("loadModel(folder handle, dropped files, file list, zip) gives the same numbers as in Node", {
    timeout: 180_000,
  }, async () => {
    const model = await loadModel(memorySource(files));
    const expected = [...(await model.forward([1, 2, 3])).logits!.data.subarray(0, 5)];
    await model.dispose();
    const contents = Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path, [...Buffer.from(content as Uint8Array)]]),
    );
    const bytes = Object.fromEntries(Object.entries(contents).map(([path, list]) => [path, Uint8Array.from(list)]));
    const logits = await opened.page.evaluate(
      ([given, archive]) => (globalThis as Page).logitsOfPicked(given as Record<string, number[]>, archive as number[]),
      [contents, [...zip(bytes, 8)]],
    );
    expect(logits).toEqual({ handle: expected, drop: expected, list: expected, zip: expected });
  });
});
