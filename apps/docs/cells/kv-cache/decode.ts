type Vector = number[];
type Project = (x: Vector) => { q: Vector; k: Vector; v: Vector };

// A layer that decodes. step(x) takes the vector of the next token and
// returns what attention gives it; crop(n) forgets all but n tokens.
//
// It answers rightly. But project is what costs, and every step calls it
// for all tokens again. Call it once for each token.
export function createDecoder(project: Project) {
  const tokens: Vector[] = [];
  return {
    step(x: Vector): Vector {
      tokens.push(x);
      const all = tokens.map(project);
      const { q } = all[all.length - 1];
      const keys = all.map(({ k }) => k);
      const values = all.map(({ v }) => v);
      return attend(q, keys, values);
    },
    crop(length: number): void {
      tokens.length = length;
    },
  };
}

function attend(q: Vector, keys: Vector[], values: Vector[]): Vector {
  const scores = keys.map((k) => dot(q, k) / Math.sqrt(q.length));
  const top = Math.max(...scores);
  const exps = scores.map((score) => Math.exp(score - top));
  const sum = exps.reduce((a, b) => a + b);
  return values[0].map((_, d) =>
    exps.reduce((total, e, i) => total + (e / sum) * values[i][d], 0),
  );
}
function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, x, i) => sum + x * b[i], 0);
}

let calls = 0;
const decoder = createDecoder((x) => {
  calls++;
  return { q: x, k: x, v: x };
});
for (let t = 0; t < 10; t++) decoder.step([t % 2, 1]);
console.log(`${calls} projections for 10 tokens`);
