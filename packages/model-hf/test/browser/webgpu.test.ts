/** On SwiftShader, a WebGPU that computes on the CPU: it is slow, has no float16, and shows that the numbers are right. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { convertModel } from "@llm-anatomy/model-hf";
import { openPage, type TestPage } from "@llm-anatomy/test-kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtures } from "../memory-source.ts";
import type { InPage } from "./page.ts";

let opened: TestPage;

const graphs = mkdtempSync(join(tmpdir(), "webgpu-graphs-"));

beforeAll(async () => {
  await convertModel(join(fixtures, "llama"), { to: join(graphs, "llama"), dtypes: ["f32"] });
  const runtime = dirname(createRequire(import.meta.url).resolve("onnxruntime-web"));
  opened = await openPage({
    entry: join(import.meta.dirname, "page.ts"),
    folders: { "/fixtures": fixtures, "/onnxruntime": runtime, "/graphs": graphs },
    flags: ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"],
  });
});
afterAll(async () => {
  await opened?.close();
  rmSync(graphs, { recursive: true });
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

describe('loadModel(source, { device: "webgpu" })', { timeout: 300_000 }, () => {
  it.each(["llama", "gpt2"])(
    "gives the first greedy tokens of %s, with keys and values kept on the GPU",
    async (name) => {
      const { greedy } = JSON.parse(readFileSync(join(fixtures, name, "expected.json"), "utf8"));
      const tokens = await call("greedy", `${opened.origin}/fixtures/${name}`, { device: "webgpu" }, greedy.prompt, 6);
      expect(tokens).toEqual(greedy.tokens.slice(0, 6));
    },
  );

  it.each(["fixtures", "graphs"])("can be cut back, and gives its keys and values out (%s)", async (folder) => {
    const url = `${opened.origin}/${folder}/llama`;
    const gpu = await call("cut", url, { device: "webgpu", worker: false });
    const cpu = await call("cut", `${opened.origin}/fixtures/llama`, {});
    expect(gpu.length).toBe(cpu.length);
    const digits = folder === "graphs" ? 2 : 4; // a graph for others computes its angles on the GPU, to three digits
    for (const kind of ["keys", "logits"] as const)
      for (const [i, value] of gpu[kind].entries()) expect(value).toBeCloseTo(cpu[kind][i], digits);
  });

  it.each([
    ["f16", 1e-4],
    ["q8", 0.05],
    ["q4", 0.5],
  ] as const)("computes with %s weights near the eager engine's", async (dtype, tolerance) => {
    const url = `${opened.origin}/fixtures/llama`;
    const gpu = await call("look", url, { device: "webgpu", dtype, worker: false });
    const cpu = await call("look", url, { dtype });
    for (const [i, value] of gpu.logits.entries()) expect(Math.abs(value - cpu.logits[i])).toBeLessThan(tolerance);
  });
});
