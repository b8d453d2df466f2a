import { stories } from "@llm-anatomy/course/stories";
import { loadModel } from "@llm-anatomy/model-hf";
import { display, table } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const prompt = model.tokenizer
  .encode(stories.slice(0, 4).join("\n"))
  .ids.slice(0, 256);

/** Reads the prompt in pieces of `size` tokens. Answers in milliseconds. */
async function read(size: number): Promise<number> {
  const session = await model.createSession();
  const before = performance.now();
  for (let at = 0; at < prompt.length; at += size) {
    await session.append(prompt.slice(at, at + size));
  }
  const time = performance.now() - before;
  await session.dispose();
  return time;
}

const rows = [];
for (const size of [1, 4, 16, 64]) {
  const times = [];
  for (let run = 0; run < 5; run++) times.push(await read(size));
  const fastest = Math.min(...times); // the one least disturbed
  rows.push({
    "tokens at once": size,
    "milliseconds in all": fastest,
    "tokens per second": Math.round((1000 * prompt.length) / fastest),
  });
}
const title = `Reading a prompt of ${prompt.length} tokens`;
display(table({ title, rows }));
await model.dispose();
