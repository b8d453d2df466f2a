/**
 * Weights as a model has them before it has learned anything: for experiments, and for checking code against the model.
 * @module
 */
import type { Shaped } from "./count/weight-shapes.ts";
import { type EagerTensor, matrixTensor, vectorTensor } from "./eager/tensor.ts";
import type { ModelWeights } from "./weights.ts";

/**
 * Normally distributed matrices; norms of 1, biases of 0. Arrays that are one object in `shapes` (a tied head) stay one.
 *
 * A matrix's standard deviation is 1 / √inputs, so that what it makes of a vector is on average as large as the vector
 * (LeCun et al. 1998, Efficient BackProp, section 4.6).
 *
 * @param random uniform in [0, 1), as `createRandom(seed)` of the sampling package
 * @example
 * const model = new EagerModel(spec, randomWeights(weightShapes(spec, { mlpDim: 64 }), Math.random), createKernels());
 */
export function randomWeights(shapes: ModelWeights<Shaped>, random: () => number): ModelWeights<EagerTensor> {
  const made = new Map<Shaped, EagerTensor>();
  const make = (node: unknown, name: string): unknown => {
    if (typeof node !== "object" || node === null) return node;
    if (Array.isArray(node)) return node.map((child) => make(child, name));
    if (!isShaped(node)) return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, make(child, key)]));
    let tensor = made.get(node);
    if (!tensor) made.set(node, (tensor = randomArray(node, name, random)));
    return tensor;
  };
  return make(shapes, "") as ModelWeights<EagerTensor>;
}

const isShaped = (node: object): node is Shaped => "shape" in node;

function randomArray({ shape }: Shaped, name: string, random: () => number): EagerTensor {
  if (shape.length === 1) return vectorTensor(new Float32Array(shape[0]).fill(name === "weight" ? 1 : 0));
  const [rows, cols] = shape;
  const data = Float32Array.from({ length: rows * cols }, () => normal(random) / Math.sqrt(cols));
  return matrixTensor({ type: "f32", rows, cols, data });
}

/** Box and Muller 1958: two uniform numbers make a normal one. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
