/**
 * SentencePiece's normalizer: a table of replacements that the file brings along.
 *
 * The table is a double-array trie over bytes of UTF-8, then the replacements one after another, each ended by a zero byte.
 * A grapheme cluster of up to 5 bytes is looked up as a whole (and replaced by what its shortest known beginning maps to: so
 * does the reference), otherwise each of its characters alone.
 * @see Aoe 1989, "An Efficient Digital Search Algorithm by Using a Double-Array Structure"
 * @module
 */
import { type Builder, type Config, TokenizerError } from "../config.ts";
import { Changes, type Sources } from "../piece.ts";
import { utf8Length } from "../unicode.ts";
import type { Normalizer } from "./simple-normalizers.ts";

export const precompiled: Builder<Normalizer> = (config) => {
  const table = new ReplacementTable(config);
  return { normalize: (text, sources) => replaceAll(table, text, sources) };
};

const encoder = new TextEncoder();

class ReplacementTable {
  readonly #trie: Uint32Array;
  readonly #replacements: Uint8Array;
  readonly #known = new Map<string, string | null>();

  constructor(config: Config) {
    const bytes = fromBase64(config.string("precompiled_charsmap"), config);
    const view = new DataView(bytes.buffer);
    const trieBytes = bytes.length >= 4 ? view.getUint32(0, true) : 0;
    if (trieBytes < 4 || trieBytes > bytes.length - 4) {
      config.fail("precompiled_charsmap", `is cut off: its trie should have ${trieBytes} bytes of ${bytes.length}.`);
    }
    this.#trie = Uint32Array.from({ length: trieBytes >> 2 }, (_, i) => view.getUint32(4 + 4 * i, true));
    this.#replacements = bytes.subarray(4 + (trieBytes & ~3));
  }

  /** What the shortest known beginning of `chunk` is replaced by, or null. */
  find(chunk: string): string | null {
    const known = this.#known.get(chunk);
    if (known !== undefined) return known;
    if (this.#known.size >= 20_000) this.#known.clear(); // bounded: a text may have any number of clusters
    const found = this.#search(encoder.encode(chunk));
    this.#known.set(chunk, found);
    return found;
  }

  #search(key: Uint8Array): string | null {
    const trie = this.#trie;
    let node = childOffset(trie[0]);
    for (const byte of key) {
      if (byte === 0) return null;
      node ^= byte;
      const unit = trie[node];
      if (unit === undefined || (unit & 0x800000ff) >>> 0 !== byte) return null;
      node ^= childOffset(unit);
      if ((unit >>> 8) & 1) return this.#replacement((trie[node] ?? 0) & 0x7fffffff);
    }
    return null;
  }

  #replacement(start: number): string {
    const end = this.#replacements.indexOf(0, start);
    return new TextDecoder().decode(this.#replacements.subarray(start, end < 0 ? undefined : end));
  }
}

/** How far the children of a trie unit are: 22 bits, in steps of 256 if bit 9 is set. */
function childOffset(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}

function fromBase64(text: string, config: Config): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    throw new TokenizerError(`${config.path}.precompiled_charsmap`, "is not base64.");
  }
}

function replaceAll(table: ReplacementTable, text: string, sources: Sources | null): string {
  const changes = new PendingChanges(text, sources);
  for (const cluster of clusters(text)) {
    const whole = cluster.length < 6 && byteLength(cluster) < 6 ? table.find(cluster) : null;
    if (whole !== null) changes.replace(cluster, whole);
    else {
      for (const character of cluster) {
        const replacement = table.find(character);
        if (replacement === null) changes.push(character, 0);
        else changes.replace(character, replacement);
      }
    }
  }
  return changes.finish();
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += utf8Length(character.codePointAt(0)!);
  return bytes;
}

/** Changes that may still be amended: removing characters is noted on the last character before them. */
class PendingChanges {
  readonly #text: string;
  readonly #sources: Sources | null;
  readonly #list: { character: string; change: number }[] = [];
  #modified = false;

  constructor(text: string, sources: Sources | null) {
    this.#text = text;
    this.#sources = sources;
  }

  push(character: string, change: number): void {
    this.#list.push({ character, change });
  }

  replace(old: string, replacement: string): void {
    this.#modified = true;
    const oldCount = [...old].length;
    let count = 0;
    for (const character of replacement) this.push(character, count++ < oldCount ? 0 : 1);
    // With nothing before them, removed characters are forgotten, and what follows is aligned too far left: the reference's
    // bug, kept because offsets have to agree.
    const last = this.#list.at(-1);
    if (count < oldCount && last) last.change += count - oldCount;
  }

  finish(): string {
    if (!this.#modified) return this.#text;
    const changes = new Changes(this.#text, this.#sources);
    for (const { character, change } of this.#list) changes.push(character, change);
    return changes.text;
  }
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Characters that are a grapheme cluster by themselves when another of them follows. */
const simpleClass =
  "\\0-\\x0c\\x0e-\\xa8\\xaa-\\xad\\xaf-\\u02ff\\u0370-\\u0482\\u048a-\\u058f\\u05d0-\\u05ea\\u2010-\\u2027" +
  "\\u3041-\\u3096\\u30a1-\\u30fa\\u3400-\\u9fff\\uac00-\\ud7a3";
const simple = new RegExp(`^[${simpleClass}]$`);

/** The grapheme clusters of a text; the segmenter, which is slow, sees only the parts that need it. */
function* clusters(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    let end = start;
    while (end < text.length && simple.test(text[end])) end++;
    // The last simple character may belong to what follows.
    const singles = end < text.length ? end - 1 : end;
    for (let i = start; i < singles; i++) yield text[i];
    if (end === text.length) return;
    start = Math.max(start, singles);
    while (end < text.length && !(simple.test(text[end]) && end + 1 < text.length && simple.test(text[end + 1]))) end++;
    // A simple character begins a cluster, unless one of the rare prepended marks is before it: so leave it to the segmenter
    // and let it have one more.
    end = Math.min(text.length, end + 1);
    for (const { segment } of segmenter.segment(text.slice(start, end))) yield segment;
    start = end;
  }
}
