/** Every family that can be loaded. Adding one: its file, a line here, its fixture. @module */
import { CheckpointError } from "../errors.ts";
import type { Architecture } from "./architecture.ts";
import { gpt2 } from "./gpt2.ts";
import { llama } from "./llama.ts";

export const architectures: readonly Architecture[] = [llama, gpt2];

/** The family of a `model_type`. @throws CheckpointError that lists the known ones */
export function findArchitecture(modelType: unknown, where: string): Architecture {
  const found = architectures.find(({ modelTypes }) => modelTypes.includes(modelType as string));
  if (found) return found;
  const known = architectures.flatMap(({ modelTypes }) => modelTypes).join(", ");
  throw new CheckpointError(
    `${where}: model_type ${JSON.stringify(modelType)} is not supported. Supported: ${known}.`,
    { code: "model-type-unsupported", file: "config.json" },
  );
}
