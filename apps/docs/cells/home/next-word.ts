import { loadModel } from "@llm-anatomy/model-hf";

// The model is 2 MB and comes from this site. Change the beginning, or the temperature.
const model = await loadModel("tiny");
let story = "Once upon a time";
for await (const { text } of model.generate(story, { maxNewTokens: 40, temperature: 0.7 })) story += text;
console.log(story);
