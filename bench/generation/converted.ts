/** The checkpoint as ONNX files for transformers.js, by this project's converter: its users' way to such files. @module */
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { convertModel } from "@llm-anatomy/model-hf";

/** Makes the folder beside `model` once; a folder that is there is complete. */
export async function convertedFolder(model: string): Promise<string> {
  const folder = join(dirname(model), "converted");
  if (existsSync(folder)) return folder;
  const making = `${folder}.part`;
  await rm(making, { recursive: true, force: true });
  await convertModel(model, { to: making, dtypes: ["q8"] });
  await rename(making, folder);
  return folder;
}
