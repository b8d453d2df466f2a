/**
 * The file formats of word vectors.
 *
 * word2vec text:   "<words> <dim>\n", then a line per word: the word and its numbers, separated by spaces
 * GloVe text:      the same without the first line (fastText's .vec has it)
 * word2vec binary: the first line, then per word: its bytes, a space, dim float32 (little-endian), usually a newline
 *
 * Files come from anywhere, so nothing is believed before it is checked: a header may claim more than the file holds,
 * lines may be cut short. Limits: a word has at most 4096 bytes (the longest in published files have some hundred), a
 * vector at most 65536 numbers (32 times the largest embedding models), and a matrix has to fit one Float32Array.
 * @see https://code.google.com/archive/p/word2vec/ (text and binary), https://nlp.stanford.edu/projects/glove/
 * @module
 */
import { checkInteger, checkLength } from "./checks.ts";
import type { WordVectors } from "./word-vectors.ts";

const maxWordBytes = 4096;
const maxDim = 65_536;
const maxValues = 2 ** 31; // 8 GiB, the most one typed array holds in current browsers

export interface ParseOptions {
  /** Read only the first so many words, which are the most frequent. Default: all. */
  maxWords?: number;
  /** Name of the file for error messages. Default "word vectors". */
  file?: string;
}

/**
 * Reads word2vec or GloVe text: the first line tells which.
 *
 * A first line of exactly two integers is a header; GloVe vectors of one number whose first word is a number could be
 * mistaken for it, and do not exist.
 * @throws RangeError when a line has too few or too many numbers, one is not a number, or there are fewer words than announced
 */
export function parseWordVectorsText(bytes: Uint8Array, options: ParseOptions = {}): WordVectors {
  const { maxWords = Infinity, file = "word vectors" } = options;
  const decoder = new TextDecoder();
  const words: string[] = [];
  let vectors = new Float32Array(0);
  let dim = 0;
  let announced = -1;
  let start = 0;
  for (let line = 1; start < bytes.length && words.length < maxWords; line++) {
    let end = bytes.indexOf(10, start);
    if (end < 0) end = bytes.length;
    const text = decoder.decode(bytes.subarray(start, end)).replace(/[ \t\r]+$/, "");
    start = end + 1;
    if (line === 1) {
      const header = /^(\d+) (\d+)$/.exec(text);
      if (header) {
        announced = Number(header[1]);
        dim = checkDim(file, Number(header[2]));
        continue;
      }
    }
    if (text === "" && start >= bytes.length) break;
    if (dim === 0) dim = checkDim(file, text.split(" ").length - 1);
    // Some published words hold spaces ("at name@domain.com"), so the numbers are counted from the end.
    const fields = text.split(" ");
    const word = fields.slice(0, fields.length - dim).join(" ");
    if (fields.length < dim + 1 || word === "") {
      throw new RangeError(
        `${file}: line ${line} has ${fields.length - 1} numbers but the vectors have ${dim}. The file is damaged or cut off; download it again.`,
      );
    }
    if (vectors.length < (words.length + 1) * dim) {
      const rows = Math.min(Math.max(16, 2 * words.length), Math.floor(maxValues / dim));
      vectors = grow(file, vectors, rows * dim, (words.length + 1) * dim);
    }
    for (let d = 0; d < dim; d++) {
      const field = fields[fields.length - dim + d];
      const value = Number(field);
      if (field === "" || Number.isNaN(value)) {
        throw new RangeError(
          `${file}: line ${line}, number ${d + 1} is ${JSON.stringify(field.slice(0, 40))}. The file is damaged or not a text file of word vectors.`,
        );
      }
      vectors[words.length * dim + d] = value;
    }
    words.push(word);
  }
  if (announced >= 0 && words.length < Math.min(announced, maxWords)) {
    throw new RangeError(
      `${file}: the first line announces ${announced} words but there are ${words.length}. The file is cut off; download it again.`,
    );
  }
  if (words.length === 0) throw new RangeError(`${file}: there are no words in it.`);
  return { words, dim, vectors: vectors.slice(0, words.length * dim) };
}

/**
 * Reads word2vec's binary format.
 *
 * @throws RangeError when the header is missing or announces more than the file holds
 */
export function parseWord2VecBinary(bytes: Uint8Array, options: ParseOptions = {}): WordVectors {
  const { maxWords = Infinity, file = "word vectors" } = options;
  const headerEnd = bytes.subarray(0, 64).indexOf(10);
  const header = /^(\d+) (\d+) ?$/.exec(new TextDecoder().decode(bytes.subarray(0, Math.max(0, headerEnd))));
  if (!header) {
    throw new RangeError(`${file}: the first line is not "<words> <dim>". This is not word2vec's binary format.`);
  }
  const announced = Number(header[1]);
  const dim = checkDim(file, Number(header[2]));
  const numWords = Math.min(announced, maxWords);
  // The least a word takes: one byte, a space, its vector. A header that claims more is caught before allocating.
  const most = Math.floor((bytes.length - headerEnd - 1) / (dim * 4 + 2));
  if (numWords > most) {
    throw new RangeError(
      `${file}: the header announces ${announced} words of ${dim} numbers but ${bytes.length} bytes hold at most ${most}. The file is cut off; download it again.`,
    );
  }
  const decoder = new TextDecoder();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words: string[] = [];
  const vectors = new Float32Array(numWords * dim);
  let at = headerEnd + 1;
  for (let row = 0; row < numWords; row++) {
    while (bytes[at] === 10) at++; // some writers end a vector with a newline, some do not
    const space = bytes.subarray(at, at + maxWordBytes + 1).indexOf(32);
    if (space <= 0 || at + space + 1 + dim * 4 > bytes.length) {
      throw new RangeError(
        `${file}: word ${row + 1} of ${announced} at byte ${at} is cut off or longer than ${maxWordBytes} bytes. The file is damaged; download it again.`,
      );
    }
    words.push(decoder.decode(bytes.subarray(at, at + space)));
    at += space + 1;
    for (let d = 0; d < dim; d++, at += 4) vectors[row * dim + d] = view.getFloat32(at, true);
  }
  return { words, dim, vectors };
}

/** Writes word2vec text (`header: true`, the default, which fastText and gensim read too) or GloVe text. */
export function formatWordVectorsText(vectors: WordVectors, { header = true }: { header?: boolean } = {}): Uint8Array {
  checkWordVectors("formatWordVectorsText", vectors);
  const { words, dim } = vectors;
  const lines = words.map((word, row) => `${word} ${vectors.vectors.subarray(row * dim, (row + 1) * dim).join(" ")}`);
  if (header) lines.unshift(`${words.length} ${dim}`);
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

/** Writes word2vec's binary format. */
export function formatWord2VecBinary(vectors: WordVectors): Uint8Array {
  checkWordVectors("formatWord2VecBinary", vectors);
  const { words, dim } = vectors;
  const encoder = new TextEncoder();
  const header = encoder.encode(`${words.length} ${dim}\n`);
  const encoded = words.map((word) => encoder.encode(word));
  const size = encoded.reduce((sum, word) => sum + word.length + 2 + dim * 4, header.length);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set(header);
  let at = header.length;
  for (const [row, word] of encoded.entries()) {
    bytes.set(word, at);
    at += word.length;
    bytes[at++] = 32;
    for (let d = 0; d < dim; d++, at += 4) view.setFloat32(at, vectors.vectors[row * dim + d], true);
    bytes[at++] = 10;
  }
  return bytes;
}

function checkDim(file: string, dim: number): number {
  if (dim >= 1 && dim <= maxDim) return dim;
  throw new RangeError(
    `${file}: vectors have ${dim} numbers but 1 to ${maxDim} are expected. This is not a file of word vectors.`,
  );
}

function grow(file: string, array: Float32Array, length: number, needed: number): Float32Array<ArrayBuffer> {
  if (length < needed) {
    throw new RangeError(
      `${file}: ${needed} numbers do not fit one array of ${maxValues}. Pass maxWords to read fewer.`,
    );
  }
  const grown = new Float32Array(length);
  grown.set(array);
  return grown;
}

/** Words that the formats cannot hold are refused here, not found out when reading. */
function checkWordVectors(where: string, { words, dim, vectors }: WordVectors): void {
  checkInteger(where, "dim", dim, 1);
  checkLength(where, "vectors", vectors, { words: words.length, dim });
  const bad = words.findIndex((word) => word === "" || /[ \n]/.test(word));
  if (bad >= 0) {
    throw new RangeError(
      `${where}: words[${bad}] is ${JSON.stringify(words[bad])} but a word in this format cannot be empty or hold a space or newline.`,
    );
  }
}
