/**
 * Runs one cell as a page would, but in Node: `node --conditions=@repo/source make/run-cell-in-node.ts <cell> [<check>]`.
 *
 * Prints what the cell prints and, with a check, its verdict as the last line of JSON.
 * @module
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { captureConsole } from "../src/cell/capture-console.ts";
import { addOutput, type CellOutput } from "../src/cell/outputs.ts";
import { cellsFolder } from "./cell-files.ts";

const [cell, check] = process.argv.slice(2);
const outputs: CellOutput[] = [];

if (check) {
  const show = captureConsole(console, (output) => addOutput(outputs, output));
  if (existsSync(join(import.meta.dirname, "../../../packages/viz"))) {
    const name = "@llm-anatomy/viz";
    const { setDisplay, toText } = await import(name);
    setDisplay((figure: unknown, { id }: { id?: string }) =>
      show({ kind: "figure", figure, text: toText(figure), id }),
    );
  }
}
const exports = await import(join(cellsFolder, `${cell}.ts`));
if (check) {
  const module = await import(join(cellsFolder, `${check}.ts`));
  process.stdout.write(`${JSON.stringify(await module.default(exports, outputs))}\n`);
}
