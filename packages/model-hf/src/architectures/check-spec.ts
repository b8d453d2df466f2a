/**
 * Whether what a config.json says can be a model at all: sizes that are whole numbers, heads that share keys evenly, dims
 * that turn in pairs. Found here, it is told in both numbers and before anything is fetched; found later, by an engine in
 * the middle of a run.
 * @module
 */
import type { RotarySpec } from "@llm-anatomy/attention";
import type { AttentionSpec, BlockSpec, MixtureSpec, ModelSpec, StackSpec } from "@llm-anatomy/transformer";
import { CheckpointError } from "../errors.ts";
import type { JsonObject } from "../source/source.ts";

/** @throws CheckpointError that names the first contradiction */
export function checkSpec(spec: ModelSpec, file: string): void {
  const refuse = (problem: string): never => {
    throw new CheckpointError(`${file}: ${problem}.`, { code: "config-unsupported", file: "config.json" });
  };
  checkStack(spec, refuse);
  if (spec.encoder) checkStack(spec.encoder, refuse);
}

/** Keys of config.json that are sizes in every family that has them. */
const sizeKeys = [
  ...["vocab_size", "hidden_size", "n_embd", "n_embed", "d_model", "dim", "embedding_size", "head_dim", "d_kv"],
  ...[
    "num_hidden_layers",
    "n_layer",
    "n_layers",
    "num_layers",
    "encoder_layers",
    "decoder_layers",
    "num_decoder_layers",
  ],
  ...["num_attention_heads", "n_head", "n_heads", "num_heads", "num_key_value_heads", "num_kv_heads"],
  ...["encoder_attention_heads", "decoder_attention_heads", "attention_heads"],
  ...["qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim", "kv_lora_rank", "max_position_embeddings", "n_positions"],
] as const;

/** @throws CheckpointError for a size that is none: what is computed from it would be told in terms that are not the file's */
export function checkSizeKeys(config: JsonObject, file: string): void {
  for (const key of sizeKeys) {
    const value = config[key];
    if (typeof value !== "number" || isSize(value)) continue;
    throw new CheckpointError(`${file}: ${key} is ${value}, but has to be a whole number above 0.`, {
      code: "config-unsupported",
      file: "config.json",
    });
  }
}

type Refuse = (problem: string) => never;

function checkStack({ vocabSize, modelDim, maxPositions, blocks, embedding }: StackSpec, refuse: Refuse): void {
  checkSizes({ "the vocabulary": vocabSize, "the width of the residual stream": modelDim }, refuse);
  if (embedding.learnedPositions) checkSizes({ "the number of positions": maxPositions }, refuse);
  if (blocks.length === 0) refuse("there are no layers, and there has to be at least one");
  for (const block of new Set(blocks)) checkBlock(block, modelDim, refuse);
}

function checkBlock(block: BlockSpec, modelDim: number, refuse: Refuse): void {
  const { attention, crossAttention, mlp } = block;
  for (const part of Object.values(block))
    if (typeof part === "object" && "epsilon" in part && !(part.epsilon >= 0))
      refuse(`a norm adds ${part.epsilon} to what it divides by, but has to add 0 or more`);
  checkAttention(attention, modelDim, refuse);
  if (crossAttention) checkAttention(crossAttention, modelDim, refuse);
  if (mlp.kind === "mixture") checkMixture(mlp, refuse);
}

function checkAttention(spec: AttentionSpec, modelDim: number, refuse: Refuse): void {
  const { numHeads, numKvHeads, headDim, valueDim = headDim, window, rotary, latent, scale } = spec;
  checkSizes({ "the number of heads": numHeads, "the number of heads of keys and values": numKvHeads }, refuse);
  if (!isSize(headDim))
    refuse(
      `the width of a head is ${headDim} (with ${numHeads} heads, where the residual stream has ${modelDim}), but has to be a whole number above 0`,
    );
  checkSizes({ "the width of a value": valueDim }, refuse);
  if (numHeads % numKvHeads !== 0)
    refuse(`${numHeads} heads cannot share ${numKvHeads} heads of keys and values evenly`);
  if (window !== undefined) checkSizes({ "the window of attention": window }, refuse);
  if (spec.softcap !== undefined && !(spec.softcap > 0))
    refuse(`scores are capped at ${spec.softcap}, but it has to be above 0`);
  if (!Number.isFinite(scale)) refuse(`scores are multiplied by ${scale}, which is no number`);
  checkDistances(spec, refuse);
  if (rotary) checkRotary(rotary, latent?.ropeDim ?? headDim, refuse);
}

/** Buckets of distances: the first half are single distances, the others widen up to the largest one. */
function checkDistances({ relativeBias, disentangled }: AttentionSpec, refuse: Refuse): void {
  if (relativeBias) {
    const { numBuckets, maxDistance, bidirectional } = relativeBias;
    const single = numBuckets / (bidirectional ? 4 : 2);
    if (!Number.isInteger(single) || single < 1 || !(maxDistance > single))
      refuse(`${numBuckets} buckets cannot hold distances up to ${maxDistance}`);
  }
  if (!disentangled) return;
  const { span, maxDistance } = disentangled.distances;
  checkSizes({ "the largest distance that has a vector": span }, refuse);
  if (maxDistance !== undefined && !(maxDistance > span / 2))
    refuse(`${span} buckets cannot hold distances up to ${maxDistance}`);
}

function checkRotary(rotary: RotarySpec, headDim: number, refuse: Refuse): void {
  const { dims, theta } = rotary;
  if (!(theta > 0)) refuse(`the base of rotary positions is ${theta}, but has to be above 0`);
  if ("factor" in rotary && !((rotary.factor ?? 1) > 0))
    refuse(`rotary positions are scaled by ${rotary.factor}, but it has to be a number above 0`);
  if (!isSize(dims) || dims > headDim || dims % 2 !== 0)
    refuse(
      `${dims} of a head's ${headDim} dims are rotated, but they turn in pairs: it has to be an even number of them`,
    );
  if (rotary.kind !== "longrope") return;
  for (const factors of [rotary.shortFactors, rotary.longFactors])
    if (factors.length !== dims / 2)
      refuse(`LongRoPE has ${factors.length} factors, but there are ${dims / 2} pairs of rotated dims`);
}

function checkMixture({ numExperts, expertsPerToken, router: { groups } }: MixtureSpec, refuse: Refuse): void {
  checkSizes({ "the number of experts": numExperts, "the number of experts per token": expertsPerToken }, refuse);
  if (expertsPerToken > numExperts)
    refuse(`each token goes to ${expertsPerToken} experts, but there are ${numExperts}`);
  if (!groups) return;
  checkSizes(
    { "the number of groups of experts": groups.count, "the number of groups that are kept": groups.keep },
    refuse,
  );
  if (numExperts % groups.count !== 0 || groups.keep > groups.count)
    refuse(`${numExperts} experts cannot stand in ${groups.count} groups of which ${groups.keep} are kept`);
}

function checkSizes(sizes: Record<string, number>, refuse: Refuse): void {
  for (const [what, size] of Object.entries(sizes))
    if (!isSize(size)) refuse(`${what} is ${size}, but has to be a whole number above 0`);
}

function isSize(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}
