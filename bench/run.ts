/**
 * Runs the measurements of one topic: `pnpm bench <topic> [options]`. A topic is a folder here with a main.ts.
 * @module
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const topics = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, "main.ts")),
);
const topic = process.argv[2];
if (!topics.includes(topic)) {
  console.error(
    `pnpm bench <topic>: ${topic ? `there is no "${topic}"` : "which one"}? There are ${topics.join(", ")}.`,
  );
  process.exit(1);
}
await import(`./${topic}/main.ts`);
