/**
 * The header of a safetensors file: which tensors it has and where their bytes lie.
 *
 * A file is the header's length (8 bytes), the header (JSON), and the data. Nothing in it is believed: sizes are
 * checked against the file, shapes against sizes, and every byte has to belong to exactly one tensor.
 * @see https://github.com/huggingface/safetensors#format
 * @module
 */
import { CheckpointError, type CheckpointErrorCode } from "../errors.ts";
import type { SourceFile } from "../source/source.ts";
import { bytesPerElement, readableDtypes } from "./tensor-dtypes.ts";

export interface TensorEntry {
  name: string;
  /** As the file spells it: F32, BF16 … */
  dtype: string;
  shape: number[];
  /** Bytes start … end - 1 of the file. */
  start: number;
  end: number;
}

// The format's own reader refuses longer headers too; the largest published ones have a few MB.
const largestHeader = 100_000_000;

/** Reads and checks the header. Only the header's bytes are read. @throws CheckpointError that names file and tensor */
export async function readSafetensorsHeader(
  file: SourceFile,
  path: string,
  signal?: AbortSignal,
): Promise<TensorEntry[]> {
  const fail = (code: CheckpointErrorCode, message: string, tensor?: string): never => {
    throw new CheckpointError(`${file.name}: ${message}`, { code, file: path, tensor });
  };
  if (file.size < 8)
    fail("file-truncated", `has ${file.size} bytes but a safetensors file has at least 8. Download it again.`);
  const lengthBytes = await file.read(0, 8, signal);
  const length = Number(new DataView(lengthBytes.buffer, lengthBytes.byteOffset, 8).getBigUint64(0, true));
  if (length > largestHeader) {
    if (isText(lengthBytes)) {
      const start = JSON.stringify(new TextDecoder().decode(await file.read(0, Math.min(file.size, 60), signal)));
      fail(
        "file-malformed",
        `is text (it begins with ${start}), not safetensors. It may be a Git LFS pointer or an error page; download the file itself.`,
      );
    }
    fail(
      "file-malformed",
      `claims a header of ${length} bytes but at most ${largestHeader} are allowed. This is not a safetensors file, or it is damaged.`,
    );
  }
  if (8 + length > file.size) {
    fail(
      "file-truncated",
      `claims a header of ${length} bytes but the file has ${file.size}. The file is truncated; download it again.`,
    );
  }
  const text = new TextDecoder().decode(await file.read(8, 8 + length, signal));
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError(`${file.name}: its header is not JSON: ${(cause as Error).message}. Download it again.`, {
      code: "file-malformed",
      file: path,
      cause,
    });
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    fail("file-malformed", "its header is not a JSON object.");
  const dataStart = 8 + length;
  const entries: TensorEntry[] = [];
  for (const [name, value] of Object.entries(header as object)) {
    if (name !== "__metadata__") entries.push(checkEntry(name, value, dataStart, file.size, fail));
  }
  checkLayout(entries, dataStart, file.size, fail);
  return entries;
}

type Fail = (code: CheckpointErrorCode, message: string, tensor?: string) => never;

function checkEntry(name: string, value: unknown, dataStart: number, fileSize: number, fail: Fail): TensorEntry {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  const label = `tensor "${name}"`;
  if (typeof dtype !== "string") return fail("file-malformed", `${label} has no dtype.`, name);
  if (!isCounts(shape))
    return fail("file-malformed", `${label} has shape ${JSON.stringify(shape)}, which is not a list of sizes.`, name);
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    return fail(
      "file-malformed",
      `${label} has data_offsets ${JSON.stringify(offsets)}, which is not [start, end].`,
      name,
    );
  }
  const [start, end] = offsets;
  const dataSize = fileSize - dataStart;
  if (end > dataSize) {
    fail(
      "file-truncated",
      `${label} ends at byte ${end} but the data section has ${dataSize}. The file is truncated; download it again.`,
      name,
    );
  }
  const bytes = bytesPerElement(dtype);
  if (bytes === null) {
    return fail(
      "dtype-unsupported",
      `${label} has dtype ${dtype}, which cannot be read. These can: ${readableDtypes.join(", ")}.`,
      name,
    );
  }
  const needed = shape.reduce((product, size) => product * size, bytes);
  if (needed !== end - start) {
    fail(
      "file-malformed",
      `${label} has ${end - start} bytes but ${dtype} [${shape.join(", ")}] needs ${needed}. The file is damaged.`,
      name,
    );
  }
  return { name, dtype, shape, start: dataStart + start, end: dataStart + end };
}

/** No gaps and no overlaps: bytes that belong to no tensor, or to two, mean that header and data do not fit. */
function checkLayout(entries: TensorEntry[], dataStart: number, fileSize: number, fail: Fail): void {
  const sorted = [...entries].sort((a, b) => a.start - b.start || a.end - b.end);
  let at = dataStart;
  for (const { name, start, end } of sorted) {
    if (start !== at) {
      const what = start > at ? `a gap of ${start - at} bytes` : `an overlap of ${at - start} bytes`;
      fail("file-malformed", `there is ${what} before tensor "${name}" at byte ${start}. The file is damaged.`, name);
    }
    at = end;
  }
  if (at !== fileSize) {
    fail(
      "file-malformed",
      `its tensors end at byte ${at} but the file has ${fileSize}. Header and data do not belong together.`,
    );
  }
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

/** A header's length is a small number, so its upper bytes are 0; text has letters there. */
function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09);
}
