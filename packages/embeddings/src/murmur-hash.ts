/**
 * MurmurHash3 (x86, 32 bits): a fast hash that spreads similar strings evenly. Not for secrets.
 *
 * @see Austin Appleby's public domain definition, https://github.com/aappleby/smhasher/wiki/MurmurHash3
 * @module
 */

const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * Hash of a text's UTF-8 bytes, as a signed 32-bit integer.
 *
 * @example
 * murmurHash3(""); // => 0
 * murmurHash3("hello"); // => 613153351
 */
export function murmurHash3(text: string, seed = 0): number {
  const { bytes, length } = utf8(text);
  let hash = seed | 0;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    const block = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    hash ^= scramble(block);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let i = length - 1; i >= at; i--) tail = (tail << 8) | bytes[i];
  if (at < length) hash ^= scramble(tail);

  hash ^= length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

let buffer = /* @__PURE__ */ new Uint8Array(256);

/** UTF-8 in a buffer that is used again. ASCII, the usual case, is copied here: TextEncoder alone takes five times as long as the hash. */
function utf8(text: string): { bytes: Uint8Array; length: number } {
  if (buffer.length < 3 * text.length) buffer = new Uint8Array(6 * text.length); // a UTF-16 unit takes 3 bytes at most
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return { bytes: buffer, length: encoder.encodeInto(text, buffer).written };
    buffer[i] = code;
  }
  return { bytes: buffer, length: text.length };
}

function scramble(block: number): number {
  const k = Math.imul(block, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}
