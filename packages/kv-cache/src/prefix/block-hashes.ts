/**
 * Names for beginnings: a hash per block of tokens, made of the block's tokens and of the hash before it.
 *
 * So a hash stands for everything up to the end of its block, and two texts that begin alike have the same first hashes,
 * wherever and whenever they are made. As plain strings they can name what is kept elsewhere: on disk, on another machine.
 * @module
 * @see Kwon et al. 2023, section 4.4, https://arxiv.org/abs/2309.06180 (sharing by prefix); the chain is vLLM's
 */
import { checkSize } from "../checks.ts";

/** Makes the hash of a block from that of the block before it ("" and the salt for the first) and its token ids. */
export type BlockHash = (before: string, tokens: Int32Array) => string;

/**
 * The hashes of all whole blocks of `tokens`, first to last; what is left over has none.
 *
 * They have 64 bits: enough to find things by, not to trust a stranger with. Whoever loads by them compares the tokens.
 *
 * @param options.salt Keeps texts apart that may not share, such as those of two users or of two adapters. Default "".
 * @example
 * const hashes = blockHashes(ids, { blockSize: 16 });
 * for (const hash of hashes.reverse()) if (await store.read(hash)) break; // the longest beginning on disk
 */
export function blockHashes(
  tokens: ArrayLike<number>,
  { blockSize = 16, salt = "" }: { blockSize?: number; salt?: string } = {},
): string[] {
  checkSize("blockHashes", "blockSize", blockSize, 1);
  return [...hashChain(tokens, blockSize, salt, hashOfBlock)];
}

/** The same one by one: who stops asking, stops the work. */
export function* hashChain(
  tokens: ArrayLike<number>,
  blockSize: number,
  salt: string,
  hash: BlockHash,
): Generator<string> {
  let before = salt;
  for (let end = blockSize; end <= tokens.length; end += blockSize) {
    const block = new Int32Array(blockSize);
    for (let n = 0; n < blockSize; n++) block[n] = tokens[end - blockSize + n];
    before = hash(before, block);
    yield before;
  }
}

/** Two 32-bit multiplicative hashes side by side, the end of each mixed so that every bit of the input counts everywhere. */
export function hashOfBlock(before: string, tokens: Int32Array): string {
  let a = 0x243f6a88; // digits of pi
  let b = 0x85a308d3 | 0; // as int32, which engines keep in a register
  const letters = before.length;
  const words = letters + 1 + tokens.length;
  for (let n = 0; n < words; n++) {
    const word = n < letters ? before.charCodeAt(n) : n === letters ? letters : tokens[n - letters - 1];
    a = Math.imul(a ^ word, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ word, 0x85ebca77);
    b ^= b >>> 13;
  }
  return hex(mixed(a ^ (b >>> 16))) + hex(mixed(b ^ (a >>> 16)));
}

function mixed(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

const hex = (x: number) => x.toString(16).padStart(8, "0");
