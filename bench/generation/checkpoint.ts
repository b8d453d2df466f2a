/**
 * One checkpoint of SmolLM2-135M's shape with random weights, in each form that a runtime reads: a Hugging Face folder
 * (bfloat16) and a GGUF file (Q8_0). Made once, from a seed, in the system's folder for temporary files.
 * @module
 */
import { existsSync } from "node:fs";
import { mkdir, open, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { byteAlphabet } from "../../tools/gguf/tokenizer-metadata.ts";
import { seededRandom } from "../../tools/test-kit/src/random.ts";
import { writeCheckpointGguf } from "./gguf.ts";

export const shape = {
  vocab: 49152,
  dim: 576,
  layers: 30,
  heads: 9,
  kvHeads: 3,
  headDim: 64,
  mlp: 1536,
  positions: 8192,
  theta: 100000,
  epsilon: 1e-5,
};

/** A tensor of the checkpoint: its name there, and its shape. */
export interface Weight {
  name: string;
  shape: number[];
}

export function* weights(): Generator<Weight> {
  const { vocab, dim, layers, heads, kvHeads, headDim, mlp } = shape;
  yield { name: "model.embed_tokens.weight", shape: [vocab, dim] };
  for (let i = 0; i < layers; i++) {
    const at = `model.layers.${i}`;
    yield { name: `${at}.input_layernorm.weight`, shape: [dim] };
    yield { name: `${at}.self_attn.q_proj.weight`, shape: [heads * headDim, dim] };
    yield { name: `${at}.self_attn.k_proj.weight`, shape: [kvHeads * headDim, dim] };
    yield { name: `${at}.self_attn.v_proj.weight`, shape: [kvHeads * headDim, dim] };
    yield { name: `${at}.self_attn.o_proj.weight`, shape: [dim, heads * headDim] };
    yield { name: `${at}.post_attention_layernorm.weight`, shape: [dim] };
    yield { name: `${at}.mlp.gate_proj.weight`, shape: [mlp, dim] };
    yield { name: `${at}.mlp.up_proj.weight`, shape: [mlp, dim] };
    yield { name: `${at}.mlp.down_proj.weight`, shape: [dim, mlp] };
  }
  yield { name: "model.norm.weight", shape: [dim] };
}

/** bfloat16 bits of a weight: norms are 1, the rest lies evenly around 0 with the usual spread. */
export function bits({ name, shape: [rows, cols] }: Weight): Uint16Array {
  if (cols === undefined) return new Uint16Array(rows).fill(0x3f80);
  const random = seededRandom(name.length * 7919 + rows + [...name].reduce((sum, c) => sum + c.charCodeAt(0), 0));
  const data = Float32Array.from({ length: rows * cols }, () => (random() - 0.5) * 0.07);
  const words = new Uint32Array(data.buffer);
  return Uint16Array.from(words, (word) => (word + 0x8000) >>> 16);
}

/** The folder, with `model.gguf` beside the checkpoint's own files. */
export async function checkpointFolder(): Promise<string> {
  const folder = join(tmpdir(), "llm-anatomy-bench", "llama-135m-random");
  if (existsSync(join(folder, "ready"))) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "config.json"), JSON.stringify(config(), null, 2));
  await writeFile(join(folder, "generation_config.json"), JSON.stringify({ bos_token_id: 1, eos_token_id: 2 }));
  await writeFile(join(folder, "tokenizer.json"), JSON.stringify(tokenizer()));
  await writeFile(
    join(folder, "tokenizer_config.json"),
    JSON.stringify({ tokenizer_class: "PreTrainedTokenizerFast" }),
  );
  await writeSafetensors(join(folder, "model.safetensors"));
  await writeCheckpointGguf(join(folder, "model.gguf"), config());
  await writeFile(join(folder, "ready"), "");
  return folder;
}

function config() {
  return {
    architectures: ["LlamaForCausalLM"],
    model_type: "llama",
    vocab_size: shape.vocab,
    hidden_size: shape.dim,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    num_key_value_heads: shape.kvHeads,
    intermediate_size: shape.mlp,
    max_position_embeddings: shape.positions,
    rms_norm_eps: shape.epsilon,
    rope_theta: shape.theta,
    hidden_act: "silu",
    tie_word_embeddings: true,
    bos_token_id: 1,
    eos_token_id: 2,
    torch_dtype: "bfloat16",
  };
}

/** A byte each, and names for all other ids, so that a text of single letters has a token per letter everywhere. */
export function vocabulary(): string[] {
  return Array.from({ length: shape.vocab }, (_, id) => byteAlphabet[id - 3] ?? `<${id}>`);
}

function tokenizer() {
  const vocab = Object.fromEntries(vocabulary().map((token, id) => [token, id]));
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: null,
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: { type: "BPE", dropout: null, unk_token: null, vocab, merges: [] },
  };
}

async function writeSafetensors(path: string): Promise<void> {
  const header: Record<string, unknown> = {};
  let at = 0;
  for (const { name, shape } of weights()) {
    const bytes = 2 * shape.reduce((a, b) => a * b);
    header[name] = { dtype: "BF16", shape, data_offsets: [at, at + bytes] };
    at += bytes;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  const file = await open(`${path}.part`, "w");
  await file.write(length);
  await file.write(text);
  for (const weight of weights()) await file.write(new Uint8Array(bits(weight).buffer));
  await file.close();
  await rename(`${path}.part`, path);
}
