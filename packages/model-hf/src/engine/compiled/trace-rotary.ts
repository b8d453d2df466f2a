/**
 * Rotary frequencies that follow the length of the sequence, computed in the graph: for files that others run, who know
 * of no inputs for them. Where this package runs a graph itself, it brings the frequencies, rounded as PyTorch does.
 * @module
 */
import { type DynamicRotary, type LongRotary, rotaryFrequencies } from "@llm-anatomy/attention";
import type { GraphWriter } from "./graph-writer.ts";

/** positions [batch, seq] → [dims / 2]. */
export function lengthDependentFrequencies(
  graph: GraphWriter,
  spec: DynamicRotary | LongRotary,
  positions: string,
): string {
  const last = graph.node("ReduceMax", [positions], { attributes: { keepdims: 0 } });
  const length = graph.node("Add", [last, graph.int(1)]);
  if (spec.kind === "longrope") {
    const at = (sequenceLength: number) => graph.floats(rotaryFrequencies(spec, { sequenceLength }).inverseFrequencies);
    const isLong = graph.node("Greater", [length, graph.int(spec.originalMaxPositions)]);
    return graph.node("Where", [isLong, at(spec.originalMaxPositions + 1), at(0)]);
  }
  const { dims, theta, factor, maxPositions } = spec;
  const past = graph.node("Max", [length, graph.int(maxPositions)]);
  const times = graph.node("Mul", [
    graph.node("Cast", [past], { attributes: { to: 1 } }),
    graph.scalar(factor / maxPositions),
  ]);
  const stretch = graph.node("Sub", [times, graph.scalar(factor - 1)]);
  const base = graph.node("Mul", [graph.node("Pow", [stretch, graph.scalar(dims / (dims - 2))]), graph.scalar(theta)]);
  const exponents = Float32Array.from({ length: dims / 2 }, (_, i) => (-2 * i) / dims);
  return graph.node("Pow", [base, graph.floats(exponents)]);
}
