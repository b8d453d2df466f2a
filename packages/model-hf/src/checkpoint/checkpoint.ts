/**
 * The tensors of a checkpoint, in one safetensors file or many, or where its source says, read when asked for.
 * @module
 */
import { CheckpointError } from "../errors.ts";
import { createProgressMeter, type OnProgress } from "../source/progress.ts";
import { missingFile, readJson, type Source, type SourceFile } from "../source/source.ts";
import { readSafetensorsHeader, type TensorEntry } from "./safetensors.ts";
import { widenToF32 } from "./tensor-dtypes.ts";

/** A tensor as float32. */
export interface NamedArray {
  data: Float32Array;
  shape: number[];
}

export interface StoredTensor extends TensorEntry {
  file: SourceFile;
  path: string;
  /** Makes float32 of its bytes, where a format is not one of safetensors. */
  widen?(bytes: Uint8Array): NamedArray;
}

const singleFile = "model.safetensors";
const indexFile = "model.safetensors.index.json";

/** Whether there are weights in safetensors files, with one part or many. */
export async function hasSafetensors(source: Source, signal?: AbortSignal): Promise<boolean> {
  for (const path of [singleFile, indexFile]) if (await source.open(path, signal)) return true;
  return false;
}

// Neighbouring tensors are read together up to this size: few requests, small peak.
const readSize = 8 * 2 ** 20;
// GGUF fills up to a multiple of 32 bytes between tensors: reading a little too much costs less than asking twice.
const largestGap = 4096;

export class Checkpoint {
  readonly source: Source;
  readonly tensors: ReadonlyMap<string, StoredTensor>;

  private constructor(source: Source, tensors: ReadonlyMap<string, StoredTensor>) {
    this.source = source;
    this.tensors = tensors;
  }

  /** Reads headers only. @throws CheckpointError when there are no weights, or header and file do not fit */
  static async open(source: Source, signal?: AbortSignal): Promise<Checkpoint> {
    if (source.tensors) return new Checkpoint(source, await source.tensors());
    const tensors = new Map<string, StoredTensor>();
    const single = await source.open(singleFile, signal);
    if (single) {
      for (const entry of await readSafetensorsHeader(single, singleFile, signal)) {
        tensors.set(entry.name, { ...entry, file: single, path: singleFile });
      }
      return new Checkpoint(source, tensors);
    }
    for (const [path, names] of await readIndex(source, signal)) {
      const file = await source.open(path, signal);
      if (!file) {
        throw await missingFile(source, path, `${indexFile} names ${path}, which is not there. Download all parts.`);
      }
      const entries = new Map((await readSafetensorsHeader(file, path, signal)).map((entry) => [entry.name, entry]));
      for (const name of names) {
        const entry = entries.get(name);
        if (!entry) throw missing(source, name, `${indexFile} says it is in ${path}`);
        tensors.set(name, { ...entry, file, path });
      }
    }
    return new Checkpoint(source, tensors);
  }

  has(name: string): boolean {
    return this.tensors.has(name);
  }

  /** The entry of a tensor the model needs. */
  entry(name: string): StoredTensor {
    const entry = this.tensors.get(name);
    if (entry) return entry;
    throw missing(this.source, name, `it has ${this.tensors.size} tensors${closest(name, this.tensors.keys())}`);
  }

  async read(name: string, signal?: AbortSignal): Promise<NamedArray> {
    const entry = this.entry(name);
    return widen(entry, await entry.file.read(entry.start, entry.end, signal));
  }

  /** Reads many tensors in the order they lie in their files, each given to `use` as soon as it is there. */
  async readAll(
    names: Iterable<string>,
    use: (name: string, array: NamedArray) => void | Promise<void>,
    options: { onProgress?: OnProgress; signal?: AbortSignal } = {},
  ): Promise<void> {
    const entries = [...new Set(names)].map((name) => this.entry(name));
    entries.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.start - b.start));
    await downloadAll(entries, options);
    const total = entries.reduce((sum, entry) => sum + entry.end - entry.start, 0);
    const progress = createProgressMeter("weights", total, options.onProgress);
    for (const run of neighbours(entries)) {
      const { file, path, start } = run[0];
      const bytes = await file.read(start, run[run.length - 1].end, options.signal);
      for (const entry of run) {
        await use(entry.name, widen(entry, bytes.subarray(entry.start - start, entry.end - start)));
        progress.add(entry.end - entry.start, path);
        options.signal?.throwIfAborted();
      }
    }
  }
}

/** Brings the files of `entries` into the cache, so that trouble with a connection shows before hours of other work. */
async function downloadAll(
  entries: StoredTensor[],
  { onProgress, signal }: { onProgress?: OnProgress; signal?: AbortSignal },
): Promise<void> {
  const remote = new Map(entries.filter(({ file }) => file.download).map(({ path, file }) => [path, file]));
  const total = [...remote.values()].reduce((sum, file) => sum + file.size, 0);
  const progress = createProgressMeter("download", total, onProgress);
  for (const [path, file] of remote) {
    await file.download!({ signal, onBytes: (count) => progress.add(count, path) });
  }
}

/**
 * The numbers in `bytes`. Float32 that fills most of its buffer stays where it is, which halves the peak of a large
 * tensor; a small one is copied out, or it would keep the buffer of all its neighbours alive.
 */
function widen(entry: StoredTensor, bytes: Uint8Array): NamedArray {
  if (entry.widen) return entry.widen(bytes);
  const { buffer, byteOffset, byteLength } = bytes;
  if (entry.dtype === "F32" && byteOffset % 4 === 0 && 2 * byteLength >= buffer.byteLength)
    return { data: new Float32Array(buffer, byteOffset, byteLength / 4), shape: entry.shape };
  return { data: widenToF32(entry.dtype, bytes, { file: entry.file.name, tensor: entry.name }), shape: entry.shape };
}

/** Runs of tensors that lie next to each other in one file and are at most `readSize` together. */
function* neighbours(entries: StoredTensor[]): Generator<StoredTensor[]> {
  let run: StoredTensor[] = [];
  for (const entry of entries) {
    const last = run[run.length - 1];
    const apart = last && (last.path !== entry.path || entry.start - last.end > largestGap);
    if (last && (apart || entry.end - run[0].start > readSize)) {
      yield run;
      run = [];
    }
    run.push(entry);
  }
  if (run.length > 0) yield run;
}

/** File → names of its tensors. */
async function readIndex(source: Source, signal?: AbortSignal): Promise<Map<string, string[]>> {
  const index = await readJson(source, indexFile, signal);
  if (!index) {
    throw await missingFile(
      source,
      singleFile,
      `has neither ${singleFile} nor ${indexFile}, nor a GGUF file that could be found. Checkpoints with only .bin files cannot be read; look for a safetensors version, or name a GGUF file with the option \`file\`.`,
    );
  }
  const map = index.weight_map;
  if (typeof map !== "object" || map === null) {
    throw new CheckpointError(`${source.name}/${indexFile}: has no weight_map.`, {
      code: "file-malformed",
      file: indexFile,
    });
  }
  const files = new Map<string, string[]>();
  for (const [name, path] of Object.entries(map)) {
    if (typeof path !== "string" || path.includes("..") || path.startsWith("/")) {
      throw new CheckpointError(
        `${source.name}/${indexFile}: tensor "${name}" is said to be in ${JSON.stringify(path)}, which is not a file name.`,
        {
          code: "file-malformed",
          file: indexFile,
          tensor: name,
        },
      );
    }
    files.set(path, [...(files.get(path) ?? []), name]);
  }
  return files;
}

function missing(source: Source, tensor: string, detail: string): CheckpointError {
  return new CheckpointError(
    `${source.name}: tensor "${tensor}" is missing; ${detail}. The checkpoint is incomplete, or its config.json belongs to another model.`,
    { code: "tensor-missing", tensor },
  );
}

/** The name that has most in common with the one that was looked for. */
function closest(wanted: string, names: Iterable<string>): string {
  const parts = new Set(wanted.split("."));
  let best = "";
  let bestScore = 0;
  for (const name of names) {
    const score = name.split(".").filter((part) => parts.has(part)).length;
    if (score > bestScore) [best, bestScore] = [name, score];
  }
  return best ? `, the most similar is "${best}"` : "";
}
