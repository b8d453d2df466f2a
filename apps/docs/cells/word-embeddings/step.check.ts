import { Word2VecTrainer } from "@llm-anatomy/embeddings";

interface Other {
  vector: Float32Array;
  label: 0 | 1;
}
interface Answer {
  step?: (word: Float32Array, others: Other[], rate: number) => void;
}

const dim = 4;
const start = {
  inputs: [
    [0.4, -0.6, 0.2, 0.8],
    [-0.5, 0.3, 0.7, -0.1],
    [0, 0, 0, 0],
  ],
  outputs: [
    [0.6, 0.1, -0.4, 0.5],
    [0.2, 0.9, -0.3, 0.4],
    [0.7, -0.2, 0.5, 0.6],
  ],
};

/**
 * The library reads a text of two words, “fox ran”; a third word, of which
 * alone the negatives are drawn, is what was not there. Answer and library
 * start from the same numbers, so they have to end at the same.
 */
export default function check({ step }: Answer) {
  if (typeof step !== "function") {
    return { passed: false, message: "Keep `export function step`." };
  }
  const rate = 0.5;
  const trainer = new Word2VecTrainer(
    {
      words: ["fox", "ran", "soup"],
      counts: Uint32Array.of(0, 0, 1),
      ids: Uint32Array.of(0, 1),
      sentenceStarts: Uint32Array.of(0, 2),
    },
    {
      dim,
      window: 1,
      negative: 1,
      epochs: 1,
      subsample: 0,
      learningRate: rate,
    },
  );
  trainer.inputs.set(start.inputs.flat());
  trainer.outputs.set(start.outputs.flat());
  trainer.step(1);

  const inputs = start.inputs.map((row) => Float32Array.from(row));
  const outputs = start.outputs.map((row) => Float32Array.from(row));
  for (const [word, near] of [
    [0, 1],
    [1, 0],
  ]) {
    const others: Other[] = [
      { vector: outputs[near], label: 1 },
      { vector: outputs[2], label: 0 },
    ];
    step(inputs[word], others, rate);
  }
  const names = ["fox", "ran", "soup"];
  const compare = (
    yours: Float32Array[],
    right: Float32Array,
    of: string,
  ) =>
    names.flatMap((name, row) =>
      [...yours[row]].map((got, d) => ({
        where: `number ${d + 1} of the ${of} vector of “${name}”`,
        got,
        right: right[row * dim + d],
      })),
    );
  // The library reads its sigmoid from a table, which is good to 0.001.
  const wrong = [
    ...compare(inputs, trainer.inputs, "first"),
    ...compare(outputs, trainer.outputs, "second"),
  ].find(({ got, right }) => !(Math.abs(got - right) < 0.002));
  if (wrong) {
    const { where, got, right } = wrong;
    return {
      passed: false,
      message: `After reading “fox ran”, with “soup” as what was not there, ${where} is ${got.toFixed(3)}. The library has ${right.toFixed(3)}.`,
    };
  }
  return {
    passed: true,
    message:
      "Your step and the library's trainer end at the same numbers. Twenty readings of the stories are about two million of these.",
  };
}
