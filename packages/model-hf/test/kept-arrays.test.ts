import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { directorySource } from "@llm-anatomy/model-hf";
import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";
import { assembleWeights } from "../src/checkpoint/assemble-weights.ts";
import { keptArrays } from "../src/kept-arrays.ts";
import { openCheckpoint } from "../src/open-checkpoint.ts";

/** Arrays whose shape, told from the headers, is not what the tensors then become: path, told, made. */
async function wrongShapes(folder: string): Promise<unknown[]> {
  const opened = await openCheckpoint(await directorySource(folder));
  const { checkpoint, architecture, spec, recipes } = opened;
  const told = new Map([...keptArrays(opened)].flatMap(({ places, shape }) => places.map((p) => [p.path, shape])));
  const wrong: unknown[] = [];
  await assembleWeights(checkpoint, architecture, spec, recipes, ({ shape }, { path }) => {
    if (told.get(path)?.join() !== shape.join()) wrong.push([path, told.get(path), shape]);
  });
  return wrong;
}

const folders = (root: string) => readdirSync(root).filter((name) => existsSync(join(root, name, "config.json")));

const own = join(import.meta.dirname, "fixtures");
it.each(folders(own))("keptArrays(%s) tells the shape of every array before it is read", async (name) => {
  expect(await wrongShapes(join(own, name))).toEqual([]);
});

describeWithFixtures("keptArrays of all reference checkpoints", "checkpoints", (root) => {
  it("keptArrays(checkpoint) tells the shape of every array before it is read", { timeout: 120_000 }, async () => {
    for (const name of folders(root)) expect([name, await wrongShapes(join(root, name))]).toEqual([name, []]);
  });
});
