type Vector = number[];
interface Weights {
  attentionNorm: Vector;
  mlpNorm: Vector;
  // [outputs][inputs]
  gate: Vector[];
  up: Vector[];
  down: Vector[];
}

// One pre-norm block: road[t] is the vector of token t. attention takes
// and returns a vector per token. What is missing here? The parts replace
// what is on the road, and nothing opens or closes the MLP's neurons.
export function block(
  road: Vector[],
  attention: (x: Vector[]) => Vector[],
  w: Weights,
): Vector[] {
  const heard = attention(road.map((x) => rmsNorm(x, w.attentionNorm)));
  return heard.map((x) => mlp(rmsNorm(x, w.mlpNorm), w));
}

// down(silu(gate(x)) · up(x)), the product number by number.
export function mlp(x: Vector, w: Weights): Vector {
  return times(w.down, times(w.up, x).map(silu));
}

export function rmsNorm(x: Vector, weight: Vector): Vector {
  const squares = x.reduce((sum, value) => sum + value * value, 0);
  const size = Math.sqrt(squares / x.length + 1e-5);
  return x.map((value, i) => (value / size) * weight[i]);
}

const silu = (x: number) => x / (1 + Math.exp(-x));
const add = (a: Vector, b: Vector) => a.map((x, i) => x + b[i]);
const times = (matrix: Vector[], x: Vector) =>
  matrix.map((row) => row.reduce((sum, w, i) => sum + w * x[i], 0));

// A block whose MLP and attention add nothing lets everything pass.
const zero = { gate: [[0, 0]], up: [[0, 0]], down: [[0], [0]] };
const w = { attentionNorm: [1, 1], mlpNorm: [1, 1], ...zero };
const nothing = (x: Vector[]) => x.map(() => [0, 0]);
console.log(block([[3, 4]], nothing, w), "should be [ [ 3, 4 ] ]");
console.log(add([1, 2], [10, 20]), "add is there, and not used yet");
