/**
 * Ranges of characters as sequences of byte ranges, so that automata can run on bytes, as tokens do.
 * @module
 */

/** An inclusive range of bytes. */
export type ByteRange = readonly [from: number, to: number];

/** The largest code points that UTF-8 writes in 1, 2, 3 and 4 bytes. */
const lastOfLength = [0x7f, 0x7ff, 0xffff, 0x10ffff];

/**
 * The UTF-8 encodings of the code points from `from` to `to`: sequences of 1 to 4 byte ranges, each of which stands for
 * all combinations of its bytes.
 *
 * A range is cut where the number of bytes changes, and then until all bytes but the first differing one are full ranges.
 * @see The Unicode Standard, section 3.9, table 3-6 (bit distribution)
 * @example
 * utf8Ranges(0x61, 0x7a); // => [[[0x61, 0x7a]]]
 * utf8Ranges(0xe4, 0xe4); // => [[[0xc3, 0xc3], [0xa4, 0xa4]]]
 */
export function utf8Ranges(from: number, to: number): ByteRange[][] {
  for (const last of lastOfLength) {
    if (from <= last && to > last) return [...utf8Ranges(from, last), ...utf8Ranges(last + 1, to)];
  }
  // Both have the same number of bytes. Cut until the low 6, 12, 18 bits are either equal or a full range.
  for (let bits = 6; bits <= 18 && from > 0x7f; bits += 6) {
    const low = (1 << bits) - 1;
    if (from >> bits === to >> bits) break;
    if ((from & low) !== 0) return [...utf8Ranges(from, from | low), ...utf8Ranges((from | low) + 1, to)];
    if ((to & low) !== low) return [...utf8Ranges(from, (to & ~low) - 1), ...utf8Ranges(to & ~low, to)];
  }
  const first = encode(from);
  const final = encode(to);
  return [first.map((byte, i): ByteRange => [byte, final[i]])];
}

function encode(codePoint: number): number[] {
  if (codePoint <= 0x7f) return [codePoint];
  if (codePoint <= 0x7ff) return [0xc0 | (codePoint >> 6), continuation(codePoint)];
  if (codePoint <= 0xffff) return [0xe0 | (codePoint >> 12), continuation(codePoint >> 6), continuation(codePoint)];
  return [
    0xf0 | (codePoint >> 18),
    continuation(codePoint >> 12),
    continuation(codePoint >> 6),
    continuation(codePoint),
  ];
}

const continuation = (bits: number) => 0x80 | (bits & 0x3f);
