/** A word of the comparison: was it there (1), or drawn at random (0)? */
interface Other {
  vector: Float32Array;
  label: 0 | 1;
}

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, x, d) => sum + x * b[d], 0);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * One step of skip-gram: the middle word's vector is compared with the
 * others, then everything moves a little, in place.
 */
export function step(word: Float32Array, others: Other[], rate: number) {
  const move = new Float32Array(word.length); // of the word, at the end
  for (const { vector, label } of others) {
    const probability = sigmoid(dot(word, vector));
    const error = label - probability;
    for (let d = 0; d < word.length; d++) {
      move[d] += rate * error * vector[d];
      vector[d] += rate * error * word[d]; // toward the word, or away
    }
  }
  for (let d = 0; d < word.length; d++) word[d] += move[d];
}

const fox = Float32Array.of(0.5, -0.25);
const ran = Float32Array.of(0.25, 0.5); // was there
const soup = Float32Array.of(0.5, 0.25); // was not
const others: Other[] = [
  { vector: ran, label: 1 },
  { vector: soup, label: 0 },
];
const show = () =>
  console.log(
    `fox–ran ${sigmoid(dot(fox, ran)).toFixed(3)}`,
    `fox–soup ${sigmoid(dot(fox, soup)).toFixed(3)}`,
  );
show();
for (let i = 0; i < 20; i++) step(fox, others, 0.5);
show();
