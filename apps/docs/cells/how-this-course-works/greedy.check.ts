import { loadModel } from "@llm-anatomy/model-hf";
import { argmax } from "@llm-anatomy/sampling";

interface Answer {
  likeliest?: (scores: Float32Array) => number;
  goOn?: (text: string, count: number) => Promise<string>;
}

/** The library chooses with `argmax`, and lets the same model go on. */
export default async function check({ likeliest, goOn }: Answer) {
  if (typeof likeliest !== "function" || typeof goOn !== "function") {
    const message =
      "Keep `export function likeliest` and `export async function goOn`.";
    return { passed: false, message };
  }
  // Negative scores too: a search that starts at 0 would find none.
  for (const scores of [
    [0.5, 3, -1],
    [-2, -7, -1, -4],
    [4, 1, 2],
    [1, 2, 3, 9],
  ]) {
    const right = argmax(Float32Array.from(scores));
    const got = likeliest(Float32Array.from(scores));
    if (got !== right) {
      const message = `Of the scores ${scores.join(", ")} the highest is at place ${right}, counted from 0. Yours answers ${got}.`;
      return { passed: false, message };
    }
  }
  const model = await loadModel("tiny");
  const text = "The little dog was sad";
  let right = text;
  const options = { maxNewTokens: 12, temperature: 0 };
  for await (const token of model.generate(text, options))
    right += token.text;
  await model.dispose();
  const got = await goOn(text, 12);
  if (!got.startsWith(right)) {
    const message = `“${text}” goes on as “${right}” with the library, and as “${got}” with yours.`;
    return { passed: false, message };
  }
  return {
    passed: true,
    message:
      "You have written what every language model does: score all tokens, choose one, append it, and begin again.",
  };
}
