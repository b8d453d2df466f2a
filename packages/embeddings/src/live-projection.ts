/**
 * A picture of vectors that are being trained, redrawn many times a second, must not jump.
 *
 * Principal components of two moments differ a little, but may come with other signs, in other order or turned within
 * their plane. So each picture starts from the last one's directions (cheap: they are nearly right) and is then turned
 * or mirrored, never stretched, to lie as close as possible to the last picture (orthogonal Procrustes).
 * @module
 */
import { checkLength } from "./checks.ts";
import type { VectorSet } from "./nearest-neighbors.ts";
import { type PrincipalComponents, principalComponents, project } from "./principal-components.ts";

export interface LiveProjection {
  /** Projects the vectors as they are now. Shape: [count, dim] → [count, 2]. The count and order of vectors have to stay. */
  update(set: VectorSet): Float32Array;
}

/**
 * Creates a projection that remembers its last picture.
 *
 * @param options.rounds how often directions are improved per picture. Default 3.
 * @example
 * const picture = createLiveProjection();
 * await train(trainer, { onProgress: () => draw(picture.update({ vectors, count, dim })) });
 */
export function createLiveProjection({ rounds = 3 }: { rounds?: number } = {}): LiveProjection {
  let last: { components: PrincipalComponents; points: Float32Array } | null = null;
  return {
    update(set) {
      const start = last?.components.dim === set.dim ? last.components : undefined;
      const components = principalComponents(set, start ? { start, maxRounds: rounds } : {});
      const points = project(components, set);
      if (last) alignInPlace(points, last.points);
      last = { components, points: points.slice() };
      return points;
    },
  };
}

/**
 * Turns and, where that fits better, mirrors a 2-D picture about the origin so that its points come as close as possible
 * to those of `target` (least squares), in place.
 *
 * Shape: points [count, 2], target [count, 2]
 * @throws RangeError when the two have different lengths
 * @see Schönemann 1966, "A generalized solution of the orthogonal Procrustes problem"
 */
export function alignInPlace(points: Float32Array, target: Float32Array): Float32Array {
  checkLength("alignInPlace", "points", points, { targetPoints: target.length / 2, axes: 2 });
  // Sums of products p ⊗ t. A turn by φ gains cos φ (xx + yy) + sin φ (xy - yx); mirrored first, (xx - yy) and (xy + yx).
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (let i = 0; i < points.length; i += 2) {
    xx += points[i] * target[i];
    xy += points[i] * target[i + 1];
    yx += points[i + 1] * target[i];
    yy += points[i + 1] * target[i + 1];
  }
  const turned = Math.hypot(xx + yy, xy - yx);
  const mirrored = Math.hypot(xx - yy, xy + yx);
  const flip = mirrored > turned ? -1 : 1;
  const [cos, sin] = flip === 1 ? [xx + yy, xy - yx] : [xx - yy, xy + yx];
  const length = Math.hypot(cos, sin);
  if (length === 0) return points;
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i];
    const y = flip * points[i + 1];
    points[i] = (cos * x - sin * y) / length;
    points[i + 1] = (sin * x + cos * y) / length;
  }
  return points;
}
