// One query q looks back over keys[0] … keys[position] and their values: lists of numbers, all of the same length.
// Return what it hears: the mean of the values it may see, weighted by softmax(q · k / √length).
export function attend(q: number[], keys: number[][], values: number[][], position: number): number[] {
  const scores = keys.map((key) => key.reduce((sum, x, d) => sum + x * q[d], 0));
  // Missing: the scale, the mask, the softmax. This takes the plain mean of everything.
  const weights = scores.map(() => 1 / scores.length);
  return q.map((_, d) => weights.reduce((sum, weight, j) => sum + weight * values[j][d], 0));
}

console.log(attend([1, 0], [[1, 0], [0, 1], [9, 9]], [[1, 0], [0, 1], [5, 5]], 1)); // should be about [0.67, 0.33]
