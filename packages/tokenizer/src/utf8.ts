/**
 * UTF-8 of short strings, written and read by hand: `TextEncoder` and `TextDecoder` cost more per call than a token has bytes.
 *
 * Half a surrogate pair is written as three bytes like any other unit, so that a token that has one is a token like any other.
 * @module
 */
import { utf8Length } from "./unicode.ts";

/** Writes text[start..end] from `at` on and returns where it ends; `out` has room for 3 bytes a unit. */
export function writeUtf8(text: string, start: number, end: number, out: Uint8Array, at: number): number {
  for (let i = start; i < end; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      out[at++] = code;
      continue;
    }
    if (code < 0x800) out[at++] = 0xc0 | (code >> 6);
    else {
      const low = code >= 0xd800 && code < 0xdc00 && i + 1 < end ? text.charCodeAt(i + 1) : 0;
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i++;
        out[at++] = 0xf0 | (code >> 18);
        out[at++] = 0x80 | ((code >> 12) & 63);
      } else out[at++] = 0xe0 | (code >> 12);
      out[at++] = 0x80 | ((code >> 6) & 63);
    }
    out[at++] = 0x80 | (code & 63);
  }
  return at;
}

/** The code point that begins at `at`, in bytes that are UTF-8. */
export function codePointInUtf8(bytes: Uint8Array, at: number): number {
  const lead = bytes[at];
  if (lead < 0x80) return lead;
  if (lead < 0xe0) return ((lead & 31) << 6) | (bytes[at + 1] & 63);
  const two = ((bytes[at + 1] & 63) << 6) | (bytes[at + 2] & 63);
  return lead < 0xf0 ? ((lead & 15) << 12) | two : ((lead & 7) << 18) | (two << 6) | (bytes[at + 3] & 63);
}

/** Reads bytes[start..end]. */
export function readUtf8(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; ) {
    const code = codePointInUtf8(bytes, at);
    text += String.fromCodePoint(code);
    at += utf8Length(code);
  }
  return text;
}

/** Whether bytes[start..end] are UTF-8 of whole characters. */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    const lead = bytes[at];
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4 || at + length > end) return false;
    for (let i = 1; i < length; i++) if ((bytes[at + i] & 0xc0) !== 0x80) return false;
    if (length > 2) {
      const code = codePointInUtf8(bytes, at); // neither longer than it has to be, nor half a surrogate pair, nor too high
      if (utf8Length(code) !== length || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff) return false;
    }
    at += length;
  }
  return true;
}
