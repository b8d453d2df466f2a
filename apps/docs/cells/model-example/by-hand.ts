import {
  attentionStages,
  causalMask,
  rotaryAngles,
  rotaryEmbeddingInPlace,
  rotaryFrequencies,
} from "@llm-anatomy/attention";
import { Checkpoint, loadModel } from "@llm-anatomy/model-hf";

const model = await loadModel("tiny"); // to compare with, and its tokenizer
const text = "Once upon a time, there was a little";
const { ids } = model.tokenizer.encode(text);
const seqLen = ids.length;

const weights = await Checkpoint.open(model.source);
const config = model.config as Record<string, number>;
const numHeads = config.num_attention_heads;
const numKvHeads = config.num_key_value_heads;
const headDim = config.head_dim;

// x [seq, inputs] · weight [outputs, inputs], row by row
async function linear(x: Float32Array, name: string) {
  const { data, shape } = await weights.read(name);
  const [outputs, inputs] = shape;
  const y = new Float32Array((x.length / inputs) * outputs);
  for (let at = 0; at < y.length; at++) {
    const row = Math.floor(at / outputs) * inputs; // x[token, 0]
    const column = (at % outputs) * inputs; // weight[output, 0]
    let sum = 0;
    for (let i = 0; i < inputs; i++) sum += x[row + i] * data[column + i];
    y[at] = sum;
  }
  return y;
}

// every token's vector divided by its own typical size
async function norm(x: Float32Array, name: string) {
  const { data } = await weights.read(name);
  const dim = data.length;
  return x.map((value, at) => {
    const start = at - (at % dim);
    let squares = 0;
    for (let i = start; i < start + dim; i++) squares += x[i] * x[i];
    const size = Math.sqrt(squares / dim + config.rms_norm_eps);
    return (value / size) * data[at % dim];
  });
}

const theta = config.rope_theta;
const angles = rotaryAngles(
  rotaryFrequencies({
    kind: "default",
    dims: headDim,
    theta,
    interleaved: false,
  }),
  ids.map((_, position) => position),
);

async function attention(x: Float32Array, at: string) {
  const q = await linear(x, `${at}.q_proj.weight`);
  const k = await linear(x, `${at}.k_proj.weight`);
  const v = await linear(x, `${at}.v_proj.weight`);
  const layout = "tokens-first";
  const turn = { seqLen, headDim, layout } as const;
  rotaryEmbeddingInPlace(q, angles, { ...turn, numHeads });
  rotaryEmbeddingInPlace(k, angles, { ...turn, numHeads: numKvHeads });
  const { output } = attentionStages(q, k, v, {
    numHeads,
    numKvHeads,
    headDim,
    queryLen: seqLen,
    keyLen: seqLen,
    queryLayout: layout,
    keyLayout: layout,
    mask: causalMask(),
  });
  return linear(output, `${at}.o_proj.weight`);
}

async function mlp(x: Float32Array, at: string) {
  const gate = await linear(x, `${at}.gate_proj.weight`);
  const up = await linear(x, `${at}.up_proj.weight`);
  const hidden = up.map((u, i) => (u * gate[i]) / (1 + Math.exp(-gate[i])));
  return linear(hidden, `${at}.down_proj.weight`);
}

// 1. Embed: a row of the table for every id.
const table = await weights.read("model.embed_tokens.weight");
const dim = table.shape[1];
let x = new Float32Array(seqLen * dim);
for (const [t, id] of ids.entries())
  x.set(table.data.subarray(id * dim, (id + 1) * dim), t * dim);

// 2. Blocks: what attention and the MLP find is added.
const add = (a: Float32Array, b: Float32Array) => a.map((v, i) => v + b[i]);
for (let block = 0; block < config.num_hidden_layers; block++) {
  const at = `model.layers.${block}`;
  const seen = await norm(x, `${at}.input_layernorm.weight`);
  x = add(x, await attention(seen, `${at}.self_attn`));
  const met = await norm(x, `${at}.post_attention_layernorm.weight`);
  x = add(x, await mlp(met, `${at}.mlp`));
}

// 3. Norm, and 4. head: one score for each token of the vocabulary.
const last = (await norm(x, "model.norm.weight")).slice(-dim);
const head = weights.has("lm_head.weight")
  ? "lm_head.weight"
  : "model.embed_tokens.weight"; // tied: the same table, read the other way
const logits = await linear(last, head);

// 5. Softmax, and 6. a choice: the likeliest.
const top = Math.max(...logits);
const exps = [...logits].map((logit) => Math.exp(logit - top));
const sum = exps.reduce((a, b) => a + b);
const best = exps.map((_, id) => id).sort((a, b) => exps[b] - exps[a]);
for (const id of best.slice(0, 5)) {
  const token = JSON.stringify(model.tokenizer.decode([id])).padEnd(12);
  console.log(token, logits[id].toFixed(3), (exps[id] / sum).toFixed(3));
}
console.log(text + model.tokenizer.decode([best[0]]), "…");

// The library's own run says the same.
const all = (await model.forward(text)).logits!.data;
const theirs = all.subarray(all.length - logits.length);
const off = Math.max(...logits.map((v, i) => Math.abs(v - theirs[i])));
console.log(`largest difference of ${logits.length} logits: ${off}`);
await model.dispose();
