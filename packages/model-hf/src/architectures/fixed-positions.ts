/**
 * Positions as sines and cosines of falling frequencies, which checkpoints leave out.
 * @see Vaswani et al. 2017, section 3.5, https://arxiv.org/abs/1706.03762
 * @module
 */
import { type TensorRecipe, table } from "./architecture.ts";

export interface FixedPositions {
  positions: number;
  modelDim: number;
  /** The position of the first row. Default 0. */
  first?: number;
  /** Frequencies fall from 1 towards 1 / 10000, and end just before it as in the paper, or on it as in fairseq. */
  last: "paper" | "fairseq";
}

/** [positions, modelDim]: sines of all frequencies, then cosines of all. The paper has them in turn. */
export function fixedPositions(of: FixedPositions): TensorRecipe {
  const shape = [of.positions, of.modelDim];
  return table(
    [],
    Object.assign(() => ({ data: sinesAndCosines(of), shape }), { shapeOf: () => shape }),
  );
}

function sinesAndCosines({ positions, modelDim, first = 0, last }: FixedPositions): Float32Array {
  const out = new Float32Array(positions * modelDim);
  const half = last === "paper" ? Math.ceil(modelDim / 2) : Math.floor(modelDim / 2);
  for (let row = 0; row < positions; row++) {
    for (let i = 0; i < modelDim; i++) {
      const pair = i < half ? i : i - half; // dims 2 · pair and 2 · pair + 1 of the paper
      if (pair === half) continue; // fairseq leaves the last of an odd number of dims 0
      const exponent = last === "paper" ? (2 * pair) / modelDim : pair / (half - 1);
      const angle = (row + first) / 10000 ** exponent;
      out[row * modelDim + i] = i < half ? Math.sin(angle) : Math.cos(angle);
    }
  }
  return out;
}
