/**
 * Writes GGUF files: a header of typed metadata and tensor places, then the tensors, each at a multiple of 32 bytes.
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 * @module
 */
import { open, rename } from "node:fs/promises";

/** A value of the metadata with the type it is written as. */
export interface Typed {
  type: number;
  write(out: Bytes): void;
}

export const uint32 = (value: number): Typed => ({ type: 4, write: (out) => out.uint32(value) });
export const float32 = (value: number): Typed => ({ type: 6, write: (out) => out.float32(value) });
export const bool = (value: boolean): Typed => ({ type: 7, write: (out) => out.byte(value ? 1 : 0) });
export const string = (value: string): Typed => ({ type: 8, write: (out) => out.text(value) });
export const uint64 = (value: number): Typed => ({ type: 10, write: (out) => out.uint64(value) });

export const strings = (values: readonly string[]): Typed => list(values.map(string), 8);
export const floats = (values: readonly number[]): Typed => list(values.map(float32), 6);
export const ints = (values: readonly number[]): Typed => list(values.map(uint32), 5);
export const bools = (values: readonly boolean[]): Typed => list(values.map(bool), 7);
export const bytes = (values: readonly number[]): Typed =>
  list(
    values.map((value) => ({ type: 0, write: (out: Bytes) => out.byte(value) })),
    0,
  );

function list(items: readonly Typed[], type: number): Typed {
  return {
    type: 9,
    write(out) {
      out.uint32(type).uint64(items.length);
      for (const item of items) item.write(out);
    },
  };
}

export type Metadata = Readonly<Record<string, Typed>>;

export interface WrittenTensor {
  name: string;
  /** ggml's number of the format. */
  type: number;
  /** Slowest axis first. */
  shape: readonly number[];
  byteLength: number;
  /** Called when the tensor's turn comes, so that one is in memory at a time. */
  bytes(): Uint8Array;
}

const alignment = 32;

/** The parts of a file, in order. */
export function* ggufParts(metadata: Metadata, tensors: readonly WrittenTensor[]): Generator<Uint8Array> {
  const header = new Bytes().raw("GGUF").uint32(3).uint64(tensors.length);
  const entries = Object.entries(metadata);
  header.uint64(entries.length);
  for (const [key, value] of entries) value.write(header.text(key).uint32(value.type));
  let at = 0;
  for (const { name, shape, type, byteLength } of tensors) {
    header.text(name).uint32(shape.length);
    for (const size of [...shape].reverse()) header.uint64(size);
    header.uint32(type).uint64(at);
    at += aligned(byteLength);
  }
  yield padded(header.all());
  for (const tensor of tensors) yield padded(tensor.bytes());
}

/** A whole file in memory. */
export function ggufBytes(metadata: Metadata, tensors: readonly WrittenTensor[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([...ggufParts(metadata, tensors)]));
}

/** A file on disk, which has its name once it is whole. */
export async function writeGguf(path: string, metadata: Metadata, tensors: readonly WrittenTensor[]): Promise<void> {
  const file = await open(`${path}.part`, "w");
  for (const part of ggufParts(metadata, tensors)) await file.write(part);
  await file.close();
  await rename(`${path}.part`, path);
}

const aligned = (count: number) => Math.ceil(count / alignment) * alignment;

function padded(content: Uint8Array): Uint8Array {
  const out = new Uint8Array(aligned(content.length));
  out.set(content);
  return out;
}

/** Little-endian numbers and texts, one after another. */
export class Bytes {
  #content = new Uint8Array(1 << 16);
  #length = 0;

  raw(value: string): this {
    return this.#put(new TextEncoder().encode(value));
  }

  text(value: string): this {
    const encoded = new TextEncoder().encode(value);
    return this.uint64(encoded.length).#put(encoded);
  }

  byte(value: number): this {
    return this.#put(Uint8Array.of(value));
  }

  uint32(value: number): this {
    return this.#number(4, (view) => view.setUint32(0, value, true));
  }

  uint64(value: number): this {
    return this.#number(8, (view) => view.setBigUint64(0, BigInt(value), true));
  }

  float32(value: number): this {
    return this.#number(4, (view) => view.setFloat32(0, value, true));
  }

  all(): Uint8Array {
    return this.#content.subarray(0, this.#length);
  }

  #number(size: number, write: (view: DataView) => void): this {
    const content = new Uint8Array(size);
    write(new DataView(content.buffer));
    return this.#put(content);
  }

  #put(content: Uint8Array): this {
    if (this.#length + content.length > this.#content.length) {
      const larger = new Uint8Array(2 * (this.#content.length + content.length));
      larger.set(this.#content);
      this.#content = larger;
    }
    this.#content.set(content, this.#length);
    this.#length += content.length;
    return this;
  }
}
