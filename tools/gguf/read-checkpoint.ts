/** A small checkpoint in a folder, whole and in float32. @module */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Config, Tensor } from "./from-checkpoint.ts";

type Entry = { dtype: string; shape: number[]; data_offsets: [number, number] };

export function readCheckpoint(folder: string): { config: Config; tensors: Map<string, Tensor> } {
  const config = JSON.parse(readFileSync(join(folder, "config.json"), "utf8")) as Config;
  const tensors = new Map<string, Tensor>();
  for (const name of readdirSync(folder).filter((file) => /^model.*\.safetensors$/.test(file))) {
    for (const [tensor, value] of readSafetensors(new Uint8Array(readFileSync(join(folder, name)))))
      tensors.set(tensor, value);
  }
  return { config, tensors };
}

/** The tensors of a file in F32, F16 or BF16. */
export function readSafetensors(file: Uint8Array): Map<string, Tensor> {
  const view = new DataView(file.buffer, file.byteOffset);
  const start = 8 + Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, start))) as Record<string, Entry>;
  const entries = Object.entries(header).filter(([name]) => name !== "__metadata__");
  return new Map(
    entries.map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => [name, { data: widen(dtype, file.slice(start + from, start + to)), shape }],
    ),
  );
}

function widen(dtype: string, bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer);
  if (dtype === "F32") return new Float32Array(bytes.buffer);
  if (dtype === "F16") return Float32Array.from({ length: bytes.length / 2 }, (_, i) => view.getFloat16(2 * i, true));
  if (dtype === "BF16")
    return new Float32Array(Uint32Array.from(new Uint16Array(bytes.buffer), (bits) => bits << 16).buffer);
  throw new RangeError(`readSafetensors: dtype ${dtype} is not read here; F32, F16 and BF16 are.`);
}
