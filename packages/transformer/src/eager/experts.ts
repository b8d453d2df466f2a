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

/** Copies the entries of each row's `keep` best groups and sets the others to 0. */
export function keepBestGroups(
  out: Float32Array,
  x: Float32Array,
  {
    rows,
    cols,
    groups,
    keep,
    rankBy,
  }: { rows: number; cols: number; groups: number; keep: number; rankBy: "best" | "two-best" },
): void {
  const size = cols / groups;
  for (let row = 0; row < rows; row++) {
    const ranked = Array.from({ length: groups }, (_, group) => {
      const start = row * cols + group * size;
      const [best, second] = Array.from(x.subarray(start, start + size)).sort((a, b) => b - a);
      return { start, rank: rankBy === "best" ? best : best + second };
    }).sort((a, b) => b.rank - a.rank);
    ranked.forEach(({ start }, place) => {
      if (place < keep) out.set(x.subarray(start, start + size), start);
      else out.fill(0, start, start + size);
    });
  }
}
