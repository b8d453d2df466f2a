import { loadModel } from "@llm-anatomy/model-hf";

// The model comes from this site. Change the beginning, or the temperature.
const model = await loadModel("tiny");
const options = { maxNewTokens: 40, temperature: 0.7 };
let story = "Once upon a time";
for await (const { text } of model.generate(story, options)) story += text;
console.log(story);
