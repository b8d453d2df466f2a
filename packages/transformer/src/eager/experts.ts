/** Sending positions to the experts they chose, and adding up what comes back. @module */
import type { Arena } from "./arena.ts";
import type { EagerTensor } from "./tensor.ts";

/** The positions of x [batch, seq, features] that chose `expert`, as [1, n, features]; null when none did. */
export function gatherRows(arena: Arena, x: EagerTensor, indices: EagerTensor, expert: number): EagerTensor | null {
  const features = x.shape[2];
  const k = indices.shape[2];
  let count = 0;
  for (const index of indices.data) if (index === expert) count++;
  if (count === 0) return null;
  const out = arena.take(1, count, features);
  let row = 0;
  for (let i = 0; i < indices.data.length; i++) {
    if (indices.data[i] !== expert) continue;
    const from = Math.floor(i / k) * features;
    out.data.set(x.data.subarray(from, from + features), row++ * features);
  }
  return out;
}

/** Adds each row of `output` [1, n, features], times its weight, to the position it came from. */
export function scatterAdd(
  out: EagerTensor,
  output: EagerTensor,
  { indices, weights }: { indices: EagerTensor; weights: EagerTensor },
  expert: number,
): void {
  const features = out.shape[2];
  const k = indices.shape[2];
  let row = 0;
  for (let i = 0; i < indices.data.length; i++) {
    if (indices.data[i] !== expert) continue;
    const to = Math.floor(i / k) * features;
    const from = row++ * features;
    for (let f = 0; f < features; f++) out.data[to + f] += output.data[from + f] * weights.data[i];
  }
}
