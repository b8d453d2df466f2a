import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { listCells } from "../make/cell-files.ts";

const run = promisify(execFile);
const script = join(import.meta.dirname, "../make/run-cell-in-node.ts");

/** Runs in a process of its own, as a reader with a terminal would; a cell that fails rejects. */
async function inNode(cell: string, check?: string) {
  const args = ["--conditions=@repo/source", script, cell, ...(check ? [check] : [])];
  const { stdout } = await run(process.execPath, args, { timeout: 60_000, maxBuffer: 16 * 2 ** 20 });
  return stdout;
}

async function verdict(cell: string, check: string): Promise<{ passed: boolean; message: string }> {
  return JSON.parse((await inNode(cell, check)).trimEnd().split("\n").at(-1)!);
}

describe.concurrent("cells in Node", { timeout: 120_000 }, () => {
  for (const { name, check, solution } of listCells()) {
    if (!check) {
      it(`${name} runs and shows something`, async () => {
        expect((await inNode(name)).trim()).not.toBe("");
      });
      continue;
    }
    it(`${name} is an exercise: what the reader starts with is not accepted, and it says why`, async () => {
      const { passed, message } = await verdict(name, check);
      expect({ passed, said: message.length > 0 }).toEqual({ passed: false, said: true });
    });
    it(`${name} is an exercise: its solution is accepted`, async () => {
      expect(solution, `cells/${name}.solution.ts`).toBeDefined();
      expect(await verdict(solution!, check)).toMatchObject({ passed: true });
    });
  }
});
