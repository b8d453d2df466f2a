import {
  attentionStages,
  rotaryAngles,
  rotaryEmbeddingInPlace,
  rotaryFrequencies,
} from "@llm-anatomy/attention";
import { createRandom } from "@llm-anatomy/sampling";

// The last word asks; the words before it come in one order, then in
// another.
const headDim = 8;
const random = createRandom(3);
const vector = () =>
  Float32Array.from({ length: headDim }, () => random() * 6 - 3);
const words = Object.fromEntries(
  ["dog", "bites", "man", "?"].map((word) => [
    word,
    { q: vector(), k: vector(), v: vector() },
  ]),
);

const rotary = rotaryFrequencies({
  kind: "default",
  dims: headDim,
  theta: 10_000,
  interleaved: false,
});
function lastOutput(
  sentence: string[],
  withPositions: boolean,
): Float32Array {
  const rows = (name: "q" | "k" | "v") =>
    Float32Array.from(sentence.flatMap((word) => [...words[word][name]]));
  const [q, k, v] = [rows("q"), rows("k"), rows("v")];
  const dims = { numHeads: 1, headDim };
  if (withPositions) {
    const angles = rotaryAngles(rotary, [0, 1, 2, 3]);
    for (const x of [q, k])
      rotaryEmbeddingInPlace(x, angles, { ...dims, seqLen: 4 });
  }
  const { output } = attentionStages(q, k, v, {
    ...dims,
    queryLen: 4,
    keyLen: 4,
  });
  return output.slice(-headDim);
}

for (const withPositions of [false, true]) {
  const a = lastOutput(["dog", "bites", "man", "?"], withPositions);
  const b = lastOutput(["man", "bites", "dog", "?"], withPositions);
  const difference = Math.max(...a.map((x, i) => Math.abs(x - b[i])));
  const name = withPositions
    ? "with rotary positions"
    : "without positions";
  const shown = Number(difference.toPrecision(3));
  console.log(`${name}: the two sentences differ by ${shown}`);
}
