/**
 * T5's distance buckets as nodes: near distances have a bucket each, far ones share buckets that widen logarithmically.
 * @see Raffel et al. 2020, section 2.1, https://arxiv.org/abs/1910.10683
 * @module
 */
import type { DistanceBuckets, RelativeBuckets } from "@llm-anatomy/transformer";
import type { GraphWriter } from "./graph-writer.ts";

/** queries [seq, 1], keys [1, keys] → bucket of each pair [seq, keys]. */
export function bucketNodes(
  graph: GraphWriter,
  { bidirectional, numBuckets, maxDistance }: RelativeBuckets,
  queries: string,
  keys: string,
): string {
  const distance = graph.node("Sub", [queries, keys]); // positive: the key is behind
  const perSide = bidirectional ? numBuckets / 2 : numBuckets;
  const size = bidirectional ? graph.node("Abs", [distance]) : graph.node("Max", [distance, graph.int(0)]);
  const exact = Math.floor(perSide / 2);
  const float = graph.node("Cast", [size], { attributes: { to: 1 } });
  const safe = graph.node("Max", [float, graph.scalar(1)]); // ln(0) is never used, but would be NaN
  const ratio = graph.node("Log", [graph.node("Div", [safe, graph.scalar(exact)])]);
  const steps = graph.node("Div", [ratio, graph.scalar(Math.log(maxDistance / exact))]);
  const scaled = graph.node("Mul", [steps, graph.scalar(perSide - exact)]);
  const widening = graph.node("Cast", [scaled], { attributes: { to: 7 } });
  const far = graph.node("Min", [graph.node("Add", [widening, graph.int(exact)]), graph.int(perSide - 1)]);
  const near = graph.node("Less", [size, graph.int(exact)]);
  const bucket = graph.node("Where", [near, size, far]);
  if (!bidirectional) return bucket;
  const ahead = graph.node("Less", [distance, graph.int(0)]);
  return graph.node("Add", [bucket, graph.node("Where", [ahead, graph.int(perSide), graph.int(0)])]);
}

/** queries [seq, 1], keys [1, keys] → index of the vector of each pair's distance [seq, keys] (DeBERTa). */
export function distanceNodes(
  graph: GraphWriter,
  { span, maxDistance }: DistanceBuckets,
  queries: string,
  keys: string,
): string {
  const distance = graph.node("Sub", [queries, keys]);
  const bucket = maxDistance === undefined ? distance : logBuckets(graph, distance, Math.floor(span / 2), maxDistance);
  const shifted = graph.node("Add", [bucket, graph.int(span)]);
  return graph.node("Min", [graph.node("Max", [shifted, graph.int(0)]), graph.int(2 * span - 1)]);
}

function logBuckets(graph: GraphWriter, distance: string, mid: number, maxDistance: number): string {
  const size = graph.node("Abs", [distance]);
  const float = graph.node("Cast", [graph.node("Max", [size, graph.int(1)])], { attributes: { to: 1 } });
  const ratio = graph.node("Log", [graph.node("Div", [float, graph.scalar(mid)])]);
  const steps = graph.node("Div", [ratio, graph.scalar(Math.log(Math.fround((maxDistance - 1) / mid)))]);
  const far = graph.node("Ceil", [graph.node("Mul", [steps, graph.scalar(mid - 1)])]);
  const bucket = graph.node("Add", [graph.node("Cast", [far], { attributes: { to: 7 } }), graph.int(mid)]);
  const signed = graph.node("Mul", [bucket, graph.node("Sign", [distance])]);
  return graph.node("Where", [graph.node("LessOrEqual", [size, graph.int(mid)]), distance, signed]);
}
