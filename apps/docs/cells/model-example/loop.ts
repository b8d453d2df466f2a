import { loadModel } from "@llm-anatomy/model-hf";
import { createSampler } from "@llm-anatomy/sampling";
import { display, table } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const { tokenizer } = model;
const ids = [...tokenizer.encode("Once upon a time, there was").ids];
const ends = [model.generationConfig.eos_token_id].flat();

// What generate does, written out. The session keeps keys and values, so
// every step runs one token only.
const sampler = createSampler({ temperature: 0.8, topP: 0.9, seed: 3 });
const session = await model.createSession();
let logits = (await session.append(ids)).data;
const prompt = ids.length;
const show = (id: number) =>
  `“${tokenizer.decode([id]).replace("\n", "↵")}”`;
const rows = [];
while (ids.length < prompt + 24) {
  const { id, logprob } = sampler.next(logits, ids);
  if (ends.includes(id)) break;
  const likeliest = logits.indexOf(Math.max(...logits));
  rows.push({
    token: show(id),
    "probability, %": Math.round(1000 * Math.exp(logprob)) / 10,
    likeliest: likeliest === id ? "the same" : show(likeliest),
  });
  ids.push(id);
  logits = (await session.append([id])).data;
}
console.log(tokenizer.decode(ids, { skipSpecialTokens: true }));
display(table({ title: "Token by token", rows }));
await session.dispose();
await model.dispose();
