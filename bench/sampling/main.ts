/**
 * Prints the tables of the sampling README. `--quick` checks that everything runs; `--rounds N` repeats (default 40).
 * @module
 */
import { cpus } from "node:os";
import { benchConstrained } from "./constrained.ts";
import { benchSteps } from "./steps.ts";

const quick = process.argv.includes("--quick");
const at = process.argv.indexOf("--rounds");
const rounds = at > 0 ? Number(process.argv[at + 1]) : quick ? 2 : 40;
const only = ["steps", "constrained"].filter((part) => process.argv.includes(part));
const wants = (part: string) => only.length === 0 || only.includes(part);

console.log(
  `${cpus()[0].model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, pnpm bench sampling\n`,
);
if (wants("steps")) console.log(`${await benchSteps(rounds)}\n`);
if (wants("constrained")) console.log(`${await benchConstrained()}\n`);
process.exit(0); // transformers.js leaves an ONNX session open
