/** The checkpoints of tools/task-fixtures, and what the reference's pipelines answered. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { directorySource, type LoadOptions, loadModel, type Model, type Source } from "@llm-anatomy/model-hf";

const folder = join(import.meta.dirname, "fixtures");

export interface Case<Arguments, Result> {
  folder: string;
  arguments: Arguments;
  result: Result;
  problemType?: string;
}

const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));

export function casesOf<Arguments, Result>(task: string): Case<Arguments, Result>[] {
  return expected[task];
}

/** A fixture, with some keys of its config.json changed. */
export async function loadFixture(name: string, config: object = {}, options?: LoadOptions): Promise<Model> {
  return loadModel(withConfig(await directorySource(join(folder, name)), config), options);
}

function withConfig(source: Source, changed: object): Source {
  return {
    name: source.name,
    async open(path) {
      const file = await source.open(path);
      if (path !== "config.json" || !file) return file;
      const config = JSON.parse(new TextDecoder().decode(await file.read(0, file.size)));
      const bytes = new TextEncoder().encode(JSON.stringify({ ...config, ...changed }));
      return { name: file.name, size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
    },
  };
}
