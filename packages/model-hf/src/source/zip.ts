/**
 * A checkpoint in a zip archive. The list of its files is at the archive's end, so only that is read at first; a file
 * that was stored uncompressed is then read in parts, a compressed one from its beginning on, as far as is needed.
 * @module
 */
import { type Reader, unzip, type ZipEntry } from "unzipit";
import { CheckpointError } from "../errors.ts";
import { checkpointRoot } from "./files.ts";
import type { Source, SourceFile } from "./source.ts";

/** The files in `archive`; a folder around them is left out. @throws CheckpointError when it is no zip archive */
export async function zipSource(archive: SourceFile): Promise<Source> {
  const reader = new ArchiveReader(archive);
  let entries: Record<string, ZipEntry>;
  try {
    entries = (await unzip(reader)).entries;
  } catch (cause) {
    if (cause instanceof CheckpointError) throw cause;
    throw new CheckpointError(
      `${archive.name}: is no zip archive of ${archive.size} bytes that can be read (${(cause as Error).message}). Download or pack it again.`,
      { code: "file-malformed", file: archive.name, cause },
    );
  }
  const paths = Object.keys(entries).filter((path) => !entries[path].isDirectory && !path.startsWith("__MACOSX/"));
  const root = checkpointRoot(paths);
  return {
    name: archive.name,
    async open(path) {
      const entry = Object.hasOwn(entries, root + path) ? entries[root + path] : undefined;
      if (!entry) return null;
      return fileOf(archive, reader, entry, path);
    },
    list: async () =>
      paths
        .filter((path) => path.startsWith(root))
        .map((path) => path.slice(root.length))
        .sort(),
  };
}

/** What unzipit reads the archive with. Of a stored file it asks for the part as a Blob, which tells where it lies. */
class ArchiveReader implements Reader {
  readonly #archive: SourceFile;
  /** Where the parts begin that were asked for. */
  readonly starts = new WeakMap<Blob, number>();

  constructor(archive: SourceFile) {
    this.#archive = archive;
  }

  async getLength(): Promise<number> {
    return this.#archive.size;
  }

  async read(start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#archive.read(start, start + length)) as Uint8Array<ArrayBuffer>;
  }

  async sliceAsBlob(start: number): Promise<Blob> {
    const part = new Blob();
    this.starts.set(part, start);
    return part;
  }
}

async function fileOf(archive: SourceFile, reader: ArchiveReader, entry: ZipEntry, path: string): Promise<SourceFile> {
  const name = `${archive.name}/${path}`;
  const fail = (cause: unknown) =>
    new CheckpointError(
      `${name}: cannot be unpacked: ${(cause as Error).message} (${entry.compressedSize} bytes in the archive, ${entry.size} unpacked). Pack it again without encryption, stored or deflated.`,
      { code: "file-malformed", file: path, cause },
    );
  if (entry.encrypted || (entry.compressionMethod !== 0 && entry.compressionMethod !== 8))
    throw fail(new Error(entry.encrypted ? "it is encrypted" : `it has compression method ${entry.compressionMethod}`));
  if (entry.compressionMethod === 0) {
    const part = await entry.blob().catch((cause) => {
      throw cause instanceof CheckpointError ? cause : fail(cause);
    });
    const start = reader.starts.get(part)!;
    return {
      name,
      size: entry.size,
      remote: archive.remote,
      read: (from, to, signal) => archive.read(start + from, start + to, signal),
    };
  }
  const inflated = new InflatedFile(entry, fail);
  return {
    name,
    size: entry.size,
    remote: archive.remote,
    read: (from, to, signal) => inflated.read(from, to, signal),
  };
}

/** Reads that go forward, as those of a load do, inflate a file once; one that goes back begins again. */
class InflatedFile {
  readonly #entry: ZipEntry;
  readonly #fail: (cause: unknown) => CheckpointError;
  #stream?: ReadableStreamDefaultReader<Uint8Array>;
  /** What has been inflated and not yet read, and where in the file it begins. */
  #left: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** The read before: there is one stream, so they take turns. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(entry: ZipEntry, fail: (cause: unknown) => CheckpointError) {
    this.#entry = entry;
    this.#fail = fail;
  }

  read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array> {
    const turn = this.#last.then(() => this.#read(start, end, signal));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array> {
    const bytes = new Uint8Array(end - start);
    let filled = 0;
    try {
      if (!this.#stream || start < this.#at) await this.#begin();
      while (filled < bytes.length) {
        signal?.throwIfAborted();
        if (this.#left.length === 0) {
          const { done, value } = await this.#stream!.read();
          if (done) throw new Error(`it ends at byte ${this.#at} but byte ${end} was asked for`);
          this.#left = value;
        }
        const skipped = Math.min(this.#left.length, Math.max(0, start - this.#at));
        const taken = this.#left.subarray(skipped, skipped + bytes.length - filled);
        bytes.set(taken, filled);
        filled += taken.length;
        this.#at += skipped + taken.length;
        this.#left = this.#left.subarray(skipped + taken.length);
      }
      return bytes;
    } catch (cause) {
      this.#stream = undefined; // the next read begins again
      signal?.throwIfAborted();
      throw cause instanceof CheckpointError ? cause : this.#fail(cause);
    }
  }

  async #begin(): Promise<void> {
    await this.#stream?.cancel().catch(() => {});
    this.#stream = (await this.#entry.stream()).getReader();
    this.#left = new Uint8Array(0);
    this.#at = 0;
  }
}
