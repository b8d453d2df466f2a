/**
 * The alphabet of byte-level tokenizers: one printable character for each of the 256 bytes.
 *
 * Bytes that print as themselves in Latin-1 keep their character; the other 68 (controls, space, DEL, no-break space,
 * soft hyphen) get U+0100 onwards in order. So the space is "Ġ" and the newline "Ċ".
 * @see Radford et al. 2019, "Language Models are Unsupervised Multitask Learners", section 2.2
 * @module
 */

/** byteToCharacter[byte] is the character that stands for it. */
export const byteToCharacter: readonly string[] = makeAlphabet();

function makeAlphabet(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    return String.fromCharCode(printable ? byte : next++);
  });
}

/** characterToByte[unit] is the byte that the character stands for, or -1. Its length is 324. */
export const characterToByte: Int16Array = (() => {
  const table = new Int16Array(0x144).fill(-1);
  byteToCharacter.forEach((character, byte) => {
    table[character.charCodeAt(0)] = byte;
  });
  return table;
})();

const encoder = new TextEncoder();

/** The byte-level spelling of a text: `"é"` becomes `"Ã©"`. */
export function toByteCharacters(text: string): string {
  let result = "";
  for (const byte of encoder.encode(text)) result += byteToCharacter[byte];
  return result;
}
