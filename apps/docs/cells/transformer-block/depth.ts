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
const size = (x: Float32Array) => Math.hypot(...x) / Math.sqrt(x.length);

const sizes: { name: string; y: number[] }[] = [];
const shares: { name: string; y: number[] }[] = [];
for (const [name, norms] of Object.entries(arrangements)) {
  const mlp = { kind: "plain", activation: "gelu" } as const;
  const spec: ModelSpec = {
    vocabSize: 32,
    modelDim,
    maxPositions: 16,
    embedding: { scale: Math.sqrt(modelDim) },
    blocks: Array(depth).fill({ ...norms, attention, mlp }),
  };
  const weights = randomWeights(
    weightShapes(spec, { mlpDim: 4 * modelDim }),
    createRandom(7),
  );
  const model = new EagerModel(spec, weights, createKernels());
  const values: Record<string, Float32Array> = {};
  const places = [...Array(depth).keys()].flatMap((i) => [
    `blocks.${i}.residual.before`,
    `blocks.${i}.attention.output`,
    `blocks.${i}.residual.middle`,
    `blocks.${i}.mlp.output`,
  ]);
  model.run({
    ids: [3, 1, 4, 1, 5, 9, 2, 6],
    observed: new Set(places),
    onProbe(place, { data }) {
      values[place] = data.slice(-modelDim); // of the last token
    },
  });

  // A post-norm divides all that is on the road, also what was there first.
  let divided = 1;
  const [y, share] = [[1], [1]];
  const start = size(values["blocks.0.residual.before"]);
  for (let i = 0; i < depth; i++) {
    let end = new Float32Array();
    for (const [road, part] of [
      ["residual.before", "attention.output"],
      ["residual.middle", "mlp.output"],
    ]) {
      const added = values[`blocks.${i}.${part}`];
      end = values[`blocks.${i}.${road}`].map((x, d) => x + added[d]);
      if (name === "post-norm") divided *= size(end);
    }
    const after = name === "post-norm" ? 1 : size(end) / start;
    y.push(after);
    share.push(1 / divided / after);
  }
  sizes.push({ name, y });
  shares.push({ name, y: share });
  model.dispose();
}

const x = "blocks passed";
const y = { label: "times the start", scale: "log" } as const;
display(
  lineChart({ title: "How large the stream is", x, y, series: sizes }),
);
display(
  lineChart({
    title: "How much of it is still the token’s own vector",
    x,
    y: { label: "share", scale: "log" },
    series: shares,
  }),
);
