/** From a source to a spec and where each of its arrays lies: everything that comes before an engine. @module */
import type { ModelSpec, ModelWeights } from "@llm-anatomy/transformer";
import type { Architecture, TensorRecipe } from "./architectures/architecture.ts";
import { checkSizeKeys, checkSpec } from "./architectures/check-spec.ts";
import { findArchitecture } from "./architectures/index.ts";
import { languagePart } from "./architectures/language-part.ts";
import { wantedHead } from "./architectures/wanted-head.ts";
import { storedName } from "./checkpoint/assemble-weights.ts";
import { Checkpoint } from "./checkpoint/checkpoint.ts";
import { ConfigReader } from "./config/config-reader.ts";
import { CheckpointError } from "./errors.ts";
import { type JsonObject, requireJson, type Source } from "./source/source.ts";

export interface OpenOptions {
  /** Keys of config.json that may be ignored although nothing here knows them. */
  ignoreConfigKeys?: readonly string[];
  signal?: AbortSignal;
}

/** A checkpoint whose headers have been read, and what its config.json makes of it. */
export interface OpenedCheckpoint {
  config: JsonObject;
  architecture: Architecture;
  spec: ModelSpec;
  checkpoint: Checkpoint;
  recipes: ModelWeights<TensorRecipe>;
  /** What is left out of a model that does more than read text. */
  note?: string;
}

/** Reads config.json and the headers of the weights. @throws CheckpointError for a config or files that cannot be used */
export async function openCheckpoint(
  source: Source,
  { ignoreConfigKeys, signal }: OpenOptions = {},
): Promise<OpenedCheckpoint> {
  const file = `${source.name}/config.json`;
  const config = await requireJson(source, "config.json", signal);
  const part = languagePart(config);
  const own = part?.config ?? config;
  const family = findArchitecture(own.model_type, file);
  const architecture = part?.adapt(family) ?? family;
  checkSizeKeys(own, file);
  const reader = new ConfigReader(own, file, part && config.text_config ? "text_config" : "");
  const spec = architecture.readSpec(reader, wantedHead(config, file));
  reader.finish(ignoreConfigKeys);
  checkSpec(spec, file);
  const checkpoint = await Checkpoint.open(source, signal);
  const names = { has: (name: string) => checkpoint.has(storedName(checkpoint, architecture, name)) };
  const recipes = architecture.weights(spec, names, reader);
  refuseMissingHead(own, recipes, source.name);
  return { config, architecture, spec, checkpoint, recipes, note: part?.note };
}

/** A head that is not in the file is the embedding's table, unless the config says that it is not. */
function refuseMissingHead(
  { tie_word_embeddings: tied }: JsonObject,
  { head, embedding }: ModelWeights<TensorRecipe>,
  name: string,
): void {
  const [output] = head?.output.weight.names ?? [];
  if (tied !== false || output === undefined || output !== embedding.tokens?.names[0]) return;
  throw new CheckpointError(
    `${name}: the matrix of the output head is missing, and config.json says that it is not the embedding's (tie_word_embeddings is false). The checkpoint is incomplete.`,
    { code: "tensor-missing", tensor: output },
  );
}
