/** What Hugging Face calls activation functions. @module */
import type { Activation } from "@llm-anatomy/kernels";
import type { ConfigReader } from "./config-reader.ts";

const activations: Record<string, Activation> = {
  relu: "relu",
  relu2: "relu-squared",
  gelu: "gelu",
  gelu_python: "gelu",
  gelu_new: "gelu-tanh",
  gelu_fast: "gelu-tanh",
  gelu_accurate: "gelu-tanh",
  gelu_pytorch_tanh: "gelu-tanh",
  gelu_python_tanh: "gelu-tanh",
  quick_gelu: "quick-gelu",
  silu: "silu",
  swish: "silu",
  sigmoid: "sigmoid",
  tanh: "tanh",
  mish: "mish",
  leaky_relu: "leaky-relu",
  relu6: "relu6",
  gelu_10: "gelu-10",
  laplace: "laplace",
  linear: "linear",
};

/** The activation a key names; `name` where the key holds more than the name. */
export function readActivation(
  config: ConfigReader,
  key: string,
  fallback: string,
  name = config.string(key, fallback),
): Activation {
  if (Object.hasOwn(activations, name)) return activations[name];
  throw config.error(key, `is "${name}", which is not known; known: ${Object.keys(activations).join(", ")}`);
}
