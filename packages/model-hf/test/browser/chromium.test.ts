import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describeWithFixtures, fixturesFolder, openPage, type TestPage } from "@llm-anatomy/test-kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ggufOfFolder } from "../gguf/make-gguf.ts";
import { fixtures } from "../memory-source.ts";
import type { InPage } from "./page.ts";

const engines = ["eager", "compiled"] as const;
const reference = fixturesFolder("checkpoints");
const made = mkdtempSync(join(tmpdir(), "llm-anatomy-gguf-"));
let opened: TestPage;

beforeAll(async () => {
  const runtime = dirname(createRequire(import.meta.url).resolve("onnxruntime-web"));
  writeFileSync(join(made, "llama.gguf"), ggufOfFolder(join(fixtures, "llama")).bytes);
  const folders = {
    ...{ "/fixtures": fixtures, "/onnxruntime": runtime, "/made": made },
    ...(reference ? { "/reference": reference } : {}),
  };
  opened = await openPage({ entry: join(import.meta.dirname, "page.ts"), folders });
});
afterAll(async () => {
  rmSync(made, { recursive: true });
  await opened?.close();
});

function call<K extends keyof InPage>(
  name: K,
  ...args: Parameters<InPage[K]>
): Promise<Awaited<ReturnType<InPage[K]>>> {
  return opened.page.evaluate(
    ([name, args]) =>
      (globalThis as never as { inPage: Record<string, (...args: unknown[]) => never> }).inPage[name](...args),
    [name, args] as const,
  );
}

const llama = () => `${opened.origin}/fixtures/llama`;

describe("in headless Chromium", () => {
  it.each(engines)("the %s engine, in a worker, gives the greedy tokens of llama and gpt2", async (engine) => {
    for (const name of ["llama", "gpt2"]) {
      const { greedy } = JSON.parse(readFileSync(join(fixtures, name, "expected.json"), "utf8"));
      const url = `${opened.origin}/fixtures/${name}`;
      expect(await call("greedy", url, { engine }, greedy.prompt, greedy.max_new_tokens)).toEqual(greedy.tokens);
      await expect.poll(() => opened.page.workers().length).toBe(0); // dispose has ended it
    }
  });

  it.each(engines)("the %s engine gives the same in the page's own thread", async (engine) => {
    const inWorker = await call("look", llama(), { engine });
    const inPage = await call("look", llama(), { engine, worker: false });
    expect(inWorker.shape).toEqual([1, 4, 3, 3]);
    expect(inWorker.patched).not.toEqual(inWorker.logits);
    for (const kind of ["weights", "logits", "patched"] as const)
      for (const [i, value] of inWorker[kind].entries()) expect(value).toBeCloseTo(inPage[kind][i], 5);
  });

  it("a GGUF file gives the greedy tokens of the checkpoint it was made of, by its address and as a picked file", async () => {
    const { greedy } = JSON.parse(readFileSync(join(fixtures, "llama/expected.json"), "utf8"));
    const address = `${opened.origin}/made/llama.gguf`;
    for (const kind of ["address", "file"] as const)
      expect(await call("greedyOfGguf", address, kind, greedy.prompt, greedy.max_new_tokens)).toEqual(greedy.tokens);
  });

  it("measureEngines(source) is remembered by the page's origin, for models in workers too", async () => {
    const { before, measured, after } = await call("measured", llama());
    expect(before).toEqual({ by: "rule", engine: "eager", known: [] });
    expect(measured).toEqual(["eager", "compiled"]);
    expect(after.known).toEqual(["compiled", "eager"]);
  });

  it("a page whose model works in a worker goes on with its own tasks meanwhile", async () => {
    const here = await call("tasksMeanwhile", llama(), { worker: false });
    const inWorker = await call("tasksMeanwhile", llama(), {});
    expect(inWorker).toBeGreaterThan(10 * (here + 1));
  });

  it.each([true, false])("generate({ signal }) stops within a token of the signal (worker: %s)", async (worker) => {
    const { message, count, after } = await call("stopped", llama(), { worker });
    expect(message).toBe("enough");
    expect(count).toBeGreaterThan(0);
    expect(after).toBeLessThanOrEqual(1);
  });

  it("errors of the worker keep their code, and a worker that cannot be started says what to do", async () => {
    expect(await call("refusal", `${opened.origin}/fixtures/nowhere`, {})).toMatchObject({ code: "file-missing" });
    const lost = await call("lostWorker", llama());
    expect(lost.code).toBe("worker-failed");
    expect(lost.message).toContain("pass worker: false to compute in the page's own thread");
  });

  it('device "webgpu" without an adapter is an error that says what to do', async () => {
    const { code, message } = await call("refusal", llama(), { device: "webgpu" });
    expect(code).toBe("device-unavailable");
    expect(message).toMatch(/^loadModel: device is "webgpu" but .*, or leave device out to compute on the CPU\.$/);
    expect((await call("refusal", llama(), { device: "webgpu", engine: "eager" })).message).toContain(
      'engine is "eager", which computes in WebAssembly, but device is "webgpu"',
    );
  });
});

describeWithFixtures("in headless Chromium, a trained Llama", "checkpoints", (folder) => {
  it.each(engines)("the %s engine gives the 200 published greedy tokens of stories260K", async (engine) => {
    const { greedy } = JSON.parse(readFileSync(join(folder, "stories260K/expected.json"), "utf8"));
    const url = `${opened.origin}/reference/stories260K`;
    expect(await call("greedy", url, { engine }, greedy.prompt, greedy.max_new_tokens)).toEqual(greedy.tokens);
  });
});
