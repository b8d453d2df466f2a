import { createSampler, explain, generate } from "@llm-anatomy/sampling";

const logits = Float32Array.of(0.5, 0.3, 0.15, 0.05).map(Math.log); // what a model says about the next of 4 tokens
const sampler = createSampler({ temperature: 0.7, topP: 0.9, repetitionPenalty: 1.1, seed: 1 });
console.log(sampler.next(logits, [0])); // the context is token 0; { id, logprob, drawLogprob }
for (const { name, remaining, entropy } of explain(logits, [0], { temperature: 0.7, topK: 2 })) {
  console.log(name, remaining, entropy); // model 4 1.14…, temperature 4 0.99…, topK 2 0.63…
}

const likesTheNext = (last: number) => Float32Array.from({ length: 4 }, (_, id) => (id === (last + 1) % 4 ? 3 : 0));
const model = { step: (tokens: Int32Array) => ({ logits: likesTheNext(tokens[tokens.length - 1]) }) };
for await (const { id } of generate(model, [0], { maxNewTokens: 6, temperature: 0.5, seed: 7 })) console.log(id);
