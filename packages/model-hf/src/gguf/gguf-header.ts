/**
 * The header of a GGUF file: its metadata, and which tensors it has and where their bytes lie.
 *
 * `@huggingface/gguf` parses it from the parts of the file that it asks for; those come from a `SourceFile`, so that only
 * the header is read, wherever the file is. What the parser takes on trust is checked here: that the file goes on as far
 * as the header says, that each tensor has as many bytes as its format and shape need, and that they lie one after another.
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 * @module
 */
import { type GGUFParseOutput, type GGUFTypedMetadata, GGUFValueType, gguf } from "@huggingface/gguf";
import { CheckpointError, type CheckpointErrorCode } from "../errors.ts";
import type { SourceFile } from "../source/source.ts";
import { findType, type GgmlType, readableTypes } from "./ggml-types.ts";

export type MetadataValue = string | number | boolean | MetadataValue[];
export type Metadata = Readonly<Record<string, MetadataValue>>;

export interface GgufTensor {
  name: string;
  type: GgmlType;
  /** Slowest axis first, as everywhere here; the file has it the other way round. */
  shape: number[];
  /** Bytes start … end - 1 of the file. */
  start: number;
  end: number;
}

export interface GgufHeader {
  metadata: Metadata;
  tensors: GgufTensor[];
}

type Fail = (code: CheckpointErrorCode, problem: string, tensor?: string) => never;

/** Reads and checks the header. @throws CheckpointError that names file and tensor */
export async function readGgufHeader(file: SourceFile, path: string, signal?: AbortSignal): Promise<GgufHeader> {
  const fail: Fail = (code, problem, tensor) => {
    throw new CheckpointError(`${file.name}: ${problem}`, { code, file: path, tensor });
  };
  const start = await file.read(0, Math.min(4, file.size), signal);
  if (String.fromCharCode(...start) !== "GGUF") {
    const text = JSON.stringify(new TextDecoder().decode(await file.read(0, Math.min(60, file.size), signal)));
    fail(
      "file-malformed",
      `begins with ${text} but a GGUF file begins with "GGUF". It may be a Git LFS pointer or an error page; download the file itself.`,
    );
  }
  if (file.size < smallestFile) fail("file-truncated", endsInHeader(file.size));
  const parts = new HeaderParts(file, signal);
  let parsed: GGUFParseOutput & { typedMetadata: GGUFTypedMetadata };
  try {
    // The parser wants an address; what it fetches comes from the file whatever that is.
    parsed = await gguf("https://localhost/header.gguf", { fetch: parts.fetch, typedMetadata: true });
  } catch (cause) {
    if (parts.failure) throw parts.failure.error;
    if (parts.isPastEnd) fail("file-truncated", endsInHeader(file.size));
    throw new CheckpointError(
      `${file.name}: its header cannot be read: ${(cause as Error).message}. The file is damaged; download it again.`,
      { code: "file-malformed", file: path, cause },
    );
  }
  if (!parsed.littleEndian) fail("file-malformed", "is a big-endian GGUF file; only little-endian ones can be read.");
  if (parsed.tensorInfoByteRange[1] > file.size) fail("file-truncated", endsInHeader(file.size));
  const metadata = parts.completed(plainMetadata(parsed.typedMetadata, fail));
  return { metadata, tensors: placeTensors(parsed, file.size, fail) };
}

// "GGUF", a version, and how many tensors and metadata there are.
const smallestFile = 24;

const endsInHeader = (size: number) =>
  `ends at byte ${size}, inside its header. The file is truncated; download it again.`;

/** Answers the parser's requests from a file, and keeps what it gave. */
class HeaderParts {
  readonly #file: SourceFile;
  readonly #signal?: AbortSignal;
  readonly #parts: { start: number; bytes: Uint8Array }[] = [];
  /** Whether the parser went on where nothing is: it reads zeros there. */
  isPastEnd = false;
  /** What reading the file threw, which the parser may not tell. */
  failure?: { error: unknown };

  constructor(file: SourceFile, signal?: AbortSignal) {
    this.#file = file;
    this.#signal = signal;
  }

  readonly fetch: typeof globalThis.fetch = async (_, init) => {
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get("Range")!)!;
    const start = Number(from);
    const end = Math.min(Number(to) + 1, this.#file.size);
    if (start >= this.#file.size) {
      this.isPastEnd = true;
      return new Response(new Uint8Array(0));
    }
    try {
      const bytes = await this.#file.read(start, end, this.#signal);
      this.#signal?.throwIfAborted();
      this.#parts.push({ start, bytes });
      return new Response(bytes as Uint8Array<ArrayBuffer>);
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  };

  /**
   * The parser (0.4.6) cuts off the last text of a list where it crosses from one part into the next, without an error. Such
   * a text ends just before a part begins, behind a length that is larger.
   */
  completed(metadata: Metadata): Metadata {
    const lists = Object.entries(metadata).filter((entry): entry is [string, string[]] => {
      const [, value] = entry;
      return Array.isArray(value) && typeof value.at(-1) === "string";
    });
    const whole: Record<string, MetadataValue> = { ...metadata };
    for (let i = 1; i < this.#parts.length; i++) {
      const before = this.#parts[i - 1].bytes;
      for (const [key, list] of lists) {
        const cut = new TextEncoder().encode(list.at(-1));
        // What is cut inside a character ends in a replacement character instead of its first bytes.
        for (let spare = 0; spare < 4; spare++) {
          const text = textAcross(before, this.#parts[i].bytes, cut.length - spare);
          if (text?.startsWith(list.at(-1)!.replace(/\uFFFD+$/, ""))) whole[key] = [...list.slice(0, -1), text];
        }
      }
    }
    return whole;
  }
}

/** The text of which `count` bytes lie at the end of one part, behind its length, and the others in the next. */
function textAcross(before: Uint8Array, after: Uint8Array, count: number): string | null {
  const at = before.length - count - 8;
  if (count < 0 || at < 0) return null;
  const length = Number(new DataView(before.buffer, before.byteOffset + at, 8).getBigUint64(0, true));
  if (length <= count || length - count > after.length) return null;
  const bytes = new Uint8Array(length);
  bytes.set(before.subarray(at + 8));
  bytes.set(after.subarray(0, length - count), count);
  return new TextDecoder().decode(bytes);
}

/** Numbers as numbers: whole ones of 64 bits too, and float32 as the shortest decimal that is rounded to it (1e-5). */
function plainMetadata(typed: GGUFTypedMetadata, fail: Fail): Metadata {
  const plain = (value: unknown, key: string): MetadataValue => {
    if (Array.isArray(value)) return value.map((item) => plain(item, key));
    if (typeof value !== "bigint") return value as MetadataValue;
    if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER))
      fail("file-malformed", `${key} is ${value}, which is no number that a model could have. The file is damaged.`);
    return Number(value);
  };
  return Object.fromEntries(
    Object.entries(typed as Record<string, { value: unknown; type: GGUFValueType }>).map(([key, { value, type }]) => [
      key,
      type === GGUFValueType.FLOAT32 ? shortestDecimal(value as number) : plain(value, key),
    ]),
  );
}

function shortestDecimal(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

const usualAlignment = 32;

/** Each tensor's bytes, in the order in which they lie. */
function placeTensors(
  { tensorInfos, tensorDataOffset, metadata }: GGUFParseOutput,
  fileSize: number,
  fail: Fail,
): GgufTensor[] {
  const alignment = Number((metadata as Record<string, unknown>)["general.alignment"] ?? usualAlignment);
  if (!Number.isInteger(Math.log2(alignment)))
    fail("file-malformed", `general.alignment is ${alignment} but has to be a power of two. The file is damaged.`);
  const names = new Set<string>();
  const tensors = tensorInfos.map(({ name, dtype, shape, offset }): GgufTensor => {
    if (names.has(name)) fail("file-malformed", `has two tensors "${name}". The file is damaged.`, name);
    names.add(name);
    const type = findType(dtype);
    if (typeof type === "string") {
      return fail(
        "dtype-unsupported",
        `tensor "${name}" has the format ${type}, which cannot be read. These can: ${readableTypes.join(", ")}. Take a file of the model in one of them, such as Q4_K_M or Q8_0.`,
        name,
      );
    }
    const sizes = shape.map(Number).reverse();
    const start = Number(tensorDataOffset) + Number(offset);
    return { name, type, shape: sizes, start, end: start + bytesOf(name, type, sizes, fail) };
  });
  tensors.sort((a, b) => a.start - b.start || a.end - b.end);
  let at = Number(tensorDataOffset);
  for (const { name, start, end } of tensors) {
    if (start !== at) {
      fail(
        "file-malformed",
        `tensor "${name}" begins at byte ${start} but the one before leaves off for byte ${at}. The file is damaged.`,
        name,
      );
    }
    if (end > fileSize) {
      fail(
        "file-truncated",
        `tensor "${name}" ends at byte ${end} but the file has ${fileSize}. The file is truncated; download it again.`,
        name,
      );
    }
    at = Math.ceil(end / alignment) * alignment;
  }
  return tensors;
}

function bytesOf(name: string, { name: format, blockSize, blockBytes }: GgmlType, shape: number[], fail: Fail): number {
  const row = shape.at(-1) ?? 1;
  if (row % blockSize !== 0) {
    fail(
      "file-malformed",
      `tensor "${name}" has rows of ${row} numbers but a block of ${format} has ${blockSize}. The file is damaged.`,
      name,
    );
  }
  const count = shape.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(count * blockBytes))
    fail(
      "file-malformed",
      `tensor "${name}" has shape [${shape.join(", ")}], which no file holds. It is damaged.`,
      name,
    );
  return (count / blockSize) * blockBytes;
}
