import { planBytes } from "@llm-anatomy/kv-cache";
import { cacheShape, loadModel } from "@llm-anatomy/model-hf";
import { display, lineChart } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const start = model.tokenizer.encode("Once upon a time").ids;
const mostTokens = 320;
const patience = 2_000; // milliseconds for each of the two
const group = 8; // tokens per point of the chart
const { bytesPerToken } = planBytes(cacheShape(model.spec), { tokens: 1 });
const points: Record<string, [number, number][]> = {};

/** Writes until its time is up. `next` computes the scores after `ids`. */
async function write(
  name: string,
  next: (ids: number[]) => Promise<Float32Array>,
): Promise<number[]> {
  const ids = [...start];
  const times: number[] = [];
  points[name] = [];
  let total = 0;
  while (times.length < mostTokens && total < patience) {
    const before = performance.now();
    const logits = await next(ids);
    const time = performance.now() - before;
    times.push(time);
    total += time;
    ids.push(logits.indexOf(Math.max(...logits))); // the likeliest
    if (times.length % group > 0) continue;
    const sorted = times.slice(-group).sort((a, b) => a - b);
    points[name].push([ids.length, sorted[group / 2]]); // the median
    draw();
  }
  console.log(`${name}: ${times.length} tokens in ${total.toFixed(0)} ms`);
  return ids;
}

// The first runs of anything are slow: nobody measures them.
const warmUp = { maxNewTokens: 64, stopTokens: [] };
for await (const _ of model.generate(start, warmUp));

const session = await model.createSession();
const kept = await write("with a cache", async (ids) => {
  const fresh = ids.slice(session.length); // the prompt, then single tokens
  return (await session.append(fresh)).data;
});

const computedAgain = await write("without a cache", async (ids) => {
  const forgetful = await model.createSession();
  const { data } = await forgetful.append(ids); // everything, every time
  await forgetful.dispose();
  return data;
});

const shorter = Math.min(kept.length, computedAgain.length);
const same = kept
  .slice(0, shorter)
  .every((id, i) => id === computedAgain[i]);
console.log(`Both write the same tokens: ${same}`);
const skip = { skipSpecialTokens: true };
console.log(model.tokenizer.decode(kept.slice(0, 40), skip), "…");
await session.dispose();
await model.dispose();

function draw() {
  const runs = Object.entries(points);
  const x = "tokens in the text";
  const times = runs.map(([name, points]) => ({ name, points }));
  let title = "Time for the next token";
  display(lineChart({ title, x, y: "milliseconds", series: times }), {
    id: "times",
  });
  const memory = runs.map(([name, points], run) => ({
    name,
    points: points.map(([n]) => [
      n,
      run === 0 ? (n * bytesPerToken) / 1e3 : 0,
    ]),
  }));
  title = "Memory kept from one token to the next";
  display(lineChart({ title, x, y: "kB", series: memory }), {
    id: "memory",
  });
}
