/**
 * Which GGUF file of a source is meant. A repository often has one file per format of its numbers, and large ones divided
 * into parts, `…-00001-of-00003.gguf`; what reads them is loaded only when there is one.
 * @module
 */
import { CheckpointError } from "../errors.ts";
import type { Source } from "./source.ts";

export interface GgufOptions {
  /** Metadata that may be ignored although nothing here knows it. */
  ignoreConfigKeys?: readonly string[];
  signal?: AbortSignal;
}

export const isGguf = (path: string) => /\.gguf(\?.*)?$/i.test(path);

/** `source` read through its GGUF file: `file` is its path, or a part of it that no other has (`Q4_K_M`). */
export async function withGguf(source: Source, file: string, options: GgufOptions = {}): Promise<Source> {
  if (source.tensors) return source;
  const { ggufSource } = await import("../gguf/gguf-source.ts");
  return ggufSource(source, await findGguf(source, file, options.signal), options);
}

/** The only GGUF file, where a source can list its files and has no ONNX graphs. @throws CheckpointError when there are several */
export async function onlyGguf(source: Source, signal?: AbortSignal): Promise<string | undefined> {
  const paths = (await source.list?.(signal)) ?? [];
  const [first, second] = models(paths);
  if (first === undefined || paths.some((path) => path.endsWith(".onnx"))) return undefined;
  if (second === undefined) return first;
  throw new CheckpointError(
    `${source.name}: has several GGUF files. Say which one with the option \`file\`: ${listed(models(paths))}.`,
    { code: "file-ambiguous" },
  );
}

async function findGguf(source: Source, file: string, signal?: AbortSignal): Promise<string> {
  const first = firstPart(file);
  if (isGguf(first) && (await source.open(first, signal))) return first;
  const all = models((await source.list?.(signal)) ?? []);
  const wanted = file.toLowerCase();
  const found = all.filter((path) => path.toLowerCase().includes(wanted));
  if (found.length === 1) return found[0];
  const fail = (code: "file-missing" | "file-ambiguous", problem: string): never => {
    throw new CheckpointError(`${source.name}: ${problem}`, { code, file });
  };
  if (found.length > 1)
    fail(
      "file-ambiguous",
      `${found.length} of its GGUF files have "${file}" in their names: ${listed(found)}. Say more of one.`,
    );
  return fail(
    "file-missing",
    all.length > 0
      ? `has no GGUF file "${file}". It has ${listed(all)}.`
      : `has no GGUF file "${file}". Check the name.`,
  );
}

/** Whole models: of a divided file its first part, and no projectors of images. */
function models(paths: readonly string[]): string[] {
  return paths.filter((path) => isGguf(path) && firstPart(path) === path && !/(^|\/)mmproj/i.test(path));
}

const part = /-(\d{5})-of-(\d{5})(?=\.gguf(\?|$))/i;

function firstPart(path: string): string {
  return path.replace(part, "-00001-of-$2");
}

/** All parts of a file, by the path of the first. */
export function partsOf(path: string): string[] {
  const [, , total] = part.exec(path) ?? [];
  if (total === undefined) return [path];
  return Array.from({ length: Number(total) }, (_, i) =>
    path.replace(part, `-${String(i + 1).padStart(5, "0")}-of-${total}`),
  );
}

function listed(paths: readonly string[]): string {
  return paths.slice(0, 20).join(", ") + (paths.length > 20 ? ", …" : "");
}
