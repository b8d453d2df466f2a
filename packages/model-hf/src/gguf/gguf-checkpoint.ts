/**
 * A GGUF file as a checkpoint of Hugging Face: its metadata as a config.json, its tensors under the names that the
 * descriptions of architectures know, each read and widened when it is asked for.
 * @module
 */
import type { NamedArray, StoredTensor } from "../checkpoint/checkpoint.ts";
import { ConfigReader } from "../config/config-reader.ts";
import { CheckpointError } from "../errors.ts";
import type { JsonObject, SourceFile } from "../source/source.ts";
import type { ModelFacts } from "./decoder-config.ts";
import { families } from "./families.ts";
import type { FamilyReading } from "./family-reading.ts";
import { widenGgml } from "./ggml-types.ts";
import type { GgufTensor, Metadata } from "./gguf-header.ts";
import type { Turn } from "./turns.ts";

/** A tensor and the file it lies in: the parts of a divided GGUF are one list. */
export interface PlacedTensor extends GgufTensor {
  file: SourceFile;
  path: string;
}

export interface GgufCheckpoint {
  config: JsonObject;
  tensors: Map<string, StoredTensor>;
}

/** Tensors that say how positions are turned; config.json has their numbers. */
const rotaryTensors = {
  any: "rope_freqs.weight",
  short: "rope_factors_short.weight",
  long: "rope_factors_long.weight",
} as const;

/** @throws CheckpointError for an architecture, a key or a tensor that is not known */
export async function readGgufCheckpoint(
  metadata: Metadata,
  tensors: readonly PlacedTensor[],
  name: string,
  { ignoreConfigKeys, signal }: { ignoreConfigKeys?: readonly string[]; signal?: AbortSignal } = {},
): Promise<GgufCheckpoint> {
  const architecture = metadata["general.architecture"];
  const family = Object.hasOwn(families, String(architecture)) ? families[String(architecture)] : undefined;
  if (!family) {
    throw new CheckpointError(
      `${name}: general.architecture ${JSON.stringify(architecture)} is not supported. Supported in GGUF files: ${Object.keys(families).join(", ")}.`,
      { code: "model-type-unsupported" },
    );
  }
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const facts = await readFacts(metadata, String(architecture), byName, name, signal);
  const reading = family(facts);
  facts.keys.only("attention.causal", reading.config.model_type !== "bert");
  for (const key of ["expert_count", "expert_used_count"])
    if (metadata[`${architecture}.${key}`] === 0) facts.keys.ignore(key);
  facts.keys.ignore("vocab_size", "feed_forward_length", "pooling_type", "context_length");
  facts.keys.finish(ignoreConfigKeys);
  const wanted = tensors.filter((tensor) => !(Object.values(rotaryTensors) as string[]).includes(tensor.name));
  return { config: reading.config, tensors: nameTensors(wanted, reading) };
}

async function readFacts(
  metadata: Metadata,
  architecture: string,
  tensors: ReadonlyMap<string, PlacedTensor>,
  name: string,
  signal?: AbortSignal,
): Promise<ModelFacts> {
  const prefix = `${architecture}.`;
  const own = Object.entries(metadata).filter(([key]) => key.startsWith(prefix));
  const keys = new ConfigReader(
    Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value])),
    name,
    architecture,
  );
  const table = tensors.get("token_embd.weight");
  if (!table) {
    throw new CheckpointError(
      `${name}: tensor "token_embd.weight" is missing; it has ${tensors.size} tensors. This is a part of a model (an adapter, a projector), not a whole one.`,
      { code: "tensor-missing", tensor: "token_embd.weight" },
    );
  }
  const numLayers = keys.number("block_count");
  if (!(numLayers <= tensors.size))
    throw keys.error("block_count", `is ${numLayers}, but the file has ${tensors.size} tensors`);
  const factors = async (tensor: PlacedTensor | undefined) =>
    tensor && Array.from(widened(tensor, await tensor.file.read(tensor.start, tensor.end, signal)).data);
  return {
    keys,
    vocabSize: table.shape[0],
    numLayers,
    shape: (tensor) => tensors.get(tensor)?.shape,
    rotaryFactors: {
      any: await factors(tensors.get(rotaryTensors.any)),
      short: await factors(tensors.get(rotaryTensors.short)),
      long: await factors(tensors.get(rotaryTensors.long)),
    },
  };
}

/** Each tensor under its name in a checkpoint; one that has none keeps its own, and whoever loads it will say so. */
function nameTensors(tensors: readonly PlacedTensor[], { names, blocks, turns = {} }: FamilyReading) {
  const named = new Map<string, StoredTensor>();
  for (const tensor of tensors) {
    const [, block, base, ending = ""] = /^(?:blk\.(\d+)\.)?([\s\S]*?)(\.weight|\.bias)?$/.exec(tensor.name)!;
    const known = Object.hasOwn(names, base) ? names[base] : undefined;
    const name = known && `${block === undefined ? "" : `${blocks}.${block}.`}${known}`;
    const turn = Object.hasOwn(turns, base) ? turns[base] : undefined;
    if (!name) named.set(tensor.name, stored(tensor, tensor.name));
    else if (!name.includes("{e}")) named.set(withEnding(name, ending), stored(tensor, withEnding(name, ending), turn));
    else {
      for (const [i, part] of [...entriesOf(tensor)].entries()) {
        const partName = withEnding(name.replace("{e}", String(i)), ending);
        named.set(partName, stored(part, partName, turn));
      }
    }
  }
  return named;
}

/** A learned sink is a tensor by itself, without an ending. */
function withEnding(name: string, ending: string): string {
  return name.endsWith(".sinks") ? name : name + ending;
}

/** Entries of the first axis, each of which lies in one piece. */
function* entriesOf(tensor: PlacedTensor): Generator<PlacedTensor> {
  const [count, ...shape] = tensor.shape;
  const size = (tensor.end - tensor.start) / count;
  for (let i = 0; i < count; i++) {
    const start = tensor.start + i * size;
    yield { ...tensor, shape, start, end: start + size };
  }
}

function stored(tensor: PlacedTensor, name: string, turn?: Turn): StoredTensor {
  const { type, shape, start, end, file, path } = tensor;
  const entry = { name, dtype: type.name, shape: turn?.shape?.(shape) ?? shape, start, end, file, path };
  if (!type.widenBlock && !turn) return entry; // as safetensors has it
  const widen = (bytes: Uint8Array): NamedArray => {
    const array = widened(tensor, bytes);
    if (!turn) return array;
    try {
      return turn.apply(array);
    } catch (cause) {
      throw new CheckpointError(
        `${file.name}: tensor "${tensor.name}" has shape [${shape.join(", ")}], which does not fit the sizes in the metadata. They do not belong together.`,
        { code: "tensor-shape", file: path, tensor: tensor.name, cause },
      );
    }
  };
  return { ...entry, widen };
}

function widened({ type, shape, name, file }: PlacedTensor, bytes: Uint8Array): NamedArray {
  return { data: widenGgml(type, bytes, { file: file.name, tensor: name }), shape };
}
