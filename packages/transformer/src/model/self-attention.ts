/**
 * Attention: every position asks a question (q) of the positions it may see, which answer by how well their key (k)
 * fits, and it takes the mix of their values (v) that this gives.
 *
 * @see Vaswani et al. 2017, section 3.2, https://arxiv.org/abs/1706.03762; grouped heads: Ainslie et al. 2023, https://arxiv.org/abs/2305.13245
 * @module
 */
import type { AttentionCall, Memory, Ops } from "../ops.ts";
import type { AttentionProbes } from "../probes.ts";
import type { AttentionSpec, DisentangledSpec, NormSpec } from "../spec.ts";
import type { AttentionWeights, LinearWeights } from "../weights.ts";
import { latentProjections } from "./latent-attention.ts";
import { linear, norm } from "./layers.ts";

/** Where a run stands in its sequence. */
export interface Position<T> {
  /** [batch, seq]: the absolute position of each token. */
  positions: T;
}

/** A position attends to its own sequence. x [batch, seq, modelDim] → [batch, seq, modelDim]. `layer` is the cache's. */
export function selfAttention<T>(
  ops: Ops<T>,
  x: T,
  w: AttentionWeights<T>,
  spec: AttentionSpec,
  at: Position<T>,
  probes: AttentionProbes,
  layer: number,
  bias?: T,
  distances?: T,
): T {
  const made = spec.latent
    ? latentProjections(ops, x, w, spec, spec.latent, at.positions)
    : projections(ops, x, w, spec, at);
  const q = ops.probe(probes.q, made.q);
  const k = ops.probe(probes.k, made.k);
  const v = ops.probe(probes.v, made.v);
  if (spec.disentangled) bias = distanceBias(ops, q, k, distances, w, spec, spec.disentangled);
  return attend(ops, q, ops.remember(layer, k, v), w, spec, probes, bias);
}

/** A position attends to an encoder's output [batch, sourceLen, modelDim], whose keys and values are computed once. */
export function crossAttention<T>(
  ops: Ops<T>,
  x: T,
  source: T | undefined,
  w: AttentionWeights<T>,
  spec: AttentionSpec,
  probes: AttentionProbes,
  layer: number,
): T {
  const q = ops.probe(probes.q, project(ops, x, w, "q", spec));
  const memory = ops.rememberOnce(layer, () => sourceMemory(ops, source!, w, spec, probes));
  return attend(ops, q, memory, w, spec, probes, undefined, true);
}

/** Keys and values [batch, sourceLen, kvHeads, dim] of an encoder's output. */
export function sourceMemory<T>(
  ops: Ops<T>,
  source: T,
  w: AttentionWeights<T>,
  spec: AttentionSpec,
  probes: AttentionProbes,
): Memory<T> {
  return {
    keys: ops.probe(probes.k, project(ops, source, w, "k", spec)),
    values: ops.probe(probes.v, project(ops, source, w, "v", spec)),
  };
}

/** What content and position have to say to each other: [batch, heads, seq, seq], added to the scores. */
function distanceBias<T>(
  ops: Ops<T>,
  q: T,
  k: T,
  distances: T | undefined,
  w: AttentionWeights<T>,
  { numHeads, scale }: AttentionSpec,
  { distances: buckets, contentToPosition, positionToContent, unscaled }: DisentangledSpec,
): T | undefined {
  const own = w.distances && ops.splitHeads(ops.wholeTable(w.distances), numHeads);
  const vectors = (map: LinearWeights<T>) => own ?? ops.splitHeads(linear(ops, distances!, map), numHeads);
  const asked = contentToPosition && ops.distanceScores(q, vectors(w.distanceKey ?? w.k!), buckets, "query");
  const answered = positionToContent && ops.distanceScores(k, vectors(w.distanceQuery ?? w.q), buckets, "key");
  const sum = asked && answered ? ops.add(asked, answered) : asked || answered;
  return sum && !unscaled ? ops.scale(sum, scale) : sum || undefined;
}

// #region projections
/** Queries, keys and values, each from its own matrix: all [batch, seq, heads, dim]. */
function projections<T>(ops: Ops<T>, x: T, w: AttentionWeights<T>, spec: AttentionSpec, at: Position<T>) {
  const q = project(ops, x, w, "q", spec);
  const k = project(ops, x, w, "k", spec);
  const v = project(ops, x, w, "v", spec);
  if (!spec.rotary) return { q, k, v };
  const turned = { q: ops.rotary(q, spec.rotary, at.positions), k: ops.rotary(k, spec.rotary, at.positions), v };
  return spec.queryKeyNorm?.rotated ? normedHeads(ops, turned, w, spec.queryKeyNorm.norm) : turned;
}
// #endregion projections

/** Queries and keys whose heads are normalised after they were turned (Hunyuan). */
function normedHeads<T>(ops: Ops<T>, { q, k, v }: { q: T; k: T; v: T }, w: AttentionWeights<T>, spec: NormSpec) {
  return { q: norm(ops, q, w.queryNorm, spec), k: norm(ops, k, w.keyNorm, spec), v };
}

/** A linear map, split into heads, with the limits and norms that some models put there. */
function project<T>(ops: Ops<T>, x: T, w: AttentionWeights<T>, which: "q" | "k" | "v", spec: AttentionSpec): T {
  const heads = which === "q" ? spec.numHeads : spec.numKvHeads;
  const qkNorm = which === "v" || spec.queryKeyNorm?.rotated ? undefined : spec.queryKeyNorm;
  const normWeights = which === "q" ? w.queryNorm : w.keyNorm;
  let projected = linear(ops, x, w[which]!);
  if (qkNorm?.over === "position") projected = norm(ops, projected, normWeights, qkNorm.norm);
  if (spec.clip !== undefined) projected = ops.clip(projected, -spec.clip, spec.clip);
  const split = ops.splitHeads(projected, heads);
  if (qkNorm?.over === "head") return norm(ops, split, normWeights, qkNorm.norm);
  if (qkNorm?.over !== "each-head") return split;
  const normed = ops.mergeHeads(norm(ops, split, undefined, qkNorm.norm));
  return ops.splitHeads(ops.multiply(normed, normWeights!.weight!), heads);
}

/** Scores, mask, softmax, mix, output projection: in one operation, or in stages when somebody looks inside. */
export function attend<T>(
  ops: Ops<T>,
  q: T,
  memory: Memory<T>,
  w: AttentionWeights<T>,
  spec: AttentionSpec,
  probes: AttentionProbes,
  bias?: T,
  cross = false,
): T {
  const call: AttentionCall<T> = {
    numHeads: spec.numHeads,
    numKvHeads: spec.numKvHeads,
    headDim: spec.headDim,
    valueDim: spec.valueDim ?? spec.headDim,
    scale: spec.scale,
    causal: spec.causal,
    window: spec.window,
    chunk: spec.chunk,
    softcap: spec.softcap,
    alibi: spec.alibi,
    sinks: w.sinks,
    bias,
    cross,
  };
  let mixed: T;
  if (ops.observed(probes.scores, probes.weights)) {
    const scores = ops.probe(probes.scores, ops.attentionScores(q, memory, call));
    const weights = ops.attentionWeights(ops.maskScores(scores, memory, call), call);
    mixed = ops.mixValues(ops.probe(probes.weights, weights), memory, call);
  } else {
    mixed = ops.attention(q, memory, call);
  }
  return linear(ops, ops.probe(probes.mixed, mixed), w.output);
}
