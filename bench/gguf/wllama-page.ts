/** llama.cpp in WebAssembly. The package names a main file that it does not ship; the module lies in esm/. @module */
import { Wllama } from "@wllama/wllama/esm/index.js";

export interface Continued {
  /** The likeliest token at each step, and its logarithmic probability. */
  ids: number[];
  logprobs: number[];
}

// Keys and values in float32: its usual float16 is what differences would come from otherwise.
const exactCache = { cache_type_k: "f32", cache_type_v: "f32", flash_attn: false } as const;

/** One model, asked once: its greedy continuation of a prompt. */
async function run(address: string, prompt: string, count: number): Promise<Continued> {
  const wllama = new Wllama({ default: `${location.origin}/wllama/wllama.wasm` }, { suppressNativeLog: true });
  try {
    const file = await (await fetch(address)).blob();
    await wllama.loadModel([file], { n_threads: 1, n_ctx: 256, n_gpu_layers: 0, ...exactCache });
    const answer = (await wllama.createCompletion({
      prompt,
      max_tokens: count,
      temperature: 0,
      ignore_eos: true,
      n_probs: 1,
      logprobs: 1,
    } as never)) as never as { choices: { logprobs: { content: { id: number; logprob: number }[] } }[] };
    const { content } = answer.choices[0].logprobs;
    return { ids: content.map(({ id }) => id), logprobs: content.map(({ logprob }) => logprob) };
  } finally {
    await wllama.exit();
  }
}

Object.assign(globalThis, { run });
