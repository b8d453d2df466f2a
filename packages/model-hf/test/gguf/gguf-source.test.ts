import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  CheckpointError,
  compareDtypes,
  convertModel,
  estimate,
  inspect,
  type LoadProgress,
  loadModel,
  type Model,
  type Source,
} from "@llm-anatomy/model-hf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ggufBytes, ints, string, uint32 } from "../../../../tools/gguf/gguf-writer.ts";
import { fixtures, llamaFiles } from "../memory-source.ts";
import { ggufOfFolder, listedSource, tinyModels, tinyTokenizer, tokenizerOf } from "./make-gguf.ts";

const tiny = join(tinyModels, "tiny-llama");
const made = ggufOfFolder(tiny, "Q8_0", { metadata: tokenizerOf(tiny, tinyTokenizer) });
const { bytes } = made;
const prompt = "Once upon a time";
let folder: string;
let expected: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "llm-anatomy-gguf-"));
  await writeFile(join(folder, "tiny.Q8_0.gguf"), bytes);
  expected = await storyOf(await loadModel(listedSource({ "x.gguf": bytes })));
});
afterAll(() => rm(folder, { recursive: true }));

async function storyOf(model: Model): Promise<string> {
  let text = "";
  for await (const token of model.generate(prompt, { maxNewTokens: 12, temperature: 0 })) text += token.text;
  await model.dispose();
  return text;
}

async function errorOf(work: () => Promise<unknown>): Promise<CheckpointError> {
  const error = await work().then(
    () => new Error("it loaded"),
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(CheckpointError);
  return error;
}

describe("loadModel finds a GGUF file", () => {
  it("by its path, by a file: URL, and as the only one of a folder", async () => {
    const path = join(folder, "tiny.Q8_0.gguf");
    for (const from of [path, pathToFileURL(path), folder]) expect(await storyOf(await loadModel(from))).toBe(expected);
  });

  it("as a Blob, as a File, and among picked files", async () => {
    for (const from of [new Blob([bytes]), new File([bytes], "a.gguf"), [new File([bytes], "a.gguf")]])
      expect(await storyOf(await loadModel(from))).toBe(expected);
  });

  it("in a worker, which opens it, or asks for its parts", async () => {
    for (const from of [join(folder, "tiny.Q8_0.gguf"), new Blob([bytes]), listedSource({ "x.gguf": bytes })])
      expect(await storyOf(await loadModel(from, { worker: true }))).toBe(expected);
  });

  it("by a part of its name, in a source that has others, and safetensors too", async () => {
    const files = { ...llamaFiles(), "m-Q4_0.gguf": "GGUF", "m-Q8_0.gguf": bytes, "mmproj-m-Q8_0.gguf": "GGUF" };
    expect(await storyOf(await loadModel(listedSource(files), { file: "q8_0" }))).toBe(expected);
    const model = await loadModel(listedSource(files)); // its safetensors
    expect(model.config.vocab_size).not.toBe(made.config.vocab_size);
    await model.dispose();
  });

  it("and says which there are, where it is not clear which is meant", async () => {
    const several = listedSource({ "a.Q4_0.gguf": bytes, "a.Q8_0.gguf": bytes });
    const which = await errorOf(() => loadModel(several));
    expect(which.code).toBe("file-ambiguous");
    expect(which.message).toBe(
      "memory: has several GGUF files. Say which one with the option `file`: a.Q4_0.gguf, a.Q8_0.gguf.",
    );
    const both = await errorOf(() => loadModel(several, { file: "a." }));
    expect(both.message).toBe(
      'memory: 2 of its GGUF files have "a." in their names: a.Q4_0.gguf, a.Q8_0.gguf. Say more of one.',
    );
    const none = await errorOf(() => loadModel(several, { file: "Q6_K" }));
    expect(none).toMatchObject({ code: "file-missing" });
    expect(none.message).toBe('memory: has no GGUF file "Q6_K". It has a.Q4_0.gguf, a.Q8_0.gguf.');
    expect((await errorOf(() => loadModel(join(folder, "nowhere.gguf")))).code).toBe("file-missing");
  });

  it("whole, where it was divided into parts, by any of them", async () => {
    const half = Math.floor(made.written.length / 2);
    const split = (no: number) => ({ "split.no": uint32(no), "split.count": uint32(2) });
    const first = { ...made.metadata, ...split(0), "split.tensors.count": uint32(made.written.length) };
    const files = {
      "m-00001-of-00002.gguf": ggufBytes(first, made.written.slice(0, half)),
      "m-00002-of-00002.gguf": ggufBytes(split(1), made.written.slice(half)),
    };
    for (const file of [undefined, "m-00002-of-00002.gguf"])
      expect(await storyOf(await loadModel(listedSource(files), { file }))).toBe(expected);
    const { "m-00002-of-00002.gguf": _, ...one } = files;
    const missing = await errorOf(() => loadModel(listedSource(one)));
    expect(missing.message).toBe("memory: m-00002-of-00002.gguf is missing. Download all parts of the model.");
    const renamed = await errorOf(() => loadModel(listedSource({ "m.gguf": files["m-00001-of-00002.gguf"] })));
    expect(renamed.message).toContain("says that it is one of 2 parts, but its name speaks of 1");
  });
});

describe("over HTTP", () => {
  let server: Server;
  let origin: string;
  const ranges: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      const found = request.url?.startsWith("/models/tiny.gguf");
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
      if (!found) return response.writeHead(404).end();
      ranges.push(`${from}-${to}`);
      const end = Math.min(Number(to) + 1, bytes.length);
      response.writeHead(206, { "Content-Range": `bytes ${from}-${end - 1}/${bytes.length}` });
      return response.end(bytes.subarray(Number(from), end));
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it("loadModel(address) reads parts of the file, and keeps a query", async () => {
    const model = await loadModel(`${origin}/models/tiny.gguf?download=true`);
    expect(await storyOf(model)).toBe(expected);
    expect(ranges.length).toBeGreaterThan(2);
    expect(await storyOf(await loadModel(`${origin}/models/`, { file: "tiny.gguf" }))).toBe(expected);
  });
});

describe("a GGUF file in the place of a checkpoint", () => {
  const source = (): Source => listedSource({ "x.gguf": bytes });

  it("inspect(source) tells its tensors as they lie there, under the checkpoint's names", async () => {
    const { name, config, tensors, arrays, parameters } = await inspect(source());
    expect(name).toBe("memory/x.gguf");
    expect(config).toMatchObject({
      model_type: "llama",
      architectures: ["LlamaForCausalLM"],
      hidden_size: 128,
      rms_norm_eps: 1e-5,
    });
    expect(parameters.total).toBe(1_500_800);
    const row = tensors.find((tensor) => tensor.name === "model.layers.0.mlp.up_proj.weight");
    expect(row).toEqual({
      name: "model.layers.0.mlp.up_proj.weight",
      dtype: "Q8_0",
      shape: [352, 128],
      bytes: (352 * 128 * 34) / 32,
      file: "x.gguf",
    });
    expect(arrays[0].alsoAt).toEqual(["head.output.weight"]); // no output.weight: tied
  });

  it("estimate(source) counts what is kept, and that peak is little more", async () => {
    const { weights, peak, download } = await estimate(source(), { dtype: "q8", context: 1 });
    expect(weights).toBeLessThan(bytes.length);
    expect(peak).toBeLessThan(weights + 4 * 3072 * 128 + (3072 * 128 * 34) / 32 + 100_000); // and the largest tensor, both ways
    expect(download).toBe(0);
  });

  it("convertModel(source) writes ONNX files and the tokenizer's", async () => {
    const written = await convertModel(source(), { to: () => {}, dtypes: ["q8"] });
    expect(written.map(({ path }) => path)).toEqual([
      ...[
        "onnx/model_quantized.onnx",
        "config.json",
        "generation_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
      ],
    ]);
  });

  it("compareDtypes(source, text) says what further rounding costs", async () => {
    const [full, rounded] = await compareDtypes(source(), `${prompt} there was a cat.`, { dtypes: ["q8"] });
    expect(full.divergence).toBe(0);
    expect(rounded.divergence).toBeLessThan(0.05);
  });

  it("embed(texts) pools as the file says", async () => {
    const bert = join(tinyModels, "tiny-bert");
    const special = { bos: "[CLS]", seperator: "[SEP]", unknown: "[UNK]", padding: "[PAD]", mask: "[MASK]" };
    const metadata = tokenizerOf(bert, { special });
    const texts = ["a cat sat", "the dog ran home"];
    const original = await loadModel(bert);
    const expected = await original.embed(texts, { pooling: "mean", normalize: true });
    const model = await loadModel(listedSource({ "x.gguf": ggufOfFolder(bert, "F32", { metadata }).bytes }));
    const vectors = await model.embed(texts);
    expect(vectors.data).toEqual(expected.data);
    await Promise.all([original.dispose(), model.dispose()]);
    const rank = { ...metadata, "bert.pooling_type": uint32(4) };
    const error = await errorOf(() =>
      loadModel(listedSource({ "x.gguf": ggufOfFolder(bert, "F32", { metadata: rank }).bytes })),
    );
    expect(error.message).toContain("memory/x.gguf: pooling_type is 4, which is not supported");
  });

  it("loadModel tells how far it is, in bytes of the file", async () => {
    const told: LoadProgress[] = [];
    await (await loadModel(source(), { onProgress: (progress) => told.push(progress) })).dispose();
    const last = told.at(-1)!;
    expect(last).toMatchObject({ phase: "weights", file: "x.gguf", secondsLeft: 0 });
    expect(last.loaded).toBe(last.total);
    expect(last.total).toBe(made.written.reduce((sum, { byteLength }) => sum + byteLength, 0));
  });

  it("loadModel({ signal }) stops", async () => {
    const controller = new AbortController();
    const load = loadModel(source(), {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(load).rejects.toThrow("enough");
  });
});

describe("loadModel refuses by name", () => {
  const llama = ggufOfFolder(join(fixtures, "llama"));
  const load = (metadata: object) =>
    loadModel(listedSource({ "x.gguf": ggufBytes({ ...llama.metadata, ...metadata }, llama.written) }));

  it("an architecture that is not known, with those that are", async () => {
    const error = await errorOf(() => load({ "general.architecture": string("mamba") }));
    expect(error.code).toBe("model-type-unsupported");
    expect(error.message).toMatch(
      /^memory\/x\.gguf: general\.architecture "mamba" is not supported\. Supported in GGUF files: llama, .*qwen3/,
    );
  });

  it("a key that may change the mathematics, unless the caller vouches for it", async () => {
    const error = await errorOf(() => load({ "llama.attention.temperature_length": uint32(8) }));
    expect(error.code).toBe("config-unsupported");
    expect(error.message).toBe(
      'memory/x.gguf: llama.attention.temperature_length is not known for this model type (attention.temperature_length=8). It may change what the model computes. If it does not, pass ignoreConfigKeys: ["attention.temperature_length"].',
    );
    const bytes = ggufBytes({ ...llama.metadata, "llama.attention.temperature_length": uint32(8) }, llama.written);
    const vouched = await loadModel(listedSource({ "x.gguf": bytes }), {
      ignoreConfigKeys: ["attention.temperature_length"],
    });
    await vouched.dispose();
  });

  it("heads of other counts in other layers, and a way to stretch positions that it does not know", async () => {
    expect((await errorOf(() => load({ "llama.attention.head_count_kv": ints([2, 1, 2]) }))).message).toContain(
      "llama.attention.head_count_kv is [2, 1, 2], but layers of different kinds are not supported",
    );
    expect((await errorOf(() => load({ "llama.rope.scaling.type": string("spiral") }))).message).toContain(
      'llama.rope.scaling.type is "spiral", which is not supported; supported: none, linear, yarn, longrope',
    );
  });

  it("counts that no model has, before it counts so far", async () => {
    const messages: Record<string, string> = {
      "llama.block_count": "llama.block_count is 4000000000, but the file has 30 tensors",
      "llama.attention.head_count":
        "llama.attention.head_count is 4000000000 but has to be a whole number from 1 to 65536",
      "llama.expert_count": "llama.expert_count is 4000000000 but has to be a whole number from 1 to 65536",
    };
    for (const [key, message] of Object.entries(messages))
      expect((await errorOf(() => load({ [key]: uint32(4e9) }))).message).toContain(message);
  });

  it("tensors that have no place, by their names in the file", async () => {
    const extra = { ...llama.written[0], name: "blk.0.attn_sinks.weight" };
    const file = ggufBytes(llama.metadata, [...llama.written, extra]);
    const error = await errorOf(() => loadModel(listedSource({ "x.gguf": file })));
    expect(error).toMatchObject({ code: "tensor-unexpected", tensor: "blk.0.attn_sinks.weight" });
  });

  it("a part of a model: an adapter, a projector", async () => {
    const file = ggufBytes(
      llama.metadata,
      llama.written.filter(({ name }) => name !== "token_embd.weight"),
    );
    expect((await errorOf(() => loadModel(listedSource({ "x.gguf": file })))).message).toContain(
      'tensor "token_embd.weight" is missing; it has',
    );
  });
});
