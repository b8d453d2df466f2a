// One query q looks back over keys[0] … keys[position] and their values:
// lists of numbers, all of the same length. Return what it hears: the mean
// of the values it may see, weighted by softmax(q · k / √length).
export function attend(
  q: number[],
  keys: number[][],
  values: number[][],
  position: number,
): number[] {
  const seen = keys.slice(0, position + 1);
  const scores = seen.map(
    (key) =>
      key.reduce((sum, x, d) => sum + x * q[d], 0) / Math.sqrt(q.length),
  );
  const top = Math.max(...scores);
  const exps = scores.map((score) => Math.exp(score - top));
  const sum = exps.reduce((a, b) => a + b);
  return q.map((_, d) =>
    exps.reduce((total, e, j) => total + (e / sum) * values[j][d], 0),
  );
}

const tokens = [
  [1, 0],
  [0, 1],
  [9, 9], // comes after position 1: must not be heard
];
console.log(attend([1, 0], tokens, tokens, 1)); // about [0.67, 0.33]
