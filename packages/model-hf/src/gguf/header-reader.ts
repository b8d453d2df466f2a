/**
 * Numbers and texts of a header, one after another, out of a file that is read in pieces.
 *
 * Most of a header is a vocabulary: hundreds of thousands of short texts. So what is in memory already is given at once,
 * and only what is not is a promise.
 * @module
 */
import type { CheckpointErrorCode } from "../errors.ts";
import type { SourceFile } from "../source/source.ts";

type Soon<T> = T | Promise<T>;

// The first piece is all of a small header; then they grow, because each costs a request where the file is far away.
const firstPiece = 2 ** 20;
const largestPiece = 2 ** 23;
// The largest published ones have some tens of MB.
const largestHeader = 100_000_000;

export class HeaderReader {
  readonly #file: SourceFile;
  readonly #fail: (code: CheckpointErrorCode, problem: string) => never;
  readonly #signal?: AbortSignal;
  readonly #decoder = new TextDecoder();
  #piece: DataView = new DataView(new ArrayBuffer(0));
  /** Where in the file the piece begins, and where in the piece reading goes on. */
  #start: number;
  #at = 0;
  #pieceSize = firstPiece;

  constructor(
    file: SourceFile,
    position: number,
    fail: (code: CheckpointErrorCode, problem: string) => never,
    signal?: AbortSignal,
  ) {
    this.#file = file;
    this.#start = position;
    this.#fail = fail;
    this.#signal = signal;
  }

  /** The byte of the file that comes next. */
  get position(): number {
    return this.#start + this.#at;
  }

  uint32 = (): Soon<number> => this.#take(4, (view, at) => view.getUint32(at, true));

  /** A whole number of 64 bits that counts something. */
  count = (): Soon<number> => this.#take(8, (view, at) => Number(view.getBigUint64(at, true)));

  text = (): Soon<string> => {
    const length = this.count();
    return length instanceof Promise ? length.then((count) => this.#textOf(count)) : this.#textOf(length);
  };

  /** By GGUF's numbers for types; 9, a list, is no scalar. */
  readonly scalars: Readonly<Record<number, () => Soon<string | number | boolean>>> = {
    0: () => this.#take(1, (view, at) => view.getUint8(at)),
    1: () => this.#take(1, (view, at) => view.getInt8(at)),
    2: () => this.#take(2, (view, at) => view.getUint16(at, true)),
    3: () => this.#take(2, (view, at) => view.getInt16(at, true)),
    4: this.uint32,
    5: () => this.#take(4, (view, at) => view.getInt32(at, true)),
    6: () => this.#take(4, (view, at) => view.getFloat32(at, true)),
    7: () => this.#take(1, (view, at) => view.getUint8(at) !== 0),
    8: this.text,
    10: this.count,
    11: () => this.#take(8, (view, at) => Number(view.getBigInt64(at, true))),
    12: () => this.#take(8, (view, at) => view.getFloat64(at, true)),
  };

  #textOf(length: number): Soon<string> {
    return this.#take(length, (view, at) =>
      this.#decoder.decode(new Uint8Array(view.buffer, view.byteOffset + at, length)),
    );
  }

  #take<T>(count: number, read: (view: DataView, at: number) => T): Soon<T> {
    if (this.#at + count > this.#piece.byteLength) return this.#refill(count).then(() => this.#take(count, read));
    const value = read(this.#piece, this.#at);
    this.#at += count;
    return value;
  }

  /** Reads the next piece, which has at least `count` bytes. */
  async #refill(count: number): Promise<void> {
    const start = this.position;
    const { size } = this.#file;
    if (start + count > size) {
      // A length that no file has is damage; one that this file has not may be the lack of its end.
      if (count > largestHeader)
        this.#fail(
          "file-malformed",
          `has a text of ${count} bytes in its header, which has at most ${largestHeader} in all. The file is damaged; download it again.`,
        );
      this.#fail(
        "file-truncated",
        `ends at byte ${size}, inside its header. The file is truncated; download it again.`,
      );
    }
    if (start + count > largestHeader) {
      this.#fail(
        "file-malformed",
        `has a header of more than ${largestHeader} bytes, which no known model needs. The file is damaged; download it again.`,
      );
    }
    const bytes = await this.#file.read(start, Math.min(size, start + Math.max(count, this.#pieceSize)), this.#signal);
    this.#signal?.throwIfAborted();
    this.#piece = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#start = start;
    this.#at = 0;
    this.#pieceSize = Math.min(largestPiece, 2 * this.#pieceSize);
  }
}
