import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConvertedFile, convertModel, loadModel } from "@llm-anatomy/model-hf";
import { checkModel, externalFiles, type OnnxModel, parseModel } from "@llm-anatomy/onnx-graph";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { originalConfig, publishedConfig } from "../src/convert/published-files.ts";
import { fixtures, llamaConfig, llamaFiles, memorySource } from "./memory-source.ts";

const llama = join(fixtures, "llama");

/** The files of a conversion, by path. */
async function convert(
  options: Partial<Parameters<typeof convertModel>[1]> = {},
  from: Parameters<typeof convertModel>[0] = llama,
) {
  const files = new Map<string, Uint8Array>();
  const to = ({ path, parts }: ConvertedFile) =>
    void files.set(path, Buffer.concat(parts.map((part) => Buffer.from(part))));
  await convertModel(from, { to, ...options });
  return files;
}

const configOf = (files: Map<string, Uint8Array>) => JSON.parse(new TextDecoder().decode(files.get("config.json")));

describe("convertModel", () => {
  let files: Map<string, Uint8Array>;
  let graph: OnnxModel["graph"];
  beforeAll(async () => {
    files = await convert({ dtypes: ["f32", "f16", "q8", "q4"] });
    graph = parseModel(files.get("onnx/model.onnx")!).graph;
  });

  it("convertModel(folder) writes the files of an onnx-community repository", () => {
    expect([...files.keys()]).toEqual([
      "onnx/model.onnx",
      "onnx/model_fp16.onnx",
      "onnx/model_quantized.onnx",
      "onnx/model_q4.onnx",
      "config.json",
      "generation_config.json",
    ]);
  });

  it("convertModel(folder) gives a decoder the inputs and outputs that others know", () => {
    const cache = [0, 1, 2].flatMap((layer) => [`${layer}.key`, `${layer}.value`]);
    expect(graph.inputs.map(({ name }) => name).sort()).toEqual(
      ["attention_mask", "input_ids", ...cache.map((name) => `past_key_values.${name}`), "position_ids"].sort(),
    );
    expect(graph.outputs.map(({ name }) => name)).toEqual(["logits", ...cache.map((name) => `present.${name}`)]);
    expect(graph.inputs.find(({ name }) => name === "past_key_values.0.key")?.type).toEqual({
      kind: "tensor",
      elementType: "float32",
      shape: ["batch_size", 2, "past_sequence_length", 16],
    });
  });

  it("convertModel(folder) writes graphs in which nothing is wrong, smaller with fewer bits", () => {
    const sizes = ["model", "model_fp16", "model_quantized", "model_q4"].map((name) => {
      const bytes = files.get(`onnx/${name}.onnx`)!;
      expect(checkModel(parseModel(bytes)), name).toEqual([]);
      return bytes.length;
    });
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes[3]).toBeLessThan(sizes[0] / 2);
  });

  it("convertModel(…, { maxFileBytes }) puts weights into files beside the graph, and announces them", async () => {
    const divided = await convert({ dtypes: ["f32"], maxFileBytes: 200_000 });
    const data = [...divided.keys()].filter((path) => path.includes("onnx_data"));
    expect(data).toEqual(["onnx/model.onnx_data", "onnx/model.onnx_data_1", "onnx/model.onnx_data_2"]);
    for (const path of data) expect(divided.get(path)!.length).toBeLessThanOrEqual(200_000);
    expect(configOf(divided)["transformers.js_config"]).toEqual({ use_external_data_format: { "model.onnx": 3 } });
    const needed = externalFiles(parseModel(divided.get("onnx/model.onnx")!));
    expect(needed).toEqual(data.map((path) => ({ location: path.slice(5), byteLength: divided.get(path)!.length })));
  });

  it("convertModel(folder) copies a config that says everything", () => {
    expect(configOf(files)).toEqual(JSON.parse(llamaFiles()["config.json"] as string));
  });

  it("publishedConfig(config) writes out sizes that the checkpoint leaves to defaults", async () => {
    const { spec, dispose } = await loadModel(join(fixtures, "gpt2")).then((model) => ({
      spec: model.spec,
      dispose: () => model.dispose(),
    }));
    const sizes = { n_layer: spec.blocks.length, n_head: spec.blocks[0].attention.numHeads, n_embd: spec.modelDim };
    expect(publishedConfig({ model_type: "gpt2" }, spec, {})).toEqual({ model_type: "gpt2", ...sizes });
    await dispose();
  });

  it("publishedConfig(config) gives a family that transformers.js refuses by name one it knows, and originalConfig takes it back", async () => {
    const { spec } = await loadModel(llama);
    const config = JSON.parse(llamaConfig({ model_type: "mixtral" }));
    const published = publishedConfig(config, spec, {});
    expect(published.model_type).toBe("mistral");
    expect(originalConfig(published)).toEqual(config);
  });

  it("convertModel(…) refuses options and dtypes that do not exist", async () => {
    await expect(convert({ dtypes: ["q5" as "q4"] })).rejects.toThrow(
      'convertModel: dtype is "q5" but has to be one of f32, f16, q8, q4.',
    );
    await expect(convert({ dtypes: [] })).rejects.toThrow("convertModel: dtypes is empty. Name at least one.");
    await expect(convert({ quantize: true } as object)).rejects.toThrow('convertModel: there is no option "quantize".');
    await expect(convertModel(llama, {} as never)).rejects.toThrow("convertModel: `to` is missing.");
  });

  it("convertModel(…, { signal }) ends when the signal aborts", async () => {
    await expect(convert({ signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });

  it("convertModel(checkpoint) refuses a config it does not know, before it writes anything", async () => {
    const source = memorySource(llamaFiles({ "config.json": llamaConfig({ model_type: "llama9" }) }));
    await expect(convert({}, source)).rejects.toThrow('model_type "llama9" is not supported.');
  });
});

describe("llm-anatomy convert", () => {
  const folder = mkdtempSync(join(tmpdir(), "convert-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const cli = (...args: string[]) =>
    execFileSync(process.execPath, ["--conditions=@repo/source", join(import.meta.dirname, "../src/cli.ts"), ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });

  it("llm-anatomy convert <folder> --out <folder> writes the files and lists them", () => {
    const out = join(folder, "llama");
    expect(cli("convert", llama, "--out", out, "--dtype", "q8")).toContain(`${out}/onnx/model_quantized.onnx`);
    expect(parseModel(readFileSync(join(out, "onnx/model_quantized.onnx"))).graph.nodes.length).toBeGreaterThan(20);
  });

  it("llm-anatomy convert without --out says what is missing", () => {
    expect(() => cli("convert", llama)).toThrow("--out is missing");
  });
});
