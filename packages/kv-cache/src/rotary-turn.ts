/**
 * Turning rotated keys further: a key at position p, turned by n, is the key at position p + n.
 * @module
 */
import type { RotaryTurn } from "./cache-policy.ts";

/** A copy of rows [.., headDim] with the first 2 · pairs dims of each turned by `positions`. */
export function turnRows(
  rows: Float32Array,
  headDim: number,
  { inverseFrequencies, interleaved }: RotaryTurn,
  positions: number,
): Float32Array {
  const pairs = inverseFrequencies.length;
  const turned = rows.slice();
  for (let row = 0; row < rows.length; row += headDim) {
    for (let i = 0; i < pairs; i++) {
      const angle = positions * inverseFrequencies[i];
      const first = row + (interleaved ? 2 * i : i);
      const second = first + (interleaved ? 1 : pairs);
      turned[first] = rows[first] * Math.cos(angle) - rows[second] * Math.sin(angle);
      turned[second] = rows[second] * Math.cos(angle) + rows[first] * Math.sin(angle);
    }
  }
  return turned;
}
