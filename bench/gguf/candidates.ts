/** The models that are compared: families in float32 and Q8_0, a trained Llama and a random one in every format. @module */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fixturesFolder } from "@llm-anatomy/test-kit";
import { type Config, type GgufModel, ggufOf, type Tensor } from "../../tools/gguf/from-checkpoint.ts";
import { type FormatName, formats, madeFormats, randomBlocks } from "../../tools/gguf/quantize.ts";
import { readCheckpoint } from "../../tools/gguf/read-checkpoint.ts";
import { byteAlphabet, byteTokenizer, tokenizerMetadata } from "../../tools/gguf/tokenizer-metadata.ts";
import { seededRandom } from "../../tools/test-kit/src/random.ts";

export interface Candidate {
  name: string;
  format: FormatName;
  prompt: string;
  model(): GgufModel;
}

const prompt = "An! a-xBe b";
/** The end of a text is a byte that no text has, and that llama.cpp is told not to write. */
const asciiTokens = { pre: "gpt-2", special: { eos: byteAlphabet[0] } };
const tiny = fileURL("../../packages/tiny-models/models");

function fileURL(path: string): string {
  return new URL(path, import.meta.url).pathname;
}

export function* candidates(): Generator<Candidate> {
  for (const format of madeFormats) yield trained("tiny-llama", format);
  for (const format of ["F32", "Q8_0"] as const) yield trained("tiny-moe", format);
  for (const format of Object.keys(formats) as FormatName[])
    if (!madeFormats.includes(format as never)) yield wide(format);
  for (const [name, variant] of Object.entries(families)) {
    const all = fixturesFolder("checkpoints");
    const folder = all && join(all, variant.folder ?? name);
    if (!folder || !existsSync(folder)) continue;
    // With random weights experts lie so close together that what llama.cpp rounds decides which are chosen.
    const hasExperts = /moe|mixtral|oss/.test(name);
    for (const format of hasExperts ? (["F32"] as const) : (["F32", "Q8_0"] as const))
      yield family(name, folder, variant, format);
  }
}

function trained(name: string, format: FormatName): Candidate {
  const folder = join(tiny, name);
  return {
    name,
    format,
    prompt: "Once upon a time there was a little girl who",
    model() {
      const { config, tensors } = readCheckpoint(folder);
      const tokenizer = JSON.parse(readFileSync(join(folder, "tokenizer.json"), "utf8"));
      return ggufOf(
        config,
        tensors,
        format,
        tokenizerMetadata(tokenizer, { pre: "gpt-2", special: { eos: "<|end|>" } }),
      );
    },
  };
}

/** A Llama with rows of 256 and 512 weights, made of random blocks. */
function wide(format: FormatName): Candidate {
  return {
    name: "random llama, 256 wide",
    format,
    prompt,
    model() {
      const config = { ...wideConfig } as unknown as Config;
      const random = seededRandom(7);
      const model = ggufOf(config, wideTensors(), "F32", tokenizerMetadata(byteTokenizer(256), asciiTokens));
      const { type, blockSize, blockBytes } = formats[format];
      const tensors = model.tensors.map((tensor) => {
        if (tensor.shape.length < 2) return tensor;
        const size = tensor.shape[0] * tensor.shape[1];
        return {
          ...tensor,
          type,
          byteLength: (size / blockSize) * blockBytes,
          bytes: () => randomBlocks(format, size, random),
        };
      });
      return { ...model, tensors };
    },
  };
}

const wideConfig = {
  ...{ model_type: "llama", hidden_size: 256, intermediate_size: 512, num_hidden_layers: 2, num_attention_heads: 4 },
  ...{ num_key_value_heads: 2, vocab_size: 256, max_position_embeddings: 256, rms_norm_eps: 1e-5, rope_theta: 10000 },
};

function wideTensors(): Map<string, Tensor> {
  const filled = (shape: number[]): Tensor => ({
    data: new Float32Array(shape.reduce((a, b) => a * b)).fill(1),
    shape,
  });
  const tensors = new Map<string, Tensor>([
    ["model.embed_tokens.weight", filled([256, 256])],
    ["model.norm.weight", filled([256])],
    ["lm_head.weight", filled([256, 256])],
  ]);
  for (let i = 0; i < 2; i++) {
    const shapes: Record<string, number[]> = {
      input_layernorm: [256],
      "self_attn.q_proj": [256, 256],
      "self_attn.k_proj": [128, 256],
      "self_attn.v_proj": [128, 256],
      "self_attn.o_proj": [256, 256],
      post_attention_layernorm: [256],
      "mlp.gate_proj": [512, 256],
      "mlp.up_proj": [512, 256],
      "mlp.down_proj": [256, 512],
    };
    for (const [name, shape] of Object.entries(shapes)) tensors.set(`model.layers.${i}.${name}.weight`, filled(shape));
  }
  return tensors;
}

/** A folder of reference checkpoints, what of its config is changed, and which tensors are left out. */
interface Variant {
  folder?: string;
  changes?: object;
  drop?: RegExp;
}

/**
 * By family. What GGUF, or llama.cpp, cannot say of a fixture is changed, as converting it would. The fixture of OLMoE has
 * fewer heads of keys than of queries, which llama.cpp does not load.
 */
const families: Record<string, Variant> = {
  llama: {},
  "llama-rope-llama3": {},
  "llama-rope-linear": {},
  // wllama passes its own β, 32 and 1, over those of the file.
  "llama-rope-yarn": {
    changes: { rope_scaling: { rope_type: "yarn", factor: 4, original_max_position_embeddings: 16 } },
  },
  mixtral: { changes: { sliding_window: null } },
  qwen2: {},
  qwen3: {},
  // One of the fixtures' layers has no experts, which llama.cpp does not know; it gets those of another.
  qwen2_moe: { changes: { mlp_only_layers: [] } },
  qwen3_moe: { changes: { mlp_only_layers: [] } },
  gemma: {},
  gemma2: { changes: { query_pre_attn_scalar: 24 } },
  gemma3_text: { changes: { query_pre_attn_scalar: 24 } },
  phi: { changes: { qk_layernorm: false }, drop: /[qk]_layernorm/ },
  // llama.cpp leaves the windows of these two out.
  phi3: { changes: { sliding_window: null } },
  starcoder2: { changes: { sliding_window: null } },
  "phi3-longrope": {},
  // It rounds the range of YaRN's ramp to whole dims, which this model was trained without.
  gpt_oss: { changes: { rope_scaling: null } },
  gpt2: {},
  gpt_neox: {},
  bloom: {},
  "falcon-7b": {},
  mpt: {},
  // It normalises q and k in Command R's largest model only, and knows no biases.
  cohere: { changes: { use_qk_norm: false }, drop: /[qk]_norm|bias$/ },
  smollm3: { changes: { no_rope_layers: [1, 1, 1, 0] } },
  granite: {},
  stablelm: {},
  olmo: {},
  olmo2: {},
  "olmo3 (olmo2 with windows)": {
    folder: "olmo2",
    changes: {
      ...{ model_type: "olmo3", sliding_window: 4 },
      layer_types: ["sliding_attention", "full_attention", "sliding_attention"],
    },
  },
  "arcee (llama without gates)": { folder: "llama", changes: { model_type: "arcee" }, drop: /gate_proj/ },
};

function family(name: string, folder: string, { changes, drop }: Variant, format: FormatName): Candidate {
  return {
    name,
    format,
    prompt,
    model() {
      const { config, tensors } = readCheckpoint(folder);
      for (const key of [...tensors.keys()]) if (drop?.test(key)) tensors.delete(key);
      for (const layer of (config.mlp_only_layers ?? []) as number[]) giveExperts(tensors, layer);
      const tokenizer = tokenizerMetadata(byteTokenizer(config.vocab_size), asciiTokens);
      return ggufOf({ ...config, ...changes } as Config, tensors, format, tokenizer);
    },
  };
}

/** The experts of the last layer for `layer`, in place of its MLP. */
function giveExperts(tensors: Map<string, Tensor>, layer: number): void {
  for (const name of [...tensors.keys()]) {
    if (name.startsWith(`model.layers.${layer}.mlp.`)) tensors.delete(name);
    const last = /^model\.layers\.2\.(mlp\..*)$/.exec(name);
    if (last) tensors.set(`model.layers.${layer}.${last[1]}`, tensors.get(name)!);
  }
}
