/**
 * A GGUF file in the place of a Hugging Face checkpoint: config.json, tokenizer.json and the other small files are made of
 * its metadata, and its tensors are told under the checkpoint's names.
 * @module
 */
import type { StoredTensor } from "../checkpoint/checkpoint.ts";
import { CheckpointError } from "../errors.ts";
import { type GgufOptions, partsOf } from "../source/gguf-files.ts";
import { type JsonObject, missingFile, type Source, type SourceFile } from "../source/source.ts";
import { type PlacedTensor, readGgufCheckpoint } from "./gguf-checkpoint.ts";
import { type Metadata, readGgufHeader } from "./gguf-header.ts";
import { generationConfig, tokenizerConfig, tokenizerFile } from "./gguf-tokenizer.ts";
import { poolingFiles } from "./pooling.ts";

/** The model in the GGUF file `path` of `source`, and its other parts. Reads headers only. @throws CheckpointError */
export async function ggufSource(source: Source, path: string, options: GgufOptions = {}): Promise<Source> {
  const { metadata, tensors, files } = await readParts(source, path, options.signal);
  const name = `${source.name}/${path}`;
  const checkpoint = await readGgufCheckpoint(metadata, tensors, name, options);
  const made = new Map<string, () => unknown>([
    ["config.json", () => checkpoint.config],
    ["generation_config.json", () => generationConfig(metadata)],
    ["tokenizer_config.json", () => tokenizerConfig(metadata)],
    ...Object.entries(poolingFiles(metadata, name)).map(([file, value]) => [file, () => value] as const),
  ]);
  if (metadata["tokenizer.ggml.model"] !== undefined) made.set("tokenizer.json", () => tokenizerFile(metadata, name));
  return {
    name,
    async open(wanted): Promise<SourceFile | null> {
      const make = made.get(wanted);
      return make ? textFile(`${name}/${wanted}`, make() as JsonObject) : (files.get(wanted) ?? null);
    },
    list: async () => [...made.keys(), ...files.keys()].sort(),
    tensors: async (): Promise<ReadonlyMap<string, StoredTensor>> => checkpoint.tensors,
    explainMissing: async (wanted) => (await source.explainMissing?.(wanted)) ?? null,
  };
}

/** The headers of all parts as one: the first has the metadata. */
async function readParts(source: Source, first: string, signal?: AbortSignal) {
  const files = new Map<string, SourceFile>();
  const tensors: PlacedTensor[] = [];
  let metadata: Metadata = {};
  for (const path of partsOf(first)) {
    const file = await source.open(path, signal);
    if (!file) throw await missingFile(source, path, `${path} is missing. Download all parts of the model.`);
    const header = await readGgufHeader(file, path, signal);
    if (path === first) metadata = header.metadata;
    files.set(path, file);
    tensors.push(...header.tensors.map((tensor) => ({ ...tensor, file, path })));
  }
  const fail = (problem: string): never => {
    throw new CheckpointError(`${source.name}/${first}: ${problem}`, { code: "file-malformed", file: first });
  };
  const { "split.count": parts = 1, "split.tensors.count": count = tensors.length } = metadata;
  if (Number(parts) > 1 && parts !== files.size)
    fail(
      `says that it is one of ${parts} parts, but its name speaks of ${files.size}. Give the file its own name back.`,
    );
  if (count !== tensors.length)
    fail(
      `says that all parts have ${count} tensors, but they have ${tensors.length}. The parts do not belong together.`,
    );
  return { metadata, tensors, files };
}

function textFile(name: string, value: JsonObject): SourceFile {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return { name, size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
}
