import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { TinyModel } from "../src/index.ts";
import * as tinyModels from "../src/index.ts";

const models = Object.values(tinyModels) as TinyModel[];
const json = (model: TinyModel, name: string) => JSON.parse(readFileSync(model.files[name], "utf8"));

interface Tensor {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** The header of a safetensors file: dtype, shape and place of each tensor, and the bytes that follow. */
function safetensors(model: TinyModel) {
  const bytes = readFileSync(model.files["model.safetensors"]);
  const length = Number(bytes.readBigUInt64LE(0));
  const { __metadata__, ...tensors } = JSON.parse(bytes.subarray(8, 8 + length).toString("utf8"));
  return { tensors: tensors as Record<string, Tensor>, data: bytes.subarray(8 + length) };
}

describe.each(models.map((model) => [model.name, model] as const))("%s", (name, model) => {
  it("lists exactly the checkpoint files in its folder", () => {
    const folder = fileURLToPath(new URL(".", model.files["config.json"]));
    const present = readdirSync(folder).filter((file) => /\.(?:json|safetensors)$/.test(file));
    expect(Object.keys(model.files).sort()).toEqual(present.sort());
    for (const [file, url] of Object.entries(model.files)) {
      expect(url.pathname.endsWith(`/models/${name}/${file}`)).toBe(true);
      expect(statSync(url).size).toBeGreaterThan(0);
    }
  });

  it("names in config.json the architecture it says it has", () => {
    expect(json(model, "config.json").architectures).toEqual([model.architecture]);
  });

  it("has as many rows of embeddings as its vocabulary says, in finite float16", () => {
    const { tensors, data } = safetensors(model);
    const { vocab_size } = json(model, "config.json");
    expect(new Set(Object.values(tensors).map(({ dtype }) => dtype))).toEqual(new Set(["F16"]));
    const table = Object.entries(tensors).find(([key]) => /embed_tokens|word_embeddings|shared/.test(key))!;
    expect(table[1].shape[0]).toBe(vocab_size);
    expect(data.byteLength).toBe(Math.max(...Object.values(tensors).map((tensor) => tensor.data_offsets[1])));
    const words = new Uint16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
    expect(words.findIndex((word) => (word & 0x7c00) === 0x7c00)).toBe(-1); // exponent all ones: Infinity or NaN
  });

  it("has a token for every row of its embeddings", () => {
    const { vocab_size } = json(model, "config.json");
    const { model: vocabulary, added_tokens } = json(model, "tokenizer.json");
    // A Unigram vocabulary is a list of [piece, score], whose index is the id; the others map tokens to ids.
    const { vocab } = vocabulary;
    const ids = new Set<number>(Array.isArray(vocab) ? vocab.keys() : Object.values(vocab));
    for (const { id } of added_tokens) ids.add(id);
    expect(ids.size).toBe(vocab_size);
    expect(Math.max(...ids)).toBe(vocab_size - 1);
  });
});

it("all models together weigh less than 12 MB", () => {
  const urls = models.flatMap((model) => Object.values(model.files));
  expect(urls.reduce((sum, url) => sum + statSync(url).size, 0)).toBeLessThan(12e6);
});
