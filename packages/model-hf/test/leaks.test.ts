import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { loadModel } from "@llm-anatomy/model-hf";
import { describe, expect, it } from "vitest";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

const cycles = 50;
/** After so many cycles memory is looked at: caches of code and of the allocator are full by the first. */
const looks = [10, 30, 50];
const weights = 4e6; // bytes of the model: 1,000,576 parameters in float32

/** Resident bytes when nothing unreachable is left, without what V8 holds in reserve for its own heap. */
async function residentBytes(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5)); // finalizers run between tasks
  }
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return rss - heapTotal + heapUsed;
}

describe.each([
  { name: "the eager engine", engine: "eager" },
  { name: "the compiled engine", engine: "compiled" },
  { name: "the compiled engine, natively", engine: "compiled", device: "cpu" },
] as const)("on $name", ({ name: _, ...where }) => {
  it(`${cycles} cycles of load, generate and dispose leave no memory behind`, { timeout: 300_000 }, async () => {
    const resident: number[] = [];
    for (let cycle = 1; cycle <= cycles; cycle++) {
      const model = await loadModel("tiny", where);
      for await (const _ of model.generate("Once", { temperature: 0, maxNewTokens: 4 }));
      await model.trace("Once", { capture: ["blocks.0.attention.weights"] });
      await model.dispose();
      if (looks.includes(cycle)) resident.push(await residentBytes());
    }
    // What leaks grows all the time; the allocator's fragments, and pages that the system takes and gives back, come in one leap.
    const grown = Math.min(resident[1] - resident[0], resident[2] - resident[1]);
    // Had each model stayed, there were 20 of them.
    expect(grown / weights).toBeLessThan(5);
  });
});
