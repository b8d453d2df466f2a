/**
 * A cache as bytes: to keep a conversation over a reload, or to hand a long prompt from one machine to another.
 *
 * Layout: the 8 bytes "LLMKVC01", the header's length (uint32, little-endian), a checksum of what follows (uint32), the
 * header as JSON padded with spaces to a multiple of 8, then the payload. The header says what model, tokenizer and
 * number format the numbers belong to; restoring for another one is refused, because it would not fail but talk nonsense.
 * @module
 */
import type { PolicySpec } from "./cache-policy.ts";
import type { CacheShape, Fingerprint } from "./kv-cache.ts";
import type { StorageSpec } from "./policy-cache.ts";

const magic = "LLMKVC01";
const headerStart = 16;
/** A header holds sizes, names and token ids; a megabyte is room for a conversation of 100,000 tokens. */
const maxHeaderBytes = 1 << 20;

/** What is known of a layer beside its arrays. */
export interface StoredLayer {
  length: number;
  next: number;
  gap: number;
  pinned: boolean;
}

export interface CacheHeader {
  shape: CacheShape;
  seen: number;
  policy: PolicySpec | readonly PolicySpec[];
  storage: StorageSpec;
  layers: StoredLayer[];
  fingerprint: Fingerprint;
  notes?: unknown;
}

export function packCache(header: CacheHeader, parts: readonly Uint8Array[]): Uint8Array {
  const text = JSON.stringify(header, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value,
  );
  let json = new TextEncoder().encode(text);
  json = new TextEncoder().encode(text + " ".repeat((8 - (json.length % 8)) % 8));
  if (json.length > maxHeaderBytes) {
    throw new RangeError(
      `serialize: the header has ${json.length} bytes, more than ${maxHeaderBytes}. Keep large notes elsewhere.`,
    );
  }
  const payload = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(headerStart + json.length + payload);
  bytes.set(new TextEncoder().encode(magic));
  bytes.set(json, headerStart);
  let at = headerStart + json.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const numbers = new DataView(bytes.buffer);
  numbers.setUint32(8, json.length, true);
  numbers.setUint32(12, checksum(bytes.subarray(headerStart), json.length), true);
  return bytes;
}

/** What the bytes hold. @throws RangeError when they are damaged, Error when they belong to something else */
export function unpackCache(bytes: Uint8Array, expected: Fingerprint): { header: CacheHeader; payload: Uint8Array } {
  const start = new TextDecoder().decode(bytes.subarray(0, 8));
  if (bytes.length < headerStart || start !== magic) {
    throw damaged(`the bytes begin with ${JSON.stringify(start)} but a cache begins with "${magic}"`);
  }
  const numbers = new DataView(bytes.buffer, bytes.byteOffset);
  const headerBytes = numbers.getUint32(8, true);
  if (headerBytes > Math.min(maxHeaderBytes, bytes.length - headerStart)) {
    throw damaged(`the header is said to have ${headerBytes} bytes but there are ${bytes.length - headerStart}`);
  }
  const stored = numbers.getUint32(12, true);
  const sum = checksum(bytes.subarray(headerStart), headerBytes);
  if (sum !== stored) throw damaged(`the checksum is ${stored} but the data give ${sum}`);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(headerStart, headerStart + headerBytes)));
  checkHeader(header);
  for (const name in expected) {
    if (header.fingerprint[name] === expected[name]) continue;
    throw new Error(
      `restoreCache: ${name} is "${header.fingerprint[name] ?? "not given"}" in the stored cache but "${expected[name]}" here. Its numbers mean nothing to this one; compute the cache again.`,
    );
  }
  return { header, payload: bytes.subarray(headerStart + headerBytes) };
}

function checkHeader({ shape, seen, layers, fingerprint, policy, storage }: CacheHeader): void {
  if (!shape || !policy || !storage || !fingerprint || !Array.isArray(layers) || layers.length !== shape.numLayers) {
    throw damaged("the header lacks a part");
  }
  const counts = [seen, ...layers.flatMap(({ length, next, gap }) => [length, next, gap])];
  if (!counts.every((count) => Number.isInteger(count) && count >= 0 && count <= seen)) {
    throw damaged(`a layer holds more than the ${seen} tokens seen`);
  }
}

export const damaged = (what: string) => new RangeError(`restoreCache: ${what}. The bytes are damaged.`);

/** FNV-1a over 32-bit words, begun with `seed`: finds damage, not malice. */
function checksum(bytes: Uint8Array, seed: number): number {
  const count = bytes.length >> 2;
  // Words have to be aligned; bytes that came from elsewhere may not be.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, count);
  let hash = 0x811c9dc5 ^ seed;
  for (let n = 0; n < count; n++) hash = Math.imul(hash ^ words[n], 0x01000193);
  for (let at = 4 * count; at < bytes.length; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  return hash >>> 0;
}
