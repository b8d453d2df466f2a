/** The cells of the site, as files. @module */
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";

export const cellsFolder = join(import.meta.dirname, "../cells");

export interface CellFiles {
  /** As pages name it: `self-attention/softmax`. */
  name: string;
  /** Exercises have both: the module that judges, and one that it has to accept. */
  check?: string;
  solution?: string;
}

/** Every cell; an exercise is one, with its check and its solution. */
export function listCells(): CellFiles[] {
  const files = globSync("*/*.ts", { cwd: cellsFolder }).map((file) => file.replace(/\.ts$/, "").replaceAll("\\", "/"));
  const cells = files.filter((name) => !/\.(check|solution)$/.test(name)).sort();
  const beside = (name: string, kind: string) => {
    const file = `${name}.${kind}`;
    return existsSync(join(cellsFolder, `${file}.ts`)) ? file : undefined;
  };
  return cells.map((name) => ({ name, check: beside(name, "check"), solution: beside(name, "solution") }));
}
