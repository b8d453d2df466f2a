/** Those who run converted checkpoints: transformers.js, a plain loop over ONNX Runtime, and this project itself. @module */
import { basename, dirname, join } from "node:path";
import {
  AutoModelForCausalLM,
  AutoModelForSeq2SeqLM,
  AutoModelForSpeechSeq2Seq,
  env,
  LogLevel,
  Tensor as PeerTensor,
} from "@huggingface/transformers";
import { loadModel } from "@llm-anatomy/model-hf";
import { InferenceSession, Tensor } from "onnxruntime-node";

export interface Prompt {
  ids: number[];
  /** Instead of ids, a spectrogram [1, features, frames]. */
  frames?: { data: Float32Array; shape: number[] };
  /** Of an encoder–decoder: the prompt is what its encoder reads, and it writes from this token. */
  startToken?: number;
  maxNewTokens: number;
}

export type PeerDtype = "f32" | "f16" | "q8" | "q4";

const transformersDtypes = { f32: "fp32", f16: "fp16", q8: "q8", q4: "q4" } as const;
const suffixes = { f32: "", f16: "_fp16", q8: "_quantized", q4: "_q4" } as const;

/** Greedy tokens as transformers.js generates them. */
export async function transformersGreedy(folder: string, dtype: PeerDtype, prompt: Prompt): Promise<number[]> {
  env.allowRemoteModels = false;
  env.logLevel = LogLevel.NONE;
  env.localModelPath = dirname(folder);
  const { ids, frames, maxNewTokens, startToken } = prompt;
  const writer = frames ? AutoModelForSpeechSeq2Seq : AutoModelForSeq2SeqLM;
  const loader = startToken === undefined ? AutoModelForCausalLM : writer;
  const model = await loader.from_pretrained(basename(folder), {
    dtype: transformersDtypes[dtype],
    local_files_only: true,
  });
  try {
    const row = (value: (id: number) => number) =>
      new PeerTensor(
        "int64",
        BigInt64Array.from(ids, (id) => BigInt(value(id))),
        [1, ids.length],
      );
    // The reference ran to the end, whatever it met.
    const unended = { eos_token_id: null, forced_eos_token_id: null, forced_bos_token_id: null };
    const asked = { max_new_tokens: maxNewTokens, do_sample: false, decoder_start_token_id: startToken, ...unended };
    const read = frames
      ? { inputs: new PeerTensor("float32", frames.data, frames.shape) }
      : { inputs: row((id) => id), attention_mask: row(() => 1) };
    const made = (await model.generate({ ...read, ...(asked as object) })) as PeerTensor;
    const [sequence] = made.tolist() as bigint[][];
    return sequence.map(Number).slice(startToken === undefined ? ids.length : 1);
  } finally {
    await model.dispose();
  }
}

/** Greedy tokens from a loop that knows nothing but names: what goes in as `past_key_values.*` came out as `present.*`. */
export async function onnxruntimeGreedy(folder: string, dtype: PeerDtype, prompt: Prompt): Promise<number[]> {
  const { ids, frames, maxNewTokens, startToken } = prompt;
  const open = (graph: string) => InferenceSession.create(join(folder, "onnx", `${graph}${suffixes[dtype]}.onnx`));
  const decoder = await open(startToken === undefined ? "model" : "decoder_model_merged");
  const given: Record<string, Tensor> = {};
  if (startToken !== undefined) {
    const encoder = await open("encoder_model");
    const mask = int64(ids.map(() => 1));
    const read: Record<string, Tensor> = frames
      ? { input_features: new Tensor("float32", frames.data, frames.shape) }
      : { input_ids: int64(ids), attention_mask: mask };
    const { last_hidden_state: hidden } = await encoder.run(read);
    Object.assign(given, { encoder_hidden_states: hidden, encoder_attention_mask: mask });
    await encoder.release();
  }
  for (const meta of decoder.inputMetadata) {
    if (!meta.isTensor || !meta.name.startsWith("past_key_values.")) continue;
    const dims = meta.shape.map((size) => (typeof size === "number" ? size : size === "batch_size" ? 1 : 0));
    given[meta.name] = new Tensor("float32", new Float32Array(0), dims);
  }
  let next = startToken === undefined ? ids : [startToken];
  let length = 0;
  const made: number[] = [];
  while (made.length < maxNewTokens) {
    const feeds: Record<string, Tensor> = {
      ...given,
      input_ids: int64(next),
      attention_mask: int64(Array(length + next.length).fill(1)),
      position_ids: int64(next.map((_, i) => length + i)),
    };
    for (const name of Object.keys(feeds)) if (!decoder.inputNames.includes(name)) delete feeds[name];
    const results = await decoder.run(feeds);
    length += next.length;
    for (const name of Object.keys(results))
      if (name.startsWith("present.")) given[name.replace("present", "past_key_values")] = results[name];
    next = [likeliest(results.logits)];
    made.push(next[0]);
  }
  await decoder.release();
  return made;
}

/** Greedy tokens as model-hf generates them from the graphs: they are all there is in such a folder. */
export async function ownGreedy(
  folder: string,
  dtype: PeerDtype,
  { ids, frames, maxNewTokens }: Prompt,
): Promise<number[]> {
  const model = await loadModel(folder, { dtype });
  try {
    const got: number[] = [];
    const options = { sample: false, checkpointDefaults: false, maxNewTokens, stopTokens: [] };
    for await (const { id } of model.generate(frames ?? ids, options)) got.push(id);
    return got;
  } finally {
    await model.dispose();
  }
}

/** The largest logit of the last position. */
function likeliest({ data, dims }: Tensor): number {
  const last = (data as Float32Array).subarray(data.length - dims[2]);
  let best = 0;
  for (let i = 1; i < last.length; i++) if (last[i] > last[best]) best = i;
  return best;
}

function int64(values: number[]): Tensor {
  return new Tensor("int64", BigInt64Array.from(values, BigInt), [1, values.length]);
}
