import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadModel, type Source } from "@llm-anatomy/model-hf";
import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { fixtures, memorySource } from "../memory-source.ts";
import { asFiles, ggufOfFolder, listedSource, tinyModels } from "./make-gguf.ts";

const ids = [5, 17, 33, 2, 90, 7, 20, 45, 11, 96, 3, 64];

/** What the last block gives out, and the scores where there is a head. */
async function outputs(source: Source): Promise<Float32Array[]> {
  const model = await loadModel(source);
  const last = `blocks.${model.spec.blocks.length - 1}.residual.after`;
  const { values, logits } = await model.trace(ids, { capture: [last] });
  await model.dispose();
  return [values[last].data, ...(logits ? [logits.data] : [])];
}

/** The GGUF of a checkpoint computes what the checkpoint itself does, number by number. */
async function expectSame(folder: string, changes: object = {}, drop?: RegExp): Promise<void> {
  const made = ggufOfFolder(folder, "F32", { changes, drop });
  const expected = await outputs(memorySource(asFiles(made.config, made.tensors)));
  const got = await outputs(listedSource({ "model.gguf": made.bytes }));
  // BERT's head for masked tokens has no place in a GGUF.
  for (const [i, data] of got.entries())
    expect(Buffer.from(data.buffer).equals(Buffer.from(expected[i].buffer))).toBe(true);
}

describe("loadModel(GGUF in float32) computes exactly what the checkpoint does that it was made of:", () => {
  it.each(["llama", "gpt2"])("%s", (name) => expectSame(join(fixtures, name)));
  it.each(["tiny-llama", "tiny-moe", "tiny-bert"])("%s", (name) => expectSame(join(tinyModels, name)));
  it("cohere2", () => expectSame(join(fixtures, "cohere2-types")));
  it("arcee: a llama without gates", () =>
    expectSame(join(fixtures, "llama"), { model_type: "arcee", hidden_act: "relu2" }, /gate_proj/));
});

/** What GGUF does not say of a family is what llama.cpp takes for it; where a fixture differs, it is changed in both. */
const changes: Record<string, object> = {
  mistral: { model_type: "llama", architectures: ["LlamaForCausalLM"], sliding_window: undefined },
  mixtral: { sliding_window: null },
  gemma2: { query_pre_attn_scalar: 24 },
  gemma3_text: { query_pre_attn_scalar: 24, layer_types: null },
  smollm3: { no_rope_layers: [1, 1, 1, 0] },
};

describeWithFixtures(
  "loadModel(GGUF in float32) of a reference checkpoint computes exactly what that does:",
  "checkpoints",
  (folder) => {
    const names = [
      ...[
        "llama",
        "llama-bf16",
        "llama-sharded",
        "llama-rope-linear",
        "llama-rope-llama3",
        "llama-rope-yarn",
        "mistral",
      ],
      ...[
        "mixtral",
        "qwen2",
        "qwen3",
        "qwen2_moe",
        "qwen3_moe",
        "gemma",
        "gemma2",
        "gemma3_text",
        "phi3",
        "phi3-longrope",
      ],
      ...["gpt2", "gpt_neox", "bloom", "falcon-7b", "mpt", "cohere", "smollm3", "granite", "starcoder2", "stablelm"],
      ...["olmo", "olmo2", "olmoe", "gpt_oss", "bert"],
    ];
    it.each(names.filter((name) => existsSync(join(folder, name))))("%s", (name) =>
      expectSame(join(folder, name), changes[name]),
    );
    it("phi", () => expectSame(join(folder, "phi"), { qk_layernorm: false }, /[qk]_layernorm/));
    it("olmo3: an olmo2 with windows", () => {
      const layer_types = ["sliding_attention", "full_attention", "sliding_attention"];
      return expectSame(join(folder, "olmo2"), { model_type: "olmo3", sliding_window: 4, layer_types });
    });
  },
);
