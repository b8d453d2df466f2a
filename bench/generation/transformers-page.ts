/** transformers.js on onnxruntime-web (WebAssembly), q8, from what `llm-anatomy convert` writes. @module */
import { AutoModelForCausalLM, AutoTokenizer, env, TextStreamer } from "@huggingface/transformers";
import { offer } from "./contender.ts";

let model: Awaited<ReturnType<typeof AutoModelForCausalLM.from_pretrained>>;
let tokenizer: Awaited<ReturnType<typeof AutoTokenizer.from_pretrained>>;

offer({
  async load({ threads }) {
    env.allowLocalModels = true;
    env.allowRemoteModels = false;
    env.localModelPath = "/";
    env.backends.onnx.wasm!.wasmPaths = `${location.origin}/ort/`;
    env.backends.onnx.wasm!.numThreads = threads;
    const start = performance.now();
    tokenizer = await AutoTokenizer.from_pretrained("converted");
    model = await AutoModelForCausalLM.from_pretrained("converted", { dtype: "q8", device: "wasm" });
    return { loadMs: performance.now() - start, note: `q8, ${threads} threads` };
  },
  async generate(prompt, count) {
    const start = performance.now();
    let first = 0;
    let text = "";
    const streamer = new TextStreamer(tokenizer as never, {
      skip_prompt: true,
      token_callback_function: () => {
        first ||= performance.now();
      },
      callback_function: (part: string) => {
        text += part;
      },
    });
    const inputs = await (tokenizer as never as (text: string) => Promise<object>)(prompt);
    await model.generate({
      ...inputs,
      max_new_tokens: count,
      min_new_tokens: count,
      do_sample: false,
      streamer,
    } as never);
    return { firstMs: first - start, tokenMs: (performance.now() - first) / (count - 1), text };
  },
});
