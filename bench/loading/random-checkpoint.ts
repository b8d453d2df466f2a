/**
 * A checkpoint of any size in float32, written tensor by tensor: a llama of SmolLM2-135M's shape with random weights.
 * What numbers they are changes nothing about how much memory a load takes.
 * @module
 */
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";

export interface CheckpointShape {
  vocabSize: number;
  modelDim: number;
  mlpDim: number;
  numLayers: number;
  numHeads: number;
  numKvHeads: number;
}

/** SmolLM2-135M: 134.5 million parameters, 538 MB in float32, the largest tensor 113 MB. */
export const shape135m: CheckpointShape = {
  vocabSize: 49152,
  modelDim: 576,
  mlpDim: 1536,
  numLayers: 30,
  numHeads: 9,
  numKvHeads: 3,
};

/** Writes config.json and model.safetensors below `folder`. @returns bytes of the weights */
export async function writeRandomCheckpoint(folder: string, shape: CheckpointShape): Promise<number> {
  await mkdir(folder, { recursive: true });
  const config = {
    architectures: ["LlamaForCausalLM"],
    model_type: "llama",
    vocab_size: shape.vocabSize,
    hidden_size: shape.modelDim,
    intermediate_size: shape.mlpDim,
    num_hidden_layers: shape.numLayers,
    num_attention_heads: shape.numHeads,
    num_key_value_heads: shape.numKvHeads,
    max_position_embeddings: 2048,
    rms_norm_eps: 1e-5,
    hidden_act: "silu",
    tie_word_embeddings: true,
  };
  const file = await open(join(folder, "config.json"), "w");
  await file.write(JSON.stringify(config));
  await file.close();
  const header: Record<string, object> = {};
  let at = 0;
  for (const [name, dims] of tensorsOf(shape)) {
    const bytes = dims.reduce((product, size) => product * size, 4);
    header[name] = { dtype: "F32", shape: dims, data_offsets: [at, at + bytes] };
    at += bytes;
  }
  const text = JSON.stringify(header);
  const start = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const weights = await open(join(folder, "model.safetensors"), "w");
  await weights.write(new Uint8Array(new BigUint64Array([BigInt(start.length)]).buffer));
  await weights.write(start);
  const piece = new Float32Array(2 ** 20);
  let state = 1;
  for (let left = at; left > 0; left -= piece.byteLength) {
    for (let i = 0; i < piece.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0; // Numerical Recipes, section 7.1: a quick linear congruence
      piece[i] = state / 2 ** 36;
    }
    await weights.write(new Uint8Array(piece.buffer, 0, Math.min(left, piece.byteLength)));
  }
  await weights.close();
  return at;
}

function* tensorsOf(shape: CheckpointShape): Generator<[name: string, dims: number[]]> {
  const { vocabSize, modelDim, mlpDim, numLayers, numHeads, numKvHeads } = shape;
  const kvDim = (modelDim / numHeads) * numKvHeads;
  yield ["model.embed_tokens.weight", [vocabSize, modelDim]];
  for (let layer = 0; layer < numLayers; layer++) {
    const block = `model.layers.${layer}.`;
    yield [`${block}input_layernorm.weight`, [modelDim]];
    yield [`${block}self_attn.q_proj.weight`, [modelDim, modelDim]];
    yield [`${block}self_attn.k_proj.weight`, [kvDim, modelDim]];
    yield [`${block}self_attn.v_proj.weight`, [kvDim, modelDim]];
    yield [`${block}self_attn.o_proj.weight`, [modelDim, modelDim]];
    yield [`${block}post_attention_layernorm.weight`, [modelDim]];
    yield [`${block}mlp.gate_proj.weight`, [mlpDim, modelDim]];
    yield [`${block}mlp.up_proj.weight`, [mlpDim, modelDim]];
    yield [`${block}mlp.down_proj.weight`, [modelDim, mlpDim]];
  }
  yield ["model.norm.weight", [modelDim]];
}
