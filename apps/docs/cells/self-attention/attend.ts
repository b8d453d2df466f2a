// One query q looks back over keys[0] … keys[position] and their values:
// lists of numbers, all of the same length. Return what it hears: the mean
// of the values it may see, weighted by softmax(q · k / √length).
export function attend(
  q: number[],
  keys: number[][],
  values: number[][],
  position: number,
): number[] {
  const scores = keys.map((key) =>
    key.reduce((sum, x, d) => sum + x * q[d], 0),
  );
  // Missing: the scale, the mask, the softmax. This hears the token at
  // position and nobody else.
  const weights = scores.map((_, j) => Number(j === position));
  return q.map((_, d) =>
    weights.reduce((sum, weight, j) => sum + weight * values[j][d], 0),
  );
}

const tokens = [
  [1, 0],
  [0, 1],
  [9, 9], // comes after position 1: must not be heard
];
console.log(attend([1, 0], tokens, tokens, 1)); // about [0.67, 0.33]
