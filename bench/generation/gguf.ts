/**
 * The checkpoint as a GGUF file with Q8_0 weights: blocks of 32 numbers, each a float16 scale and 32 int8.
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 * @module
 */
import { open, rename } from "node:fs/promises";
import { bits, shape, vocabulary, type Weight, weights } from "./checkpoint.ts";

/** The 256 printable characters that stand for bytes in byte-level vocabularies, by byte. */
export const byteAlphabet: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  return printable ? String.fromCharCode(byte) : String.fromCharCode(256 + before(byte));
});

/** How many bytes below this one are not printable. */
function before(byte: number): number {
  return byte <= 32 ? byte : byte <= 160 ? byte - 127 + 33 : 67;
}

const types = { uint32: 4, int32: 5, float32: 6, string: 8, array: 9 } as const;
const f32 = 0;
const q8 = 8;
const blockSize = 32;

export async function writeGguf(path: string): Promise<void> {
  const header = new Bytes();
  const tensors = [...weights()];
  header.text("GGUF", false).uint32(3).uint64(tensors.length);
  const entries = metadata();
  header.uint64(entries.length);
  for (const write of entries) write(header);
  let at = 0;
  for (const weight of tensors) {
    const plain = weight.shape.length === 1;
    header.text(ggufName(weight.name)).uint32(weight.shape.length);
    for (const size of [...weight.shape].reverse()) header.uint64(size);
    header.uint32(plain ? f32 : q8).uint64(at);
    const count = weight.shape.reduce((a, b) => a * b);
    at += aligned(plain ? 4 * count : (count / blockSize) * 34);
  }
  const file = await open(`${path}.part`, "w");
  await file.write(header.padded());
  for (const weight of tensors) await file.write(tensorBytes(weight));
  await file.close();
  await rename(`${path}.part`, path);
}

type Entry = (out: Bytes) => void;

function metadata(): Entry[] {
  const text =
    (key: string, value: string): Entry =>
    (out) =>
      out.text(key).uint32(types.string).text(value);
  const whole =
    (key: string, value: number): Entry =>
    (out) =>
      out.text(key).uint32(types.uint32).uint32(value);
  const real =
    (key: string, value: number): Entry =>
    (out) =>
      out.text(key).uint32(types.float32).float32(value);
  const tokens = vocabulary();
  return [
    text("general.architecture", "llama"),
    text("general.name", "random"),
    whole("llama.vocab_size", shape.vocab),
    whole("llama.context_length", shape.positions),
    whole("llama.embedding_length", shape.dim),
    whole("llama.block_count", shape.layers),
    whole("llama.feed_forward_length", shape.mlp),
    whole("llama.attention.head_count", shape.heads),
    whole("llama.attention.head_count_kv", shape.kvHeads),
    whole("llama.rope.dimension_count", shape.headDim),
    real("llama.rope.freq_base", shape.theta),
    real("llama.attention.layer_norm_rms_epsilon", shape.epsilon),
    text("tokenizer.ggml.model", "gpt2"),
    text("tokenizer.ggml.pre", "gpt-2"),
    (out) => {
      out.text("tokenizer.ggml.tokens").uint32(types.array).uint32(types.string).uint64(tokens.length);
      for (const token of tokens) out.text(token);
    },
    (out) => {
      out.text("tokenizer.ggml.token_type").uint32(types.array).uint32(types.int32).uint64(tokens.length);
      for (let i = 0; i < tokens.length; i++) out.uint32(1);
    },
    (out) => out.text("tokenizer.ggml.merges").uint32(types.array).uint32(types.string).uint64(1).text("a a"),
    whole("tokenizer.ggml.bos_token_id", 1),
    whole("tokenizer.ggml.eos_token_id", 2),
    (out) => out.text("tokenizer.ggml.add_bos_token").uint32(7).byte(0),
  ];
}

const names: Record<string, string> = {
  input_layernorm: "attn_norm",
  "self_attn.q_proj": "attn_q",
  "self_attn.k_proj": "attn_k",
  "self_attn.v_proj": "attn_v",
  "self_attn.o_proj": "attn_output",
  post_attention_layernorm: "ffn_norm",
  "mlp.gate_proj": "ffn_gate",
  "mlp.up_proj": "ffn_up",
  "mlp.down_proj": "ffn_down",
};

function ggufName(name: string): string {
  if (name === "model.embed_tokens.weight") return "token_embd.weight";
  if (name === "model.norm.weight") return "output_norm.weight";
  const [, layer, part] = /^model\.layers\.(\d+)\.(.+)\.weight$/.exec(name)!;
  return `blk.${layer}.${names[part]}.weight`;
}

function tensorBytes(weight: Weight): Uint8Array {
  const half = bits(weight);
  const values = new Float32Array(Uint32Array.from(half, (word) => word << 16).buffer);
  if (weight.shape.length === 1) return pad(new Uint8Array(values.buffer));
  const rows = /self_attn\.[qk]_proj/.test(weight.name) ? interleavedRows(values, weight.shape) : values;
  return pad(quantized(rows));
}

/** llama.cpp rotates neighbouring dims, Hugging Face the two halves of a head: rows of q and k change places. */
function interleavedRows(values: Float32Array, [rows, cols]: number[]): Float32Array {
  const out = new Float32Array(values.length);
  const half = shape.headDim / 2;
  for (let row = 0; row < rows; row++) {
    const head = Math.floor(row / shape.headDim) * shape.headDim;
    const dim = row % shape.headDim;
    const to = head + (dim < half ? 2 * dim : 2 * (dim - half) + 1);
    out.set(values.subarray(row * cols, (row + 1) * cols), to * cols);
  }
  return out;
}

function quantized(values: Float32Array): Uint8Array {
  const out = new Uint8Array((values.length / blockSize) * 34);
  const view = new DataView(out.buffer);
  for (let block = 0; block < values.length / blockSize; block++) {
    const from = values.subarray(block * blockSize, (block + 1) * blockSize);
    const largest = from.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    const scale = largest / 127;
    view.setFloat16(block * 34, scale, true);
    for (const [i, value] of from.entries()) view.setInt8(block * 34 + 2 + i, Math.round(value / scale));
  }
  return out;
}

const alignment = 32;
const aligned = (bytes: number) => Math.ceil(bytes / alignment) * alignment;

function pad(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(aligned(bytes.length));
  out.set(bytes);
  return out;
}

/** Little-endian numbers and texts, one after another. */
class Bytes {
  #parts: Uint8Array[] = [];

  text(value: string, counted = true): this {
    const bytes = new TextEncoder().encode(value);
    if (counted) this.uint64(bytes.length);
    this.#parts.push(bytes);
    return this;
  }

  byte(value: number): this {
    this.#parts.push(Uint8Array.of(value));
    return this;
  }

  uint32(value: number): this {
    return this.#write(4, (view) => view.setUint32(0, value, true));
  }

  uint64(value: number): this {
    return this.#write(8, (view) => view.setBigUint64(0, BigInt(value), true));
  }

  float32(value: number): this {
    return this.#write(4, (view) => view.setFloat32(0, value, true));
  }

  padded(): Uint8Array {
    return pad(Buffer.concat(this.#parts));
  }

  #write(size: number, write: (view: DataView) => void): this {
    const bytes = new Uint8Array(size);
    write(new DataView(bytes.buffer));
    this.#parts.push(bytes);
    return this;
  }
}
