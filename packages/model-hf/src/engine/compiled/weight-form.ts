/** In which form a graph reads the weights of a dtype, by what computes. @module */
import type { Dtype } from "../dtypes.ts";
import type { Runtime } from "./onnx-runtime.ts";

/** "rounded4": rounded to 4 bits and kept as float32, where nothing multiplies 4 bits faster. */
export type WeightForm = "float32" | "float16" | "half" | "int8" | "blocks4" | "blocks8" | "rounded4";

/**
 * The form for a dtype that runs fastest on a device. MatMulNBits has no fast kernel in WebAssembly (4 bits ran at a
 * tenth of the speed of float32), and int8 products with rounded activations none on WebGPU. Natively they have, and read
 * prompts 2.6 times as fast as blocks of 8 bits (60 against 159 ms of a processor for 64 tokens of a model of SmolLM2-135M's
 * shape; writing is alike), but on processors with AVX2 and without VNNI their sums of pairs saturate, and the result would
 * be another one there.
 * @see ONNX Runtime, Quantize ONNX models, "When to use reduce-range", https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
 */
export function formFor(dtype: Dtype, { device, float16 }: Pick<Runtime, "device" | "float16">): WeightForm {
  if (dtype === "f32") return "float32";
  if (dtype === "f16") return float16 ? "half" : "float16";
  if (dtype === "q8") return device === "wasm" ? "int8" : "blocks8";
  return device === "wasm" ? "rounded4" : "blocks4";
}

/** A head that scores the vocabulary keeps 8 bits where other matrices have 4. */
export const headForms: Record<WeightForm, WeightForm> = {
  float32: "float32",
  float16: "float16",
  half: "half",
  int8: "int8",
  rounded4: "int8",
  blocks8: "blocks8",
  blocks4: "blocks8",
};
