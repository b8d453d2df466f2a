/** Running the loops of bandwidth.ts, also where they cannot be compiled: in a page. @module */

export interface Streams {
  /** Reads the bytes. Returns something that depends on all of them. */
  read(): number;
  copyBlock(): void;
  copyVectors(): void;
  /** Bytes that a read reads, and a copy reads and writes together. */
  bytes: number;
}

/** Reading and copying over `bytes` bytes, with what `compileStreams` made. */
export async function openStreams(binary: Uint8Array<ArrayBuffer>, bytes: number): Promise<Streams> {
  const start = 65536;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((start + bytes) / 65536) });
  new Uint8Array(memory.buffer).fill(1);
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
  const { read, copyBlock, copyVectors } = instance.exports as Record<string, (...args: number[]) => number>;
  return {
    bytes,
    read: () => read(start, bytes),
    copyBlock: () => copyBlock(start + bytes / 2, start, bytes / 2),
    copyVectors: () => copyVectors(start + bytes / 2, start, bytes / 2),
  };
}
