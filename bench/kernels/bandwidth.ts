/**
 * How fast one thread reads memory, and copies it: what a kernel that streams weights can reach at best.
 *
 * Reading is the bare loop of vector loads, combined by xor; copying is the better of `memory.copy` and a loop of loads
 * and stores, counted as bytes read plus bytes written.
 * @module
 */
import { main as compile } from "assemblyscript/asc";

const source = `
export function read(at: usize, bytes: usize): i32 {
  let a = i32x4.splat(0), b = a, c = a, d = a;
  const end = at + bytes;
  while (at < end) {
    a = v128.xor(a, v128.load(at));
    b = v128.xor(b, v128.load(at, 16));
    c = v128.xor(c, v128.load(at, 32));
    d = v128.xor(d, v128.load(at, 48));
    at += 64;
  }
  a = v128.xor(v128.xor(a, b), v128.xor(c, d));
  return i32x4.extract_lane(a, 0) ^ i32x4.extract_lane(a, 1) ^ i32x4.extract_lane(a, 2) ^ i32x4.extract_lane(a, 3);
}
export function copyBlock(to: usize, from: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}
export function copyVectors(to: usize, from: usize, bytes: usize): void {
  const end = from + bytes;
  while (from < end) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to, v128.load(from, 32), 32);
    v128.store(to, v128.load(from, 48), 48);
    from += 64;
    to += 64;
  }
}
`;

export interface Streams {
  /** Reads the bytes. Returns something that depends on all of them. */
  read(): number;
  copyBlock(): void;
  copyVectors(): void;
  /** Bytes that a read reads, and a copy reads and writes together. */
  bytes: number;
}

/** Reading and copying over `bytes` bytes of WebAssembly memory. */
export async function createStreams(bytes: number): Promise<Streams> {
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await compile(
    ["input.ts", "-O3", "--outFile", "out.wasm", "--runtime", "stub", "--importMemory", "--enable", "simd"],
    {
      readFile: (name) => (name === "input.ts" ? source : null),
      writeFile(name, contents) {
        if (name === "out.wasm") binary = contents as Uint8Array<ArrayBuffer>;
      },
    },
  );
  if (error || !binary) throw new Error(`bandwidth: ${error?.message} ${stderr}`);
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
