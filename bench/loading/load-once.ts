/** One load in a process of its own, so that the peak that the system reports is this load's. Prints JSON. @module */
import { type LoadOptions, loadModel } from "@llm-anatomy/model-hf";

const [folder, engine, dtype] = process.argv.slice(2);
const settings = { engine, dtype } as LoadOptions;

// Code is compiled and engines are started before the measurement: what is asked is what a checkpoint adds.
const first = await loadModel("tiny", settings);
await first.forward([1, 2, 3]);
await first.dispose();

const before = process.resourceUsage().maxRSS * 1024;
const started = performance.now();
const model = await loadModel(folder, settings);
const seconds = (performance.now() - started) / 1000;
const peak = process.resourceUsage().maxRSS * 1024;
await model.forward([1]); // it runs
await model.dispose();
console.log(JSON.stringify({ before, peak, seconds }));
process.exit(0);
