/**
 * The header of a GGUF file: its metadata, and which tensors it has and where their bytes lie.
 *
 * A file is "GGUF", a version, two counts, the metadata (key, type, value), a record per tensor, and the tensors' bytes.
 * It says nowhere how long its header is, so that is read in pieces, as far as it goes. Nothing in it is believed: counts
 * and lengths are checked against the file and against limits, each tensor against its format and shape, and all of them
 * have to lie one after another.
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 * @module
 */
import { CheckpointError, type CheckpointErrorCode } from "../errors.ts";
import type { SourceFile } from "../source/source.ts";
import { findType, type GgmlType, readableTypes } from "./ggml-types.ts";
import { HeaderReader } from "./header-reader.ts";

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

/** Reads and checks the header. Only its bytes are read. @throws CheckpointError that names file and tensor */
export async function readGgufHeader(file: SourceFile, path: string, signal?: AbortSignal): Promise<GgufHeader> {
  const fail: Fail = (code, problem, tensor) => {
    throw new CheckpointError(`${file.name}: ${problem}`, { code, file: path, tensor });
  };
  const start = await file.read(0, Math.min(60, file.size), signal);
  if (String.fromCharCode(...start.subarray(0, 4)) !== "GGUF") {
    fail(
      "file-malformed",
      `begins with ${JSON.stringify(new TextDecoder().decode(start))} but a GGUF file begins with "GGUF". It may be a Git LFS pointer or an error page; download the file itself.`,
    );
  }
  const reader = new HeaderReader(file, 4, fail, signal);
  const version = await reader.uint32();
  if (version !== 0 && (version & 0xffff) === 0)
    fail("file-malformed", "is a big-endian GGUF file; only little-endian ones can be read.");
  if (version !== 2 && version !== 3)
    fail("file-malformed", `has version ${version} of GGUF; versions 2 and 3 can be read. Convert the model again.`);
  const tensorCount = await reader.count();
  const metadataCount = await reader.count();
  const metadata = await readMetadata(reader, metadataCount, fail);
  const infos: TensorInfo[] = [];
  for (let i = 0; i < tensorCount; i++) infos.push(await readTensorInfo(reader, fail));
  return { metadata, tensors: placeTensors(infos, reader.position, metadata, file.size, fail) };
}

async function readMetadata(reader: HeaderReader, count: number, fail: Fail): Promise<Metadata> {
  const metadata = new Map<string, MetadataValue>();
  for (let i = 0; i < count; i++) {
    const key = await reader.text();
    if (metadata.has(key))
      fail("file-malformed", `has the key ${JSON.stringify(key)} twice. The file is damaged; download it again.`);
    metadata.set(key, await readValue(reader, await reader.uint32(), key, fail));
  }
  return Object.fromEntries(metadata);
}

// Sixteen times the largest vocabulary known: more is damaged, or made to exhaust memory.
const longestList = 2 ** 22;
const deepestList = 4;

/** GGUF's numbers for types. */
const [float32, listType, float64] = [6, 9, 12];

/** A value of the type with this number; numbers of 64 bits are read as numbers too. */
async function readValue(
  reader: HeaderReader,
  type: number,
  key: string,
  fail: Fail,
  depth = 0,
): Promise<MetadataValue> {
  const scalar = reader.scalars[type];
  if (scalar) {
    const value = await scalar();
    if (type === float32) return shortestDecimal(value as number);
    const isWhole = typeof value === "number" && type !== float64;
    if (!isWhole || Number.isSafeInteger(value)) return value;
    fail(
      "file-malformed",
      `${key} is ${value}, which is no number that a model could have. The file is damaged; download it again.`,
    );
  }
  if (type !== listType)
    return fail(
      "file-malformed",
      `${key} has the type ${type}, which GGUF does not have. The file is damaged; download it again.`,
    );
  if (depth === deepestList)
    fail("file-malformed", `${key} has lists in lists, ${depth} deep. The file is damaged; download it again.`);
  const itemType = await reader.uint32();
  const length = await reader.count();
  if (length > longestList) {
    fail(
      "file-malformed",
      `${key} is a list of ${length}, but lists have at most ${longestList} items. The file is damaged; download it again.`,
    );
  }
  const item = reader.scalars[itemType];
  const list: MetadataValue[] = [];
  for (let i = 0; i < length; i++) {
    // What is there already is not waited for: a vocabulary has hundreds of thousands of texts.
    const value = item ? item() : readValue(reader, itemType, key, fail, depth + 1);
    list.push(value instanceof Promise ? await value : value);
  }
  return list;
}

/** The shortest decimal that is rounded to this float32, as a config.json has it: 1e-5, not 0.000009999999747378752. */
function shortestDecimal(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

interface TensorInfo {
  name: string;
  /** As the file has it: fastest axis first. */
  sizes: number[];
  type: number;
  offset: number;
}

// ggml's own limit.
const mostAxes = 4;

async function readTensorInfo(reader: HeaderReader, fail: Fail): Promise<TensorInfo> {
  const name = await reader.text();
  const axes = await reader.uint32();
  if (axes > mostAxes)
    fail(
      "file-malformed",
      `tensor "${name}" has ${axes} axes but ggml knows at most ${mostAxes}. The file is damaged; download it again.`,
      name,
    );
  const sizes: number[] = [];
  for (let axis = 0; axis < axes; axis++) sizes.push(await reader.count());
  return { name, sizes, type: await reader.uint32(), offset: await reader.count() };
}

const usualAlignment = 32;

/** Each tensor's bytes, in the order in which they lie. */
function placeTensors(
  infos: readonly TensorInfo[],
  headerEnd: number,
  { "general.alignment": given = usualAlignment }: Metadata,
  fileSize: number,
  fail: Fail,
): GgufTensor[] {
  const alignment = Number(given);
  if (!(alignment >= 1 && Number.isInteger(Math.log2(alignment))))
    fail(
      "file-malformed",
      `general.alignment is ${alignment} but has to be a power of two. The file is damaged; download it again.`,
    );
  const aligned = (byte: number) => Math.ceil(byte / alignment) * alignment;
  const dataStart = aligned(headerEnd);
  const names = new Set<string>();
  const tensors = infos.map(({ name, type: number, sizes, offset }): GgufTensor => {
    if (names.has(name))
      fail("file-malformed", `has two tensors "${name}". The file is damaged; download it again.`, name);
    names.add(name);
    const type = findType(number);
    if (typeof type === "string") {
      return fail(
        "dtype-unsupported",
        `tensor "${name}" has the format ${type}, which cannot be read. These can: ${readableTypes.join(", ")}. Take a file of the model in one of them, such as Q4_K_M or Q8_0.`,
        name,
      );
    }
    const shape = [...sizes].reverse();
    const start = dataStart + offset;
    return { name, type, shape, start, end: start + bytesOf(name, type, shape, fail) };
  });
  tensors.sort((a, b) => a.start - b.start || a.end - b.end);
  let at = dataStart;
  for (const { name, start, end } of tensors) {
    if (start !== at) {
      fail(
        "file-malformed",
        `tensor "${name}" begins at byte ${start} but the one before leaves off for byte ${at}. The file is damaged; download it again.`,
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
    at = aligned(end);
  }
  return tensors;
}

function bytesOf(name: string, { name: format, blockSize, blockBytes }: GgmlType, shape: number[], fail: Fail): number {
  const row = shape.at(-1) ?? 1;
  if (row % blockSize !== 0) {
    fail(
      "file-malformed",
      `tensor "${name}" has rows of ${row} numbers but a block of ${format} has ${blockSize}. The file is damaged; download it again.`,
      name,
    );
  }
  const count = shape.reduce((product, size) => product * size, 1);
  if (!(count > 0 && Number.isSafeInteger(count * blockBytes)))
    fail(
      "file-malformed",
      `tensor "${name}" has shape [${shape.join(", ")}], which no file holds. The file is damaged; download it again.`,
      name,
    );
  return (count / blockSize) * blockBytes;
}
