import { createKernels } from "@llm-anatomy/kernels";
import { createRandom } from "@llm-anatomy/sampling";
import {
  type BlockSpec,
  EagerModel,
  type ModelSpec,
  randomWeights,
  weightShapes,
} from "@llm-anatomy/transformer";
import { display, lineChart } from "@llm-anatomy/viz";

// 32 blocks that have learned nothing. Only where the norms are differs.
const norm = { kind: "rms", epsilon: 1e-6 } as const;
const arrangements: Record<string, Partial<BlockSpec>> = {
  "no norms": {},
  "post-norm": { attentionResidualNorm: norm, mlpResidualNorm: norm },
  "pre-norm": { attentionNorm: norm, mlpNorm: norm },
};
const [modelDim, depth] = [64, 32];
const attention = {
  numHeads: 4,
  numKvHeads: 4,
  headDim: 16,
  scale: 1 / 4,
  causal: true,
};
const mlp = { kind: "plain", activation: "gelu" } as const;
const size = (x: Float32Array) => Math.hypot(...x) / Math.sqrt(x.length);

const spec: ModelSpec = {
  vocabSize: 32,
  modelDim,
  maxPositions: 16,
  embedding: { scale: Math.sqrt(modelDim) },
  blocks: Array(depth).fill({ attention, mlp }),
};
const shapes = weightShapes(spec, { mlpDim: 4 * modelDim });
const weights = randomWeights(shapes, createRandom(7));
const kernels = createKernels();

const sizes: { name: string; y: number[] }[] = [];
const shares: { name: string; y: number[] }[] = [];
for (const [name, norms] of Object.entries(arrangements)) {
  const blocks = spec.blocks.map((block) => ({ ...block, ...norms }));
  const values: Record<string, Float32Array> = {};
  new EagerModel({ ...spec, blocks }, weights, kernels).run({
    ids: [3, 1, 4, 1, 5, 9, 2, 6],
    observed: new Set([...blocks.keys()].flatMap(placesOf)),
    onProbe(place, { data }) {
      values[place] = data.slice(-modelDim); // of the last token
    },
  });

  // A post-norm divides all that is on the road, also what was there first.
  const post = name === "post-norm";
  const start = size(values["blocks.0.residual.before"]);
  const [large, share] = [[1], [1]];
  let divided = 1;
  for (const i of blocks.keys()) {
    const [before, heard, middle, known] = placesOf(i).map(
      (p) => values[p],
    );
    const sums = [add(before, heard), add(middle, known)];
    if (post) for (const sum of sums) divided *= size(sum);
    const now = post ? 1 : size(sums[1]) / start;
    large.push(now);
    share.push(1 / divided / now);
  }
  sizes.push({ name, y: large });
  shares.push({ name, y: share });
}

const x = "blocks passed";
const log = (label: string) => ({ label, scale: "log" }) as const;
let title = "How large the stream is";
display(lineChart({ title, x, y: log("times the start"), series: sizes }));
title = "How much of it is still the token’s own vector";
display(lineChart({ title, x, y: log("share"), series: shares }));

/** What a block reads and adds, in this order. */
function placesOf(block: number): string[] {
  return [
    "residual.before",
    "attention.output",
    "residual.middle",
    "mlp.output",
  ].map((place) => `blocks.${block}.${place}`);
}
function add(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value + b[i]);
}
