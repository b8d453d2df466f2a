/**
 * `pnpm bench transformer [--only node,browser] [--forms int8,f32] [--past 64,1024] [--quick]`: what a decoding step of a
 * model of SmolLM2-135M's shape costs on one thread, beside reading its weights and cache once.
 * @module
 */
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openPage } from "@llm-anatomy/test-kit";
import { compileStreams } from "../kernels/bandwidth.ts";
import { digits, table } from "../side-by-side.ts";
import { type StepTiming, timeSteps } from "./decode-step.ts";
import type { WeightForm } from "./random-model.ts";
import type { PageOptions, TimeInWorker } from "./step-page.ts";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    only: { type: "string", default: "node,browser" },
    forms: { type: "string", default: "int8,f32" },
    past: { type: "string", default: "64,1024" },
    quick: { type: "boolean", default: false },
  },
});
const places = values.only.split(",");
const pasts = values.past.split(",").map(Number);
const rounds = values.quick ? 2 : 31;
const streams = await compileStreams();

const rows: (string | number)[][] = [];
for (const form of values.forms.split(",") as WeightForm[]) {
  if (places.includes("node")) add("Node", await timeSteps({ streams, form, pasts, rounds }));
  if (places.includes("browser"))
    add("Chromium, worker", await inBrowser({ streams: [...streams], form, pasts, rounds }));
}
console.log(
  `${cpus()[0].model}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}, one thread, medians of ${rounds}\n`,
);
console.log(
  table(
    ["where", "weights", "tokens before", "kernels", "read, MB", "step, ms", "tokens/s", "reading alone, ms", "share"],
    rows,
  ),
);

function add(where: string, timings: StepTiming[]): void {
  for (const { form, past, kernels, bytes, stepMs, readMs } of timings) {
    const share = `${Math.round((100 * readMs) / stepMs)} %`;
    rows.push([
      where,
      form,
      past,
      kernels,
      Math.round(bytes / 1e6),
      digits(stepMs),
      Math.round(1000 / stepMs),
      digits(readMs),
      share,
    ]);
  }
}

async function inBrowser(options: PageOptions): Promise<StepTiming[]> {
  const { page, close } = await openPage({ entry: fileURLToPath(new URL("./step-page.ts", import.meta.url)) });
  try {
    await page.waitForFunction(() => "timeInWorker" in globalThis);
    return await page.evaluate(
      (given) => (globalThis as never as { timeInWorker: TimeInWorker }).timeInWorker(given),
      options,
    );
  } finally {
    await close();
  }
}
