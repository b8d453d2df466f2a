/** The order in which the packages build on each other, for lists of them. @module */

const order = [
  "tokenizer",
  "embeddings",
  "attention",
  "kv-cache",
  "sampling",
  "transformer",
  "kernels",
  "onnx-graph",
  "model-hf",
  "tiny-models",
  "known-tokenizers",
  "viz",
];

/** `names` in that order; ones that are not in it come last, by their names. */
export function packageOrder(names: readonly string[]): string[] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...names].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
