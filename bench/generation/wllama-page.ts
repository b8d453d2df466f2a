/** llama.cpp in WebAssembly, Q8_0. The package names a main file that it does not ship; the module lies in esm/. @module */
import { Wllama } from "@wllama/wllama/esm/index.js";
import { offer, timed } from "./contender.ts";

let wllama: Wllama;

offer({
  async load({ threads }) {
    wllama = new Wllama({ default: `${location.origin}/wllama/wllama.wasm` }, { suppressNativeLog: true });
    const start = performance.now();
    const file = await (await fetch("/model/model.gguf")).blob();
    await wllama.loadModel([file], { n_threads: threads, n_ctx: 2048, n_gpu_layers: 0 });
    return { loadMs: performance.now() - start, note: `Q8_0, ${wllama.getNumThreads?.() ?? threads} threads` };
  },
  generate: (prompt, count) => timed(texts(prompt, count)),
});

async function* texts(prompt: string, count: number): AsyncGenerator<string> {
  const chunks = await wllama.createCompletion({
    prompt,
    max_tokens: count,
    temperature: 0,
    ignore_eos: true,
    stream: true,
  });
  for await (const { choices } of chunks) yield choices[0].text;
}
