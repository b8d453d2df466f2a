/** What is read off the vectors of the words on the map. @module */
import { kindOf } from "./map-words.ts";

/** Every row scaled to length 1, in place: only directions are compared. Shape: [count, dim]. */
export function toDirections(vectors: Float32Array, dim: number): Float32Array {
  for (let row = 0; row < vectors.length; row += dim) {
    let sum = 0;
    for (let i = row; i < row + dim; i++) sum += vectors[i] * vectors[i];
    const scale = sum === 0 ? 0 : 1 / Math.sqrt(sum);
    for (let i = row; i < row + dim; i++) vectors[i] *= scale;
  }
  return vectors;
}

/** For each row the row nearest to it, by cosine. Shape: directions [count, dim] → [count]. */
export function nearestRows(directions: Float32Array, dim: number): number[] {
  const count = directions.length / dim;
  return Array.from({ length: count }, (_, a) => {
    let best = -1;
    let highest = -Infinity;
    for (let b = 0; b < count; b++) {
      if (b === a) continue;
      let cosine = 0;
      for (let d = 0; d < dim; d++) cosine += directions[a * dim + d] * directions[b * dim + d];
      if (cosine > highest) [best, highest] = [b, cosine];
    }
    return best;
  });
}

/** How many words have a word of their own kind nearest to them. */
export function besideTheirKind(nearest: readonly number[]): number {
  return nearest.filter((other, row) => kindOf[other] === kindOf[row]).length;
}
