import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EngineSpeed, loadModel, measureEngines } from "@llm-anatomy/model-hf";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { fasterThan, forgetSpeeds, recallSpeeds, rememberSpeeds, shapeOf } from "../src/engine/engine-speeds.ts";
import { fixtures } from "./memory-source.ts";

const llama = join(fixtures, "llama");
const plain = { dtype: "f32", threads: 1 };
const eager: EngineSpeed = { engine: "eager", device: "wasm", ...plain, readMs: 2, writeMs: 10 };
const compiled: EngineSpeed = { engine: "compiled", device: "wasm", ...plain, readMs: 3, writeMs: 6 };
const native: EngineSpeed = { engine: "compiled", device: "cpu", ...plain, readMs: 1, writeMs: 4 };

describe('loadModel(source, { engine: "auto" })', () => {
  const folder = mkdtempSync(join(tmpdir(), "speeds-"));
  let shape: string;
  beforeAll(async () => {
    vi.stubEnv("LLM_ANATOMY_CACHE", folder);
    const model = await loadModel(llama);
    shape = shapeOf(model.spec, model.config.model_type);
    await model.dispose();
  });
  afterEach(() => forgetSpeeds(shape));
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  async function chosen(options: object = {}) {
    const model = await loadModel(llama, options);
    await model.dispose();
    return { where: `${model.engine.name} ${model.engine.device}`, ...model.engineChoice };
  }

  it("is eager while nothing was measured, and what the options say when they do", async () => {
    expect(shape).toBe("llama 3x64 4/2x16 199");
    expect(await chosen()).toEqual({ where: "eager wasm", by: "rule", speeds: [] });
    await rememberSpeeds(shape, [eager, compiled]);
    expect(await chosen({ engine: "eager" })).toEqual({ where: "eager wasm", by: "options", speeds: [] });
  });

  it("is what was measured to be fastest, among what the options allow", async () => {
    await rememberSpeeds(shape, [eager, compiled, native]);
    expect(await chosen()).toEqual({ where: "compiled cpu", by: "measured", speeds: [native, compiled, eager] });
    expect(await chosen({ device: "wasm" })).toMatchObject({ where: "compiled wasm", by: "measured" });
    expect(await chosen({ device: "cpu" })).toMatchObject({ where: "compiled cpu", by: "rule", speeds: [native] });
    expect(await chosen({ worker: true })).toMatchObject({ where: "compiled cpu", by: "measured" });
    expect(await chosen({ threads: 2 })).toMatchObject({ where: "eager wasm", speeds: [] });
    expect(await chosen({ dtype: "q8" })).toMatchObject({ where: "eager wasm", speeds: [] });
  });

  it("is not what would not fit into the memory while it loads", async () => {
    await rememberSpeeds(shape, [eager, native]);
    const needed = 4 * 199 * 64 * 2; // tables alone
    const limit = vi.spyOn(process, "constrainedMemory").mockReturnValue(6 * needed);
    try {
      expect(await chosen()).toMatchObject({ where: "eager wasm", by: "rule", speeds: [native, eager] });
    } finally {
      limit.mockRestore();
    }
  });

  it("takes notes that are broken for none", async () => {
    writeFileSync(join(folder, "engine-speeds.json"), "{ half");
    expect(await chosen()).toMatchObject({ where: "eager wasm", by: "rule" });
    await rememberSpeeds(shape, [eager]);
    expect(await recallSpeeds(shape, "f32", 1)).toEqual([eager]);
  });

  it("measureEngines(source) measures each engine and remembers it, in place of what it found before", async () => {
    const rounds = { prompt: 8, tokens: 4, rounds: 1 };
    await rememberSpeeds(shape, [
      { ...eager, readMs: 1e6 },
      { ...eager, dtype: "q8" },
    ]);
    const measured = await measureEngines(llama, rounds);
    expect(measured.map(({ engine, device }) => `${engine} ${device}`)).toEqual(["eager wasm", "compiled wasm"]);
    const known = await recallSpeeds(shape, "f32", 1);
    expect(known.map(({ engine }) => engine).sort()).toEqual(["compiled", "eager"]);
    for (const { engine, readMs, writeMs } of known) {
      const figures = measured.find((one) => one.engine === engine)!;
      expect(readMs).toBeCloseTo(figures.firstMs / 8, 9);
      expect(writeMs).toBeCloseTo(1000 / figures.decodeTokensPerSecond!, 9);
    }
    expect(await recallSpeeds(shape, "q8", 1)).toHaveLength(1);
    expect(readFileSync(join(folder, "engine-speeds.json"), "utf8")).toContain(`Node ${process.versions.node}`);
    expect((await chosen()).speeds).toEqual(known);
  });
});

describe("fasterThan(rule, speeds)", () => {
  const rule = { engine: "eager", device: "wasm" } as const;
  // 64 tokens read and 64 written: 12 ms against 10, 9.9 and 5
  it.each([
    ["nothing without the rule's own figures", [native], null],
    ["nothing that is faster by less than a fifth", [{ ...compiled, readMs: 5, writeMs: 5.1 }, eager], null],
    ["what is faster by a fifth", [{ ...compiled, readMs: 5, writeMs: 5 }, eager], "compiled"],
    ["the fastest", [native, compiled, eager], "compiled"],
    ["nothing where the rule's is fastest", [eager, { ...compiled, writeMs: 20 }], null],
    [
      "of encoders, what reads faster",
      [
        { ...native, writeMs: null },
        { ...eager, writeMs: null },
      ],
      "compiled",
    ],
  ])("gives %s", (_, speeds, expected) => {
    expect(fasterThan(rule, speeds as EngineSpeed[])?.engine ?? null).toBe(expected);
  });
});
