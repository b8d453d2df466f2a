import { attentionStages } from "@llm-anatomy/attention";
import { createRandom } from "@llm-anatomy/sampling";
import { display, lineChart } from "@llm-anatomy/viz";

// One query and 16 keys of random numbers. How much does the most-heard key
// get, with longer and longer vectors?
const random = createRandom(1);
const normal = () =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const normals = (n: number) => Float32Array.from({ length: n }, normal);

const sizes = [4, 8, 16, 32, 64, 128, 256, 512, 1024];
const largest = (headDim: number, scale: number) => {
  let sum = 0;
  for (let trial = 0; trial < 40; trial++) {
    const dims = { numHeads: 1, queryLen: 1, keyLen: 16, headDim, scale };
    const keys = normals(16 * headDim);
    sum += Math.max(
      ...attentionStages(normals(headDim), keys, keys, dims).weights,
    );
  }
  return sum / 40;
};

display(
  lineChart({
    title: "Largest of 16 weights, mean of 40 trials",
    x: { label: "numbers in a query", scale: "log" },
    y: "largest weight",
    series: [
      { name: "q · k", x: sizes, y: sizes.map((size) => largest(size, 1)) },
      {
        name: "q · k / √size",
        x: sizes,
        y: sizes.map((size) => largest(size, 1 / Math.sqrt(size))),
      },
    ],
  }),
);
