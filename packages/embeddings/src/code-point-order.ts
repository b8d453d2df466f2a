/**
 * The order of strings by Unicode code points, which is Python's and that of UTF-8 bytes, and so that of columns.
 *
 * JavaScript compares UTF-16 units and would put "𝒳" (two units from U+D800) before "ﬁ" (U+FB01).
 * @module
 */

/** For `sort`: negative when `a` comes first. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const xHigh = x >= 0xd800 && x < 0xe000; // part of a code point above U+FFFF
    const yHigh = y >= 0xd800 && y < 0xe000;
    return xHigh === yHigh ? x - y : xHigh ? 1 : -1;
  }
  return a.length - b.length;
}
