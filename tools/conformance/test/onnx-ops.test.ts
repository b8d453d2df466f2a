import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../src/onnx-ops.ts";
import { createReport } from "../src/report.ts";

const f32 = (name: string, shape: number[], ...values: number[]) => ({
  name,
  dtype: "float32",
  shape,
  data: Buffer.from(Float32Array.from(values).buffer).toString("base64"),
});

async function judge(folder: string, only: (name: string) => boolean = () => true) {
  const lines: string[] = [];
  const report = createReport((line) => lines.push(line));
  await run(folder, { only }, report);
  return { ...report, lines };
}

describe("onnx-ops over a folder of its own", () => {
  let folder: string;
  const silu = { op: "Swish", domain: "ai.onnx", opset: 24, attributes: {}, tol: { rtol: 1e-6, atol: 1e-6 } };
  const right = 1 / (1 + Math.exp(-1)); // 1 · σ(1)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "onnx-ops-"));
    await mkdir(join(folder, "swish"));
    const write = (name: string, value: object) =>
      writeFile(join(folder, "swish", `${name}.json`), JSON.stringify(value));
    await write("right", { ...silu, inputs: [f32("x", [1], 1)], outputs: [f32("y", [1], right)] });
    await write("wrong", { ...silu, inputs: [f32("x", [1], 1)], outputs: [f32("y", [1], 2)] });
    await write("shape", { ...silu, inputs: [f32("x", [1], 1)], outputs: [f32("y", [1, 1], right)] });
    await write("extra", { ...silu, inputs: [f32("x", [1], 1)], outputs: [f32("y", [1], right), f32("z", [1], 0)] });
    await write("attribute", {
      ...silu,
      attributes: { beta: 2 },
      inputs: [f32("x", [1], 1)],
      outputs: [f32("y", [1], 2)],
    });
    await write("operator", { ...silu, op: "Conv", inputs: [], outputs: [] });
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("passes what agrees, fails what differs with both numbers, and names what it cannot judge", async () => {
    const { passed, failed, skipped, lines } = await judge(folder);
    expect([passed, failed, skipped]).toEqual([1, 3, 2]);
    expect(lines.sort()).toEqual([
      "FAIL swish/extra: z was not computed",
      "FAIL swish/shape: y has shape [1] but [1,1] was expected",
      "FAIL swish/wrong: y [0] of 1 is 0.7310585975646973 but 2 was expected (tolerance 0.000001 + 0.000001 relative)",
      'skip swish/attribute: the adapter of Swish does not know the attribute "beta"',
      "skip swish/operator: Conv is no operator of attention, norms, activations or weights",
    ]);
  });

  it("judges only what was asked for, by case or by folder", async () => {
    expect((await judge(folder, (name) => name === "right")).passed).toBe(1);
    expect((await judge(folder, (name) => name === "swish")).skipped).toBe(2);
    expect((await judge(folder, (name) => name === "softmax")).passed).toBe(0);
  });
});

describeWithFixtures("onnx-ops over the reference data", "onnx-ops", (folder) => {
  it("agrees with every case", async () => {
    const { passed, failed, lines } = await judge(folder);
    expect(lines.filter((line) => line.startsWith("FAIL"))).toEqual([]);
    expect(failed).toBe(0);
    expect(passed).toBeGreaterThan(250);
  });
});
