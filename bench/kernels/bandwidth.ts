/**
 * How fast one thread reads memory, and copies it: what a kernel that streams weights can reach at best.
 *
 * Reading is the bare loop of vector loads, combined by xor; copying is the better of `memory.copy` and a loop of loads
 * and stores, counted as bytes read plus bytes written.
 * @module
 */
import { main as compile } from "assemblyscript/asc";
import { openStreams, type Streams } from "./streams.ts";

export type { Streams } from "./streams.ts";

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

/** The loops as a WebAssembly module. */
export async function compileStreams(): Promise<Uint8Array<ArrayBuffer>> {
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
  return binary;
}

/** Reading and copying over `bytes` bytes of WebAssembly memory. */
export async function createStreams(bytes: number): Promise<Streams> {
  return openStreams(await compileStreams(), bytes);
}
