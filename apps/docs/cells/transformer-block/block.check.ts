import {
  causalMask,
  scaledDotProductAttention,
} from "@llm-anatomy/attention";
import { createKernels } from "@llm-anatomy/kernels";
import { createRandom } from "@llm-anatomy/sampling";
import {
  EagerModel,
  type EagerTensor,
  type MlpWeights,
  type ModelSpec,
  randomWeights,
  weightShapes,
} from "@llm-anatomy/transformer";

type Vector = number[];
interface Answer {
  block?: (
    road: Vector[],
    attention: (x: Vector[]) => Vector[],
    w: Record<string, Vector | Vector[]>,
  ) => Vector[];
  mlp?: (x: Vector, w: Record<string, Vector | Vector[]>) => Vector;
}

const [modelDim, mlpDim, numHeads, headDim] = [16, 24, 2, 8];
const norm = { kind: "rms", epsilon: 1e-5 } as const;
const spec: ModelSpec = {
  vocabSize: 20,
  modelDim,
  maxPositions: 8,
  embedding: {},
  blocks: [
    {
      attentionNorm: norm,
      attention: {
        numHeads,
        numKvHeads: numHeads,
        headDim,
        scale: 1 / Math.sqrt(headDim),
        causal: true,
      },
      mlpNorm: norm,
      mlp: { kind: "gated", activation: "silu" },
    },
  ],
};
const fail = (message: string) => ({ passed: false, message });

/** The library runs one block of random weights; the answer gets the same weights and the same road. */
export default function check({ block, mlp }: Answer) {
  if (typeof block !== "function" || typeof mlp !== "function")
    return fail("Keep `export function block` and `export function mlp`.");
  const random = createRandom(4);
  const weights = randomWeights(weightShapes(spec, { mlpDim }), random);
  const [layer] = weights.blocks;
  for (const { weight } of [layer.attentionNorm!, layer.mlpNorm!])
    for (const i of weight!.data.keys()) weight!.data[i] = 0.5 + random();

  const places = ["residual.before", "mlp.output", "residual.after"];
  const values: Record<string, Vector[]> = {};
  new EagerModel(spec, weights, createKernels()).run({
    ids: [3, 1, 4, 1, 5],
    observed: new Set(places.map((place) => `blocks.0.${place}`)),
    onProbe(place, { data }) {
      values[place.slice("blocks.0.".length)] = rows(data, modelDim);
    },
  });

  const network = layer.mlp as MlpWeights<EagerTensor>;
  const w = {
    attentionNorm: [...layer.attentionNorm!.weight!.data],
    mlpNorm: [...layer.mlpNorm!.weight!.data],
    gate: matrix(network.gate!),
    up: matrix(network.up),
    down: matrix(network.down),
  };
  const x = values["residual.before"][0];
  const wantedMlp = gated(x, w);
  const offMlp = difference([mlp(x, w)], [wantedMlp]);
  if (offMlp)
    return fail(`mlp: ${offMlp} Does the gate multiply what goes up?`);

  const road = values["residual.before"].map((vector) => [...vector]);
  const result = block(road, (input) => attend(input, layer.attention), w);
  const off = difference(result, values["residual.after"]);
  if (off && !difference(result, values["mlp.output"]))
    return fail(
      "block: what comes out is what the MLP has written, alone. Add it to the road.",
    );
  if (off) return fail(`block: ${off} Do both parts add to the road?`);
  return {
    passed: true,
    message: `The same ${road.length} vectors as the library's block, with the same weights.`,
  };
}

function difference(got: Vector[], wanted: Vector[]): string | null {
  for (const [t, row] of wanted.entries()) {
    if (got?.[t]?.length !== row.length)
      return `token ${t} should be ${row.length} numbers and is ${JSON.stringify(got?.[t])}.`;
    const i = row.findIndex((x, d) => !(Math.abs(x - got[t][d]) <= 1e-4));
    if (i >= 0)
      return `number ${i} of token ${t} is ${Number(got[t][i]).toFixed(4)} but should be ${row[i].toFixed(4)}.`;
  }
  return null;
}

function rows(data: Float32Array, width: number): Vector[] {
  return Array.from({ length: data.length / width }, (_, t) => [
    ...data.slice(t * width, (t + 1) * width),
  ]);
}

function matrix({ weight }: { weight: EagerTensor }): Vector[] {
  return rows(weight.data, weight.shape[1]);
}

function times(matrix: Vector[], x: Vector): Vector {
  return matrix.map((row) => row.reduce((sum, w, i) => sum + w * x[i], 0));
}

function gated(x: Vector, w: Record<"gate" | "up" | "down", Vector[]>) {
  const up = times(w.up, x);
  const hidden = times(w.gate, x).map(
    (g, i) => (g * up[i]) / (1 + Math.exp(-g)),
  );
  return times(w.down, hidden);
}

/** The block's attention, by the attention package. */
function attend(
  x: Vector[],
  w: EagerModel["weights"]["blocks"][0]["attention"],
): Vector[] {
  const [q, k, v] = [w.q, w.k!, w.v!].map((part) => {
    const projected = x.map((vector) => times(matrix(part), vector));
    // [tokens][heads · headDim] becomes [heads, tokens, headDim]
    return Float32Array.from({ length: x.length * modelDim }, (_, i) => {
      const head = Math.floor(i / (x.length * headDim));
      const token = Math.floor(i / headDim) % x.length;
      return projected[token][head * headDim + (i % headDim)];
    });
  });
  const heard = scaledDotProductAttention(q, k, v, {
    numHeads,
    queryLen: x.length,
    keyLen: x.length,
    headDim,
    mask: causalMask(),
  });
  return x.map((_, token) => {
    const side = Array.from({ length: modelDim }, (_, i) => {
      const head = Math.floor(i / headDim);
      return heard[(head * x.length + token) * headDim + (i % headDim)];
    });
    return times(matrix(w.output), side);
  });
}
