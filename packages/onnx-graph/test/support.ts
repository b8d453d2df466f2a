/** Reading this package's fixtures, and running a model in onnxruntime-web. @module */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ort from "onnxruntime-web";
import { type ModelSource, writeModel } from "../src/index.ts";

export const fixtures = join(import.meta.dirname, "fixtures");

export function readFixture(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(fixtures, name)));
}

export function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(fixtures, name), "utf8")) as T;
}

/** The bytes of a base64 text, aligned for any typed array. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, "base64"));
}

// One thread: the graphs are tiny, and worker threads would keep the test process alive.
ort.env.wasm.numThreads = 1;
ort.env.logLevel = "error";

export type Feeds = Record<string, ort.Tensor>;

/** Runs a model once in onnxruntime-web (WASM) and returns its outputs. */
export async function run(
  model: ModelSource | Uint8Array,
  feeds: Feeds = {},
  options: ort.InferenceSession.SessionOptions = {},
): Promise<Record<string, ort.Tensor>> {
  const bytes = model instanceof Uint8Array ? model : writeModel(model);
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ["wasm"], ...options });
  try {
    return { ...(await session.run(feeds)) };
  } finally {
    await session.release();
  }
}

export function feed(type: "float32", dims: readonly number[], data: ArrayLike<number>): ort.Tensor {
  return new ort.Tensor(type, Float32Array.from(data), dims);
}

export { ort };
