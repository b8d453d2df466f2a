/**
 * One engine in a process of its own: prints what was measured as JSON. In milliseconds of the processor, of all threads of
 * the process: nearly the same on a busy machine as on an idle one.
 * @module
 */
import type { LoadOptions } from "@llm-anatomy/model-hf";
import { measureEngine } from "../../packages/model-hf/src/measure-engines.ts";
import { now } from "../side-by-side.ts";

const [folder, options, rounds] = process.argv.slice(2);
const measured = await measureEngine(folder, JSON.parse(options) as LoadOptions, JSON.parse(rounds), now);
console.log(JSON.stringify(measured));
process.exit(0);
