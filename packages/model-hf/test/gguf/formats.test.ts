import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dequantize, quantizeInt4 } from "@llm-anatomy/kernels";
import { Checkpoint, inspect, loadModel } from "@llm-anatomy/model-hf";
import { describe, expect, it } from "vitest";
import { ggufOf } from "../../../../tools/gguf/from-checkpoint.ts";
import { ggufBytes, type WrittenTensor } from "../../../../tools/gguf/gguf-writer.ts";
import { type FormatName, formats, madeFormats, randomBlocks } from "../../../../tools/gguf/quantize.ts";
import { seededRandom } from "../../../../tools/test-kit/src/random.ts";
import { withGguf } from "../../src/source/gguf-files.ts";
import { memorySource, tensorsOf } from "../memory-source.ts";
import { asFiles, ggufOfFolder, listedSource, tinyModels } from "./make-gguf.ts";

const folder = join(tinyModels, "tiny-llama");
const ids = [[1, 300, 500, 260, 900, 17, 44, 2000]];

/** Half a step between levels, as a share of the largest weight of a block; float16 scales add a little. */
const largestError: Record<(typeof madeFormats)[number], number> = {
  F32: 0,
  F16: 2 ** -11,
  BF16: 2 ** -8,
  Q4_0: 1 / 8 + 0.002, // the largest weight gets level -8; what is as large on the other side has 7
  Q4_1: 1 / 15 + 0.002, // of the range, which is at most twice the largest
  Q5_0: 1 / 16 + 0.002,
  Q5_1: 1 / 31 + 0.002,
  Q8_0: 1 / 254 + 0.0006,
};

describe("a tensor of a GGUF file is read", () => {
  it.each(madeFormats)("%s: within half a step of the weights it was made of", async (format) => {
    const { bytes, tensors } = ggufOfFolder(folder, format);
    const checkpoint = await Checkpoint.open(await withGguf(listedSource({ "x.gguf": bytes }), "x.gguf"));
    const name = "model.layers.0.self_attn.q_proj.weight"; // whose rows were moved, too
    expect(checkpoint.entry(name).dtype).toBe(format);
    const { data, shape } = await checkpoint.read(name);
    const original = tensors.get(name)!;
    expect(shape).toEqual(original.shape);
    for (let start = 0; start < data.length; start += 32) {
      const block = original.data.subarray(start, start + 32);
      const largest = block.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0);
      for (const [i, weight] of block.entries())
        expect(Math.abs(data[start + i] - weight)).toBeLessThanOrEqual(largest * largestError[format]);
    }
  });

  it("vectors and routers, which are float32 beside any format, exactly", async () => {
    const { bytes, tensors } = ggufOfFolder(join(tinyModels, "tiny-moe"), "Q8_0");
    const checkpoint = await Checkpoint.open(await withGguf(listedSource({ "x.gguf": bytes }), "x.gguf"));
    for (const name of ["model.norm.weight", "model.layers.1.block_sparse_moe.gate.weight"])
      expect((await checkpoint.read(name)).data).toEqual(tensors.get(name)!.data);
  });
});

/** A checkpoint of safetensors that holds what the GGUF's tensors are widened to. */
async function widenedFiles(bytes: Uint8Array) {
  const checkpoint = await Checkpoint.open(await withGguf(listedSource({ "x.gguf": bytes }), "x.gguf"));
  const names = [...checkpoint.tensors.keys()];
  const tensors = new Map(await Promise.all(names.map(async (name) => [name, await checkpoint.read(name)] as const)));
  const config = await (await checkpoint.source.open("config.json"))!;
  return asFiles(JSON.parse(new TextDecoder().decode(await config.read(0, config.size))), tensors);
}

describe("loadModel(GGUF) computes what the ordinary way does with the widened weights", () => {
  it.each(["Q8_0", "Q4_0", "BF16"] as const)("%s, as every dtype", async (format) => {
    const { bytes } = ggufOfFolder(folder, format);
    const files = await widenedFiles(bytes);
    for (const dtype of ["f32", "q8", "q4"] as const) {
      const [model, expected] = await Promise.all([
        loadModel(listedSource({ "x.gguf": bytes }), { dtype }),
        loadModel(memorySource(files), { dtype }),
      ]);
      expect((await model.forward(ids)).logits!.data).toEqual((await expected.forward(ids)).logits!.data);
      await Promise.all([model.dispose(), expected.dispose()]);
    }
  });

  it("Q4_0 as q4 without rounding any further: the blocks and levels are the same", () => {
    const folder = join(import.meta.dirname, "ggml-blocks.safetensors");
    const { bytes: all } = tensorsOf(new Uint8Array(readFileSync(folder)))["Q4_0.weights"];
    const data = new Float32Array(all.slice(2 * 32 * 4).buffer); // what ggml has quantised, behind two blocks of noise
    const matrix = quantizeInt4({ rows: 1, cols: data.length, data });
    expect(dequantize(matrix).data).toEqual(data);
  });

  it("Q8_0 stays close to the model it was made of", async () => {
    const { bytes, config, tensors } = ggufOfFolder(folder, "Q8_0");
    const model = await loadModel(listedSource({ "x.gguf": bytes }));
    const full = await loadModel(memorySource(asFiles(config, tensors)));
    const [a, b] = [(await model.forward(ids)).logits!.data, (await full.forward(ids)).logits!.data];
    const furthest = a.reduce((max, value, i) => Math.max(max, Math.abs(value - b[i])), 0);
    expect(furthest).toBeGreaterThan(0);
    expect(furthest).toBeLessThan(1); // logits reach 15, and rows in a wrong order are off by as much
  });

  it.each(["Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL", "IQ4_XS", "MXFP4"] as const)(
    "%s, of random blocks",
    async (format) => {
      const bytes = randomLlama(format);
      const files = await widenedFiles(bytes);
      const { tensors } = await inspect(listedSource({ "x.gguf": bytes }));
      expect(new Set(tensors.map(({ dtype }) => dtype))).toEqual(new Set(["F32", format]));
      const [model, expected] = [
        await loadModel(listedSource({ "x.gguf": bytes })),
        await loadModel(memorySource(files)),
      ];
      const { data } = (await model.forward([[1, 2, 3]])).logits!;
      expect(data).toEqual((await expected.forward([[1, 2, 3]])).logits!.data);
      expect(data.every(Number.isFinite)).toBe(true);
      expect(new Set(data).size).toBeGreaterThan(100);
    },
  );
});

/** A Llama whose rows are as wide as the largest blocks. */
function randomLlama(format: FormatName): Uint8Array {
  const width = 256;
  const config = {
    ...{ model_type: "llama", hidden_size: width, num_hidden_layers: 1, num_attention_heads: 4, vocab_size: 64 },
    ...{ intermediate_size: width, rms_norm_eps: 1e-5, max_position_embeddings: 64 },
  } as never;
  const square = (rows = width) => ({ data: new Float32Array(rows * width), shape: [rows, width] });
  const ones = () => ({ data: new Float32Array(width).fill(1), shape: [width] });
  const at = "model.layers.0";
  const { metadata, tensors } = ggufOf(
    config,
    new Map([
      ["model.embed_tokens.weight", square(64)],
      ...["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj"].map(
        (name) => [`${at}.${name}.weight`, square()] as const,
      ),
      ...["mlp.gate_proj", "mlp.up_proj", "mlp.down_proj"].map((name) => [`${at}.${name}.weight`, square()] as const),
      [`${at}.input_layernorm.weight`, ones()],
      [`${at}.post_attention_layernorm.weight`, ones()],
      ["model.norm.weight", ones()],
    ]),
  );
  const random = seededRandom(3);
  const { type, blockSize, blockBytes } = formats[format];
  const blocks = tensors.map((tensor): WrittenTensor => {
    if (tensor.shape.length < 2) return tensor;
    const count = tensor.shape[0] * tensor.shape[1];
    return {
      ...tensor,
      type,
      byteLength: (count / blockSize) * blockBytes,
      bytes: () => randomBlocks(format, count, random),
    };
  });
  return ggufBytes(metadata, blocks);
}
