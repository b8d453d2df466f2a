/** In which form a graph reads the weights of a dtype, by what computes. @module */
import type { Dtype } from "../dtypes.ts";
import type { Runtime } from "./onnx-runtime.ts";

/** "rounded4": rounded to 4 bits and kept as float32, where nothing multiplies 4 bits faster. */
export type WeightForm = "float32" | "float16" | "half" | "int8" | "blocks4" | "blocks8" | "rounded4";

/**
 * The form for a dtype that runs fastest on a device. MatMulNBits has no fast kernel in WebAssembly (4 bits ran at a
 * tenth of the speed of float32), and int8 products with rounded activations none on WebGPU.
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
