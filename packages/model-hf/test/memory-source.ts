/** Checkpoints made in memory, for tests of what happens when something is wrong with one. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Source } from "@llm-anatomy/model-hf";

export const fixtures = join(import.meta.dirname, "fixtures");

/** A source that holds these files. */
export function memorySource(files: Record<string, Uint8Array | string>): Source {
  return {
    name: "memory",
    async open(path) {
      const content = files[path];
      if (content === undefined) return null;
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      return { name: `memory/${path}`, size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
    },
  };
}

/** config.json and weights of the committed llama, with some files replaced. */
export function llamaFiles(
  changed: Record<string, Uint8Array | string | undefined> = {},
): Record<string, Uint8Array | string> {
  const files: Record<string, Uint8Array | string | undefined> = {
    "config.json": readFileSync(join(fixtures, "llama/config.json"), "utf8"),
    "model.safetensors": new Uint8Array(readFileSync(join(fixtures, "llama/model.safetensors"))),
    ...changed,
  };
  return Object.fromEntries(Object.entries(files).filter(([, value]) => value !== undefined)) as Record<
    string,
    Uint8Array | string
  >;
}

/** config.json of the committed llama with some keys changed; `undefined` removes one. */
export function llamaConfig(changed: Record<string, unknown>): string {
  return JSON.stringify({ ...JSON.parse(llamaFiles()["config.json"] as string), ...changed });
}

/** A safetensors file from tensors and their bytes. */
export function safetensors(
  tensors: Record<string, { dtype: string; shape: number[]; bytes: Uint8Array }>,
  changeHeader: (header: Record<string, unknown>) => void = () => {},
): Uint8Array {
  const header: Record<string, unknown> = {};
  let at = 0;
  for (const [name, { dtype, shape, bytes }] of Object.entries(tensors)) {
    header[name] = { dtype, shape, data_offsets: [at, at + bytes.length] };
    at += bytes.length;
  }
  changeHeader(header);
  const text = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + at);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  at = 8 + text.length;
  for (const { bytes } of Object.values(tensors)) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

/** The tensors of a safetensors file, in the form `safetensors` takes. */
export function tensorsOf(file: Uint8Array): Record<string, { dtype: string; shape: number[]; bytes: Uint8Array }> {
  const view = new DataView(file.buffer, file.byteOffset);
  const start = 8 + Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, start))) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: [number, number] }
  >;
  const entries = Object.entries(header).filter(([name]) => name !== "__metadata__");
  return Object.fromEntries(
    entries.map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => [name, { dtype, shape, bytes: file.slice(start + from, start + to) }],
    ),
  );
}
