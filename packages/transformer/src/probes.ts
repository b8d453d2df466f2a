/**
 * The names of the places inside a model that can be looked at and edited, the same in both engines.
 *
 * Names are made once per block and kept: a decoding step asks for each of them and should not build strings.
 * @module
 */

/** The places of one block; `N` is its index. */
export interface BlockProbes {
  scope: string;
  residualBefore: string;
  residualMiddle: string;
  residualAfter: string;
  attention: AttentionProbes;
  crossAttention: AttentionProbes;
  mlpHidden: string;
  mlpOutput: string;
  routerLogits: string;
  routerWeights: string;
  routerExperts: string;
}

export interface AttentionProbes {
  q: string;
  k: string;
  v: string;
  scores: string;
  weights: string;
  mixed: string;
  output: string;
}

/** Every place, what it holds and its axes. `N` stands for a block's index. The documentation's table is made from this. */
export const probeTable: readonly { name: string; axes: string; holds: string }[] = [
  { name: "embed", axes: "[batch, seq, modelDim]", holds: "what enters the first block" },
  { name: "blocks.N.residual.before", axes: "[batch, seq, modelDim]", holds: "the residual stream entering the block" },
  { name: "blocks.N.attention.q", axes: "[batch, seq, heads, headDim]", holds: "queries, after rotation" },
  { name: "blocks.N.attention.k", axes: "[batch, seq, kvHeads, headDim]", holds: "keys of this run, after rotation" },
  { name: "blocks.N.attention.v", axes: "[batch, seq, kvHeads, valueDim]", holds: "values of this run" },
  {
    name: "blocks.N.attention.scores",
    axes: "[batch, heads, seq, keys]",
    holds: "q · k, scaled and softcapped, before the mask",
  },
  { name: "blocks.N.attention.weights", axes: "[batch, heads, seq, keys]", holds: "softmax of the masked scores" },
  {
    name: "blocks.N.attention.mixed",
    axes: "[batch, seq, heads · valueDim]",
    holds: "weights · values, heads side by side",
  },
  { name: "blocks.N.attention.output", axes: "[batch, seq, modelDim]", holds: "what attention adds to the residual" },
  {
    name: "blocks.N.crossAttention.…",
    axes: "as attention; keys are the encoder's positions",
    holds: "the same places of attention over the encoder's output",
  },
  {
    name: "blocks.N.residual.middle",
    axes: "[batch, seq, modelDim]",
    holds: "the residual stream between attention and MLP",
  },
  { name: "blocks.N.mlp.hidden", axes: "[batch, seq, mlpDim]", holds: "the MLP's neurons, after the activation" },
  { name: "blocks.N.mlp.output", axes: "[batch, seq, modelDim]", holds: "what the MLP adds to the residual" },
  {
    name: "blocks.N.router.logits",
    axes: "[batch, seq, experts]",
    holds: "the router's logits, where there are experts",
  },
  { name: "blocks.N.router.weights", axes: "[batch, seq, expertsPerToken]", holds: "weights of the chosen experts" },
  { name: "blocks.N.router.experts", axes: "[batch, seq, expertsPerToken]", holds: "indices of the chosen experts" },
  { name: "blocks.N.residual.after", axes: "[batch, seq, modelDim]", holds: "the residual stream leaving the block" },
  { name: "final_norm", axes: "[batch, asked, modelDim]", holds: "hidden states that the head reads" },
  { name: "logits", axes: "[batch, asked, vocabSize]", holds: "scores of every token" },
];

const made = new Map<string, BlockProbes[]>();

/** The names of block `index`; `prefix` tells stacks apart (`"encoder."`, `""`). */
export function blockProbes(index: number, prefix = ""): BlockProbes {
  let list = made.get(prefix);
  if (!list) made.set(prefix, (list = []));
  return (list[index] ??= nameBlock(`${prefix}blocks.${index}`));
}

function nameBlock(block: string): BlockProbes {
  return {
    scope: block,
    residualBefore: `${block}.residual.before`,
    residualMiddle: `${block}.residual.middle`,
    residualAfter: `${block}.residual.after`,
    attention: nameAttention(`${block}.attention`),
    crossAttention: nameAttention(`${block}.crossAttention`),
    mlpHidden: `${block}.mlp.hidden`,
    mlpOutput: `${block}.mlp.output`,
    routerLogits: `${block}.router.logits`,
    routerWeights: `${block}.router.weights`,
    routerExperts: `${block}.router.experts`,
  };
}

function nameAttention(place: string): AttentionProbes {
  return {
    q: `${place}.q`,
    k: `${place}.k`,
    v: `${place}.v`,
    scores: `${place}.scores`,
    weights: `${place}.weights`,
    mixed: `${place}.mixed`,
    output: `${place}.output`,
  };
}
