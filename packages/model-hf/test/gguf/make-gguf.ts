/** GGUF files made of the committed checkpoints, in memory. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Source } from "@llm-anatomy/model-hf";
import { type Config, ggufOf, type Tensor } from "../../../../tools/gguf/from-checkpoint.ts";
import { ggufBytes, type Metadata, type WrittenTensor } from "../../../../tools/gguf/gguf-writer.ts";
import type { FormatName } from "../../../../tools/gguf/quantize.ts";
import { readCheckpoint } from "../../../../tools/gguf/read-checkpoint.ts";
import { type TokenizerOptions, tokenizerMetadata } from "../../../../tools/gguf/tokenizer-metadata.ts";
import { safetensors } from "../memory-source.ts";

export const tinyModels = join(import.meta.dirname, "../../../tiny-models/models");

/** What `tiny-llama`'s own files say of its tokenizer. */
export const tinyTokenizer: TokenizerOptions = {
  pre: "gpt-2",
  special: { bos: "<|begin|>", eos: "<|end|>", padding: "<|pad|>" },
};

export interface MadeFile {
  config: Config;
  tensors: Map<string, Tensor>;
  metadata: Metadata;
  written: WrittenTensor[];
  bytes: Uint8Array<ArrayBuffer>;
}

/** The checkpoint in a folder as a GGUF file. `changes` replace keys of its config, and `drop` leaves tensors out, in both. */
export function ggufOfFolder(
  folder: string,
  format: FormatName = "F32",
  { changes = {}, drop = undefined as RegExp | undefined, metadata: more = {} as Metadata } = {},
): MadeFile {
  const read = readCheckpoint(folder);
  for (const name of [...read.tensors.keys()]) if (drop?.test(name)) read.tensors.delete(name);
  const config = { ...read.config, ...changes } as Config;
  const { metadata, tensors: written } = ggufOf(config, read.tensors, format, more);
  return { config, tensors: read.tensors, metadata, written, bytes: ggufBytes(metadata, written) };
}

export function tokenizerOf(folder: string, options: TokenizerOptions = {}): Metadata {
  return tokenizerMetadata(JSON.parse(readFileSync(join(folder, "tokenizer.json"), "utf8")), options);
}

interface Stored {
  dtype: string;
  shape: number[];
  bytes: Uint8Array;
}

/** The same tensors as a checkpoint of safetensors, with config. */
export function asFiles(config: object, tensors: ReadonlyMap<string, Tensor>): Record<string, Uint8Array | string> {
  const entries = [...tensors].map(([name, { data, shape }]) => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
    return [name, { dtype: "F32", shape: [...shape], bytes }] as [string, Stored];
  });
  return { "config.json": JSON.stringify(config), "model.safetensors": safetensors(Object.fromEntries(entries)) };
}

/** Files by their names, with a list of them. */
export function listedSource(files: Record<string, Uint8Array | string>): Source & { reads: [number, number][] } {
  const reads: [number, number][] = [];
  return {
    name: "memory",
    reads,
    async open(path) {
      const content = files[path];
      if (content === undefined) return null;
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      return {
        name: `memory/${path}`,
        size: bytes.length,
        async read(start, end, signal) {
          signal?.throwIfAborted();
          reads.push([start, end]);
          return bytes.slice(start, end);
        },
      };
    },
    list: async () => Object.keys(files),
  };
}
