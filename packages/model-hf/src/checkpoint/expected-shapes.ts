/** The shape each array of a model has to have, as its spec says. @module */
import type { AttentionSpec, ModelSpec } from "@llm-anatomy/transformer";

/** One size per axis; null where the spec leaves it open (an MLP's width). */
export type ExpectedShape = readonly (number | null)[];

/** Shape of the array at `path` (`blocks.0.attention.q.weight`), or null where nothing is known about it. */
export function expectedShape(path: string, spec: ModelSpec): ExpectedShape | null {
  if (path.startsWith("encoder.") && spec.encoder) return expectedShape(path.slice("encoder.".length), spec.encoder);
  const { modelDim, vocabSize, blocks } = spec;
  const [, layer, part, ...rest] = /^blocks\.(\d+)\.(.+)$/.exec(path) ? path.split(".") : [];
  if (part === undefined) {
    if (path === "embedding.tokens") return [vocabSize, spec.embedding.projected ? null : modelDim];
    if (path === "embedding.positions") return [null, spec.embedding.projected ? null : modelDim];
    if (path.startsWith("head.output.")) return headShape(path, spec);
    if (path.startsWith("finalNorm.")) return [modelDim];
    const { disentangled } = blocks[0].attention;
    if (path === "distances" && disentangled) return [2 * disentangled.distances.span, modelDim];
    return null;
  }
  const block = blocks[Number(layer)];
  if (part === "attention") return attentionShape(rest.join("."), block.attention, modelDim);
  if (part === "crossAttention" && block.crossAttention)
    return attentionShape(rest.join("."), block.crossAttention, modelDim);
  if (part.endsWith("Norm")) return [modelDim];
  if (part === "mlp" && rest.join(".") === "up.weight") return [null, modelDim];
  if (part === "mlp" && rest.join(".") === "gate.weight") return [null, modelDim];
  if (part === "mlp" && rest.join(".") === "down.weight") return [modelDim, null];
  if (part === "mlp" && rest.join(".") === "router.weight" && block.mlp.kind === "mixture")
    return [block.mlp.numExperts, modelDim];
  return null;
}

/** How many labels there are is the checkpoint's own business; how many tokens is not. */
function headShape(path: string, { head, vocabSize, modelDim, embedding, outputProjected }: ModelSpec): ExpectedShape {
  const scores = head?.kind === "vocabulary" ? vocabSize : head?.kind === "spans" ? 2 : null;
  return path.endsWith(".bias") ? [scores] : [scores, embedding.projected || outputProjected ? null : modelDim];
}

function attentionShape(name: string, spec: AttentionSpec, modelDim: number): ExpectedShape | null {
  const { numHeads, numKvHeads, headDim, valueDim = headDim } = spec;
  const widths: Record<string, number> = { q: numHeads * headDim, k: numKvHeads * headDim, v: numKvHeads * valueDim };
  const [linear, kind] = name.split(".");
  if (linear === "q" && spec.latent) return [widths.q, null]; // reads a vector whose width the spec leaves open
  if (linear === "output") return kind === "weight" ? [modelDim, numHeads * valueDim] : [modelDim];
  if (linear in widths) return kind === "weight" ? [widths[linear], modelDim] : [widths[linear]];
  if (name === "sinks") return [numHeads];
  if (name === "relativeBias" && spec.relativeBias) return [spec.relativeBias.numBuckets, numHeads];
  if (linear === "queryNorm" || linear === "keyNorm") return queryKeyNormShape(linear, spec);
  if (name === "distances" && spec.disentangled) return [2 * spec.disentangled.distances.span, widths.q];
  return null;
}

/** Those that a head has for itself lie as the family likes. */
function queryKeyNormShape(which: "queryNorm" | "keyNorm", spec: AttentionSpec): ExpectedShape | null {
  const { numHeads, numKvHeads, headDim, queryKeyNorm } = spec;
  if (queryKeyNorm?.over === "head") return [headDim];
  if (queryKeyNorm?.over !== "position") return null;
  return [(which === "queryNorm" ? numHeads : numKvHeads) * headDim];
}
