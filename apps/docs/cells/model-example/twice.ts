import { loadModel } from "@llm-anatomy/model-hf";

const model = await loadModel("tiny");
const beginning = "Once upon a time, there was a little cat";
const ways = [
  { temperature: 0 },
  { temperature: 0 },
  { temperature: 1, seed: 1 },
  { temperature: 1, seed: 2 },
];
for (const way of ways) {
  let story = beginning;
  const options = { ...way, maxNewTokens: 30 };
  for await (const { text } of model.generate(beginning, options))
    story += text;
  console.log(way);
  console.log(`${story}\n`);
}
await model.dispose();
