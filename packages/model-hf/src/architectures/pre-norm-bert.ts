/**
 * Encoders of BERT's kind with norms before attention and MLP instead of after, and one at the end: Megatron-BERT,
 * XLM-RoBERTa-XL, RoBERTa-PreLayerNorm.
 * @see Shoeybi et al. 2019, https://arxiv.org/abs/1909.08053; Goyal et al. 2021, https://arxiv.org/abs/2105.00572;
 * Ott et al. 2019, https://arxiv.org/abs/1904.01038
 * @module
 */
import type { ModelSpec } from "@llm-anatomy/transformer";
import { type Architecture, normAt } from "./architecture.ts";
import { bertLike, robertaLike } from "./bert.ts";

interface Norms {
  /** Of a block: before attention, before the MLP. */
  attention: string;
  mlp: string;
  /** After the last block. */
  final: string;
  /** Whether the embedding is normalised too. */
  embedding: boolean;
}

const megatronSizes = { vocabSize: 29056, modelDim: 1024, numHeads: 16, numLayers: 24 };
const xlSizes = {
  vocabSize: 250880,
  typeVocab: 1,
  modelDim: 2560,
  numHeads: 32,
  numLayers: 36,
  maxPositions: 514,
  epsilon: 1e-5,
};

export const megatronBert = preNorm(bertLike(["megatron-bert"], "bert", megatronSizes), {
  attention: "attention.ln",
  mlp: "ln",
  final: "encoder.ln",
  embedding: false,
});

export const xlmRobertaXl = preNorm(robertaLike(["xlm-roberta-xl"], "roberta", xlSizes), {
  attention: "attention.self_attn_layer_norm",
  mlp: "LayerNorm",
  final: "encoder.LayerNorm",
  embedding: false,
});

export const robertaPreLayerNorm = preNorm(
  robertaLike(["roberta-prelayernorm"], "roberta_prelayernorm", { vocabSize: 50265 }),
  {
    attention: "attention.LayerNorm",
    mlp: "intermediate.LayerNorm",
    final: "LayerNorm",
    embedding: true,
  },
);

function preNorm(base: Architecture, norms: Norms): Architecture {
  return {
    ...base,
    readSpec(config, head): ModelSpec {
      const spec = base.readSpec(config, head);
      const { norm } = spec.embedding;
      return {
        ...spec,
        embedding: { ...spec.embedding, norm: norms.embedding ? norm : undefined },
        blocks: spec.blocks.map(({ attention, mlp }) => ({ attentionNorm: norm, attention, mlpNorm: norm, mlp })),
        finalNorm: norm,
      };
    },
    weights(spec, names, config) {
      const { blocks, embedding, ...weights } = base.weights(spec, names, config);
      return {
        ...weights,
        embedding: { ...embedding, norm: norms.embedding ? embedding.norm : undefined },
        blocks: blocks.map(({ attention, mlp }, i) => {
          const at = `${base.prefix}encoder.layer.${i}`;
          return {
            attentionNorm: normAt(`${at}.${norms.attention}`, true),
            attention,
            mlpNorm: normAt(`${at}.${norms.mlp}`, true),
            mlp,
          };
        }),
        finalNorm: normAt(`${base.prefix}${norms.final}`, true),
      };
    },
  };
}
