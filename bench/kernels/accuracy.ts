/**
 * What rounding the activations costs: logits of the tiny Llama with int8 and int4 weights, with activations left alone
 * and rounded in the ways that fast kernels use.
 * @module
 */
import { createKernels, createPlainKernels, type Kernels, quantizeInt4, quantizeInt8 } from "@llm-anatomy/kernels";
import { loadModel } from "@llm-anatomy/model-hf";
import { EagerModel, matrixTensor } from "@llm-anatomy/transformer";
// the stages of loadModel, which itself takes no kernels
import { findArchitecture } from "../../packages/model-hf/src/architectures/index.ts";
import { wantedHead } from "../../packages/model-hf/src/architectures/wanted-head.ts";
import { assembleWeights, storedName } from "../../packages/model-hf/src/checkpoint/assemble-weights.ts";
import { Checkpoint } from "../../packages/model-hf/src/checkpoint/checkpoint.ts";
import { ConfigReader } from "../../packages/model-hf/src/config/config-reader.ts";
import { placeWeight } from "../../packages/model-hf/src/engine/eager-engine.ts";
import { resolveSource } from "../../packages/model-hf/src/source/resolve-source.ts";
import { requireJson } from "../../packages/model-hf/src/source/source.ts";
import { table } from "../side-by-side.ts";

const text = `Once upon a time there was a little dog named Max. Max loved to play in the park with his friend Lily.
One day they found a big red ball under a tree. "Can we keep it?" asked Lily. Max barked and ran around the tree three times.
Then it began to rain, and they ran home. Lily's mother gave them warm milk and said that they could look for the owner tomorrow.`;

type Weights = "f32" | "int8" | "int4";

/** Logits [tokens, vocabulary] of the text. */
async function logitsOf(kernels: Kernels, weights: Weights, ids: number[]): Promise<Float32Array> {
  const source = await resolveSource("tiny", {});
  const config = await requireJson(source, "config.json");
  const architecture = findArchitecture(config.model_type, "config.json");
  const reader = new ConfigReader(config, "config.json");
  const spec = architecture.readSpec(reader, wantedHead(config, "config.json"));
  const checkpoint = await Checkpoint.open(source);
  const recipes = architecture.weights(
    spec,
    { has: (name) => checkpoint.has(storedName(checkpoint, architecture, name)) },
    reader,
  );
  const placed = await assembleWeights(
    checkpoint,
    architecture,
    spec,
    recipes,
    (array, place) => {
      const own = placeWeight(kernels, array, place, "f32");
      if (weights === "f32" || own.matrix?.type !== "f32") return own;
      const quantize = weights === "int8" ? quantizeInt8 : quantizeInt4;
      return matrixTensor(quantize(own.matrix, kernels.memory));
    },
    {},
  );
  const model = new EagerModel(spec, placed, kernels);
  return model.run({ ids }).logits!.data.slice();
}

/** The plain kernels with activations rounded before every quantised layer. */
function rounding(round: (row: Float32Array) => void): Kernels {
  const plain = createPlainKernels();
  return {
    ...plain,
    linear(out, x, w, bias, rows) {
      if (w.type === "f32") return plain.linear(out, x, w, bias, rows);
      const rounded = x.slice();
      for (let row = 0; row < rows; row++) round(rounded.subarray(row * w.cols, (row + 1) * w.cols));
      plain.linear(out, rounded, w, bias, rows);
    },
  };
}

/** To whole steps of max |x| / steps. */
function symmetric(x: Float32Array, steps: number): void {
  const scale = x.reduce((max, value) => Math.max(max, Math.abs(value)), 0) / steps;
  if (scale > 0) for (let i = 0; i < x.length; i++) x[i] = Math.round(x[i] / scale) * scale;
}

/** To 2^bits steps from the smallest value to the largest, 0 among them. */
function asymmetric(x: Float32Array, bits: number): void {
  const low = x.reduce((min, value) => Math.min(min, value), 0);
  const high = x.reduce((max, value) => Math.max(max, value), 0);
  const scale = (high - low) / (2 ** bits - 1);
  const zero = Math.round(-low / scale);
  if (scale > 0)
    for (let i = 0; i < x.length; i++)
      x[i] = (Math.max(0, Math.min(2 ** bits - 1, Math.round(x[i] / scale) + zero)) - zero) * scale;
}

function blocks(x: Float32Array, round: (block: Float32Array) => void): void {
  for (let i = 0; i < x.length; i += 32) round(x.subarray(i, i + 32));
}

export async function benchAccuracy(): Promise<string> {
  const { tokenizer } = await loadModel("tiny");
  const ids = tokenizer!.encode(text).ids;
  const plain = createPlainKernels();
  const full = await logitsOf(plain, "f32", ids);
  const rows: string[][] = [];
  for (const weights of ["int8", "int4"] as const) {
    const exact = await logitsOf(plain, weights, ids);
    rows.push([weights, "left alone", ...compare(exact, full, ids.length), ...compare(exact, exact, ids.length)]);
    const ways: [string, Kernels][] = [
      ["16 bits a row (these kernels)", createKernels()],
      ["8 bits per 32 columns", rounding((row) => blocks(row, (block) => symmetric(block, 127)))],
      ["8 bits a row", rounding((row) => symmetric(row, 127))],
      ["8 bits a row, from least to largest", rounding((row) => asymmetric(row, 8))],
      ["7 bits a row, from least to largest", rounding((row) => asymmetric(row, 7))],
    ];
    for (const [name, kernels] of ways) {
      const logits = await logitsOf(kernels, weights, ids);
      rows.push([weights, name, ...compare(logits, full, ids.length), ...compare(logits, exact, ids.length)]);
    }
  }
  const head = [
    "weights",
    "activations",
    "KL from f32 weights (nats)",
    "same best token",
    "KL from activations left alone",
    "same best token",
  ];
  return `${ids.length} tokens, tiny-llama\n\n${table(head, rows)}`;
}

/** Mean KL divergence of the next-token distributions, and how often the best token is the same. */
function compare(logits: Float32Array, reference: Float32Array, tokens: number): [string, string] {
  const vocabulary = logits.length / tokens;
  let divergence = 0;
  let same = 0;
  for (let t = 0; t < tokens; t++) {
    const a = logProbs(reference.subarray(t * vocabulary, (t + 1) * vocabulary));
    const b = logProbs(logits.subarray(t * vocabulary, (t + 1) * vocabulary));
    for (let i = 0; i < vocabulary; i++) divergence += Math.exp(a[i]) * (a[i] - b[i]);
    if (a.indexOf(Math.max(...a)) === b.indexOf(Math.max(...b))) same++;
  }
  return [(divergence / tokens).toExponential(1), `${((100 * same) / tokens).toFixed(1)} %`];
}

function logProbs(logits: Float32Array): Float64Array {
  const max = logits.reduce((largest, x) => Math.max(largest, x), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, x) => total + Math.exp(x - max), 0);
  return Float64Array.from(logits, (x) => x - max - Math.log(sum));
}
