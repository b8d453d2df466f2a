/**
 * Where a checkpoint's files come from. A source knows how to find a file and read any part of it; nothing else.
 * @module
 */
import type { StoredTensor } from "../checkpoint/checkpoint.ts";
import { CheckpointError } from "../errors.ts";

export interface Source {
  /** For messages: a hub id, a folder, an address. */
  readonly name: string;
  /** A file of the checkpoint by its path inside it, or null when there is no such file. */
  open(path: string, signal?: AbortSignal): Promise<SourceFile | null>;
  /** Paths of all files, where the source can tell. */
  list?(signal?: AbortSignal): Promise<string[]>;
  /** The model's tensors, where they lie in files of another form than safetensors. */
  tensors?(): Promise<ReadonlyMap<string, StoredTensor>>;
  /** Why a file that the model needs is not there and what to do, where the source knows more than that it is not. */
  explainMissing?(path: string): Promise<string | null>;
}

export interface SourceFile {
  /** For messages: which file of which source. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Whether its bytes come over a network. */
  readonly remote?: boolean;
  /** Bytes start … end - 1, for the caller to keep and change. Always all of them: fewer is an error. */
  read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
  /**
   * Brings the whole file into the cache, from which `read` reads afterwards; only remote files that can be kept have it.
   * `onBytes` counts what is there: first what an earlier try left, then each piece (a restart takes its bytes back).
   */
  download?(options?: { signal?: AbortSignal; onBytes?: (count: number) => void }): Promise<void>;
}

export type JsonObject = Record<string, unknown>;

// A config or tokenizer is at most some tens of MB (256k tokens); more is not one.
const largestTextFile = 256 * 2 ** 20;

/** The text of a file, or null when there is none. */
export async function readText(source: Source, path: string, signal?: AbortSignal): Promise<string | null> {
  const file = await source.open(path, signal);
  if (!file) return null;
  if (file.size > largestTextFile) {
    throw new CheckpointError(
      `${file.name}: is ${file.size} bytes but a text file of a checkpoint has at most ${largestTextFile}. This is not the file it is named after.`,
      { code: "file-malformed", file: path },
    );
  }
  await file.download?.({ signal });
  return new TextDecoder().decode(await file.read(0, file.size, signal));
}

/** The object in a JSON file, or null when there is no such file. @throws CheckpointError that shows how the file begins */
export async function readJson(source: Source, path: string, signal?: AbortSignal): Promise<JsonObject | null> {
  const text = await readText(source, path, signal);
  return text === null ? null : parseJson(text, `${source.name}/${path}`, path);
}

/** The object in a JSON file that the checkpoint must have. */
export async function requireJson(source: Source, path: string, signal?: AbortSignal): Promise<JsonObject> {
  const value = await readJson(source, path, signal);
  if (value) return value;
  throw await missingFile(source, path, `has no ${path}. Is this a Hugging Face checkpoint?`);
}

/** The error for a file that the model needs; `what` says it in general, the source may know better. */
export async function missingFile(source: Source, path: string, what: string): Promise<CheckpointError> {
  const known = await source.explainMissing?.(path);
  return new CheckpointError(known ?? `${source.name}: ${what}`, {
    code: known ? "offline" : "file-missing",
    file: path,
  });
}

/** Parses a JSON object. A web page in its place, the usual sign of a login or an error page, is named as such. */
export function parseJson(text: string, name: string, path: string): JsonObject {
  const start = JSON.stringify(text.trimStart().slice(0, 60));
  if (/^"<(!doctype|html|head|\?xml)/i.test(start)) {
    throw new CheckpointError(
      `${name}: is a web page (it begins with ${start}) but JSON was expected. The address probably leads to a login or error page; check it, and sign in if the model is gated.`,
      { code: "not-json", file: path },
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError(
      `${name}: is not JSON: ${(cause as Error).message}. It has ${text.length} characters and begins with ${start}. Download it again.`,
      { code: "not-json", file: path, cause },
    );
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  const kind = Array.isArray(value) ? "an array" : String(value);
  throw new CheckpointError(`${name}: holds ${kind} but a JSON object was expected.`, { code: "not-json", file: path });
}
